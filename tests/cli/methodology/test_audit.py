"""`sanjeh methodology audit`: a report in two languages, and a sentence for what cannot be read."""

import csv
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from sanjeh.cli.methodology.audit import audit
from sanjeh.core.diagnostics.findings import Doubt
from sanjeh.report.index_audit.words import DOUBT_PARTS, doubt_says, figure, share
from tests.core.scoring.small import TEXT

FACTS = {"codes": "x", "number": "1", "percent": "1%"}


class Outline(HTMLParser):
    """The headings, ids of languages and outside addresses of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.headings: list[str] = []
        self.root: dict[str, str | None] = {}
        self.outside: list[str] = []
        self._inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        if tag == "html":
            self.root = dict(attrs)
        self.outside += [value for name, value in attrs if name in {"src", "href"} and value]

    def handle_data(self, data: str) -> None:
        if self._inside in {"h3", "h4"} and data.strip():
            self.headings.append(data.strip())

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._inside = ""


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """A method of four indicators, and twelve bodies in which A2 says again what A1 says."""
    method, observations = tmp_path / "small.toml", tmp_path / "observations.csv"
    method.write_text(TEXT, encoding="utf-8")
    dice = np.random.Generator(np.random.PCG64(2))
    with observations.open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["unit", "service", "indicator", "state", "value", "source"])
        for number in range(12):
            level = number / 12
            near = [min(1.0, level + float(dice.uniform(0, 0.3))) for _ in range(2)]
            for service, code, value in (
                ("", "A1", level),
                ("", "A2", level),
                ("", "B1", near[0]),
                ("s", "B2", near[1]),
            ):
                table.writerow([f"b{number}", service, code, "value", round(value, 3), "probe"])
    return str(method), str(observations)


def test_the_terminal_tells_doubts_first_then_the_figures(files: tuple[str, str]) -> None:
    result = CliRunner().invoke(audit, [*files, "--lang", "en"])

    assert result.exit_code == 0, result.output
    lines = [line.strip() for line in result.output.splitlines()]
    assert "Ranked bodies: 12; indicators: 4; axes: 2" in lines
    assert "A1 “word” and A2 “word” (r = 1.00)" in lines
    assert lines.index("What should be looked into") < lines.index("Indicators")


def test_a_round_of_one_source_is_audited_by_what_that_source_can_answer(files: tuple[str, str]) -> None:
    alone = CliRunner().invoke(audit, [*files, "--lang", "en", "--source", "assessor"])
    unknown = CliRunner().invoke(audit, [*files, "--source", "rumour"])

    assert "Ranked bodies: 12; indicators: 4; axes: 2" not in alone.output
    assert (alone.exit_code, unknown.exit_code) == (0, 2)
    assert "'rumour' is not one of 'probe'" in unknown.output


def test_the_page_stands_alone_and_speaks_persian(files: tuple[str, str], tmp_path: Path) -> None:
    page = tmp_path / "audit.html"

    result = CliRunner().invoke(audit, [*files, "--lang", "fa", "--html", str(page)])

    assert result.exit_code == 0, result.output
    outline = Outline(page.read_text(encoding="utf-8"))
    assert outline.root == {"lang": "fa", "dir": "rtl"}
    assert outline.outside == []
    assert outline.headings == [
        "آنچه باید بررسی شود",
        "دوبار شمردن",
        "محورها: وزن گفته‌شده و سهم واقعی",
        "همبستگی محورها",
        "شاخص‌هایی که بیش از همه با هم حرکت می‌کنند",
        "شاخص‌ها",
        "نردبان بلوغ",
    ]


def test_the_same_files_give_the_same_page(files: tuple[str, str], tmp_path: Path) -> None:
    pages = [tmp_path / "one.html", tmp_path / "two.html"]

    for page in pages:
        CliRunner().invoke(audit, [*files, "--lang", "en", "--html", str(page)])

    assert pages[0].read_bytes() == pages[1].read_bytes()


def test_a_bad_row_is_refused_with_a_sentence(files: tuple[str, str], tmp_path: Path) -> None:
    broken = tmp_path / "broken.csv"
    broken.write_text("unit,indicator,state,value,source\nb,NOPE,value,1,probe\n", encoding="utf-8")

    result = CliRunner().invoke(audit, [files[0], str(broken), "--lang", "en"])

    assert result.exit_code == 2
    assert "NOPE" in result.output


def test_a_page_that_cannot_be_written_is_told(files: tuple[str, str], tmp_path: Path) -> None:
    result = CliRunner().invoke(audit, [*files, "--html", str(tmp_path / "nowhere" / "audit.html")])

    assert result.exit_code == 2
    assert "nowhere" in result.output


@pytest.mark.parametrize("doubt", Doubt)
@pytest.mark.parametrize("language", ["fa", "en"])
def test_every_doubt_has_its_words(doubt: Doubt, language: str) -> None:
    said = [doubt_says(doubt, part, language, **FACTS) for part in DOUBT_PARTS]

    assert all(said)
    assert not any("{" in text for text in said)


def test_numbers_are_written_in_their_language() -> None:
    assert [figure(-0.905, "en", 1), figure(None, "en"), figure(-0.001, "en")] == ["−0.9", "—", "0.00"]
    assert figure(-1.5, "fa") == "\N{LEFT-TO-RIGHT MARK}−۱٫۵۰"
    assert [share(0.255, "fa"), share(0.5, "en", 0)] == ["۲۵٫۵٪", "50%"]
