"""The report card as PDF, set by typst: right shaping and right-to-left grids."""

import json
import shutil
from dataclasses import asdict
from importlib import resources
from pathlib import Path
from typing import Any

from sanjeh.core.text.code_runs import AS_IT_BEGINS, END, isolated
from sanjeh.core.text.numerals import in_digits
from sanjeh.locale.catalogues import direction
from sanjeh.report.scorecard.card import Bar, Card, FindingLine, Report
from sanjeh.report.typesetting import typeset, workplace
from sanjeh.report.words import texts

PAGES = 200
# What is an address or a code as a whole, and is set from the left as that.
CODES = frozenset({"url", "code", "detail", "machine", "mark", "shade"})


def pdf(report: Report) -> bytes:
    """Return the whole PDF; only our own fonts are used, so that it looks the same everywhere."""

    with resources.as_file(resources.files("sanjeh.report.scorecard")) as own, workplace() as folder:
        shutil.copy(own / "card.typ", folder)
        (Path(folder) / "card.json").write_text(json.dumps(_facts(report), ensure_ascii=False), "utf-8")
        return typeset(Path(folder) / "card.typ")


def _facts(report: Report) -> dict[str, Any]:
    return {
        "language": report.language,
        "direction": direction(report.language),
        "note": report.note,
        "made_by": report.made_by,
        "text": texts(report.language),
        "digits": [in_digits(page, report.language) for page in range(1, PAGES)],
        "cards": [_in_order(_card(card), report.language) for card in report.cards],
    }


def _in_order(value: Any, language: str, key: str = "") -> Any:
    """Return what is drawn; in a language read from the right each text keeps the code in it in its order."""
    if isinstance(value, dict):
        return {name: _in_order(one, language, name) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_in_order(one, language, key) for one in value]
    is_prose = isinstance(value, str) and key not in CODES and direction(language) == "rtl"
    return isolated(value) if is_prose else value


def _card(card: Card) -> dict[str, Any]:
    facts = asdict(card)
    # The page of all findings and the picture stay with the HTML; a PDF is for reading and filing.
    del facts["groups"], facts["picture"]
    return {
        **facts,
        "share": card.share or 0,
        "axes": [_bar(bar) for bar in card.axes],
        "indicators": [_bar(bar) for bar in card.indicators],
        "mend": [_line(line) for line in card.mend],
        "improve": [_line(line) for line in card.improve],
    }


def _bar(bar: Bar) -> dict[str, Any]:
    return {**asdict(bar), "width": bar.share or 0, "shade": bar.shade}


def _line(line: FindingLine) -> dict[str, Any]:
    """Return a finding; whatever language a value is in, it stays between its own separators."""
    parts = filter(None, (line.id, *line.observed, line.standard))
    return {**asdict(line), "machine": " · ".join(f"{AS_IT_BEGINS}{part}{END}" for part in parts)}
