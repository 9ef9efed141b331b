"""The report as it is drawn: what the lines of its PDF show from left to right, and the code of its page."""

import io
import tomllib
from collections import defaultdict
from functools import cache
from importlib import resources
from typing import Any

import pytest
from pydantic import JsonValue
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.core.probing.contracts import Finding, Outcome
from sanjeh.core.text.code_runs import CODE, code_runs
from sanjeh.engine.packages import PACKAGE_OF
from sanjeh.engine.texts import finding_words
from sanjeh.report.scorecard.html import page
from sanjeh.report.scorecard.pdf import pdf
from tests.report.scorecard.test_card import capture, made_report


def drawn(language: str, *findings: Finding) -> list[str]:
    """Return the lines of the whole report, each as it is read from the left."""
    content = pdf(made_report(language, capture("http"), findings=findings))
    lines: dict[tuple[int, float], list[tuple[float, str]]] = defaultdict(list)
    for number, sheet in enumerate(PdfReader(io.BytesIO(content)).pages):

        def keep(text: str, on: Any, at: Any, _font: Any, _size: Any, number: int = number) -> None:
            x, y = (at[4] * on[axis] + at[5] * on[axis + 2] + on[axis + 4] for axis in (0, 1))
            lines[number, round(y, 1)].append((x, text.strip("\n")))

        sheet.extract_text(visitor_text=keep)
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


def scored_with_code() -> tuple[Finding, ...]:
    """Return one finding for each check that can be scored, with code in its advice where any has some."""
    seen: dict[str, JsonValue] = {"ttfb_ms": 1900, "share": 0.5, "age_days": 200}
    coded = sorted(every_reason(), key=lambda one: bool(words_of_code(told_by(one))))
    last = {one.id: one for one in coded if one.id != "http.reach"}  # a service that is down has no score
    return tuple(one.model_copy(update={"observed": seen}) for one in last.values())


def told_by(finding: Finding) -> str:
    words = finding_words(finding)
    return f"{words.says.fa} {words.remedy.fa if words.remedy else ''}"


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


def test_no_text_of_the_page_has_code_that_is_no_element() -> None:
    tree = HTMLParser(page(made_report("fa", capture("http"), findings=scored_with_code())))
    texts = [
        text.text()
        for node in tree.css("p:not([dir=ltr]), td, h3, h4, small")
        for text in node.iter(include_text=True)
        if text.tag == "-text"
    ]

    assert tree.css(".steps code")
    assert [piece for text in texts for piece, kind in code_runs(text) if kind == CODE] == []
