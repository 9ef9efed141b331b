"""The PDF as it is drawn: what its lines show from left to right."""

import io
import tomllib
from collections import defaultdict
from functools import cache
from importlib import resources
from typing import Any

import pytest
from pydantic import JsonValue
from pypdf import PdfReader

from sanjeh.core.probing.contracts import Finding, Outcome
from sanjeh.core.text.code_runs import CODE, code_runs
from sanjeh.engine.packages import PACKAGE_OF
from sanjeh.engine.texts import finding_words
from sanjeh.report.scorecard.pdf import pdf
from tests.report.scorecard.test_card import capture, made_report


def drawn(language: str, *findings: Finding) -> list[str]:
    """Return the lines of the whole report, each as it is read from the left."""
    content = pdf(made_report(language, capture("http"), findings=findings))
    lines: dict[tuple[int, float], list[tuple[float, str]]] = defaultdict(list)
    for number, page in enumerate(PdfReader(io.BytesIO(content)).pages):

        def keep(text: str, on: Any, at: Any, _font: Any, _size: Any, number: int = number) -> None:
            x, y = (at[4] * on[axis] + at[5] * on[axis + 2] + on[axis + 4] for axis in (0, 1))
            lines[number, round(y, 1)].append((x, text.strip("\n")))

        page.extract_text(visitor_text=keep)
    return ["".join(text for _, text in sorted(line, key=lambda one: one[0])) for line in lines.values()]


@cache
def every_reason() -> tuple[Finding, ...]:
    """Return a finding for each reason of each check that has advice."""
    return tuple(
        Finding(id=check, probe=probe, outcome=Outcome.FAIL, reason=reason, standard="")
        for probe, package in PACKAGE_OF.items()
        for check, texts in tomllib.loads(resources.files(package).joinpath("texts.toml").read_text("utf-8"))[
            "checks"
        ].items()
        if check.startswith(f"{probe}.")
        for reason, says in texts.get("reasons", {}).items()
        if "remedy" in says
    )


def words_of_code(text: str) -> list[str]:
    """Return the words of the code in a text; signs at their ends are pieces of their own in a PDF."""
    runs = (piece for piece, kind in code_runs(text) if kind == CODE)
    return [bare for piece in runs for word in piece.split() if (bare := word.strip("()/.,"))]


def test_no_code_of_any_advice_is_drawn_out_of_order() -> None:
    lines = drawn("fa", *every_reason())
    told = [words for finding in every_reason() if (words := finding_words(finding))]

    codes = {
        code for each in told for text in (each.says, each.remedy) if text for code in words_of_code(text.fa)
    }

    assert len(codes) > 90
    assert {code for code in codes if not any(code in line for line in lines)} == set()


def test_a_persian_value_stays_between_the_separators_of_its_line() -> None:
    observed: dict[str, JsonValue] = {"title": "خدمت", "status": 200}
    finding = Finding(
        id="http.time",
        probe="http",
        outcome=Outcome.FAIL,
        reason="slow",
        standard="web.dev",
        observed=observed,
    )

    (line,) = [one for one in drawn("fa", finding) if "http.time" in one and "status" in one]

    assert line.index("http.time") < line.index("title:") < line.index("status: 200") < line.index("web.dev")


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_line_of_tools_names_the_method_from_the_left(language: str) -> None:
    assert all("iran-1405-1" in line for line in drawn(language) if "UTC" in line)
    assert [line for line in drawn(language) if "iran-1405-1" in line]
