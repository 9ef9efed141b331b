"""The report card as one page that needs nothing else: style, font and picture are inside."""

import base64
from collections import Counter
from dataclasses import asdict
from importlib import resources
from typing import Any

from sanjeh.core.text.numerals import in_digits
from sanjeh.report.page_frame import filled
from sanjeh.report.scorecard.card import Bar, Card, FindingLine, ProbeFindings, Report
from sanjeh.report.words import say, texts

TEMPLATE = resources.files("sanjeh.report.scorecard").joinpath("scorecard.html")


def page(report: Report) -> str:
    """Return the whole page."""
    shown = {
        "report": {**asdict(report), "cards": [_card(card, report.language) for card in report.cards]},
        "text": texts(report.language),
    }
    return filled(TEMPLATE, report.language, shown)


def _card(card: Card, language: str) -> dict[str, Any]:
    lists = ((say("mend", language), card.mend), (say("improve", language), card.improve))
    return {
        **asdict(card),
        "ring": f"{card.share or 0:.1f}",
        "picture": _picture(card.picture),
        "axes": [_bar(bar) for bar in card.axes],
        "indicators": [_bar(bar) for bar in card.indicators],
        "lists": [(title, _counted(lines, language)) for title, lines in lists if lines],
        "groups": [_group(group, language) for group in card.groups],
    }


def _bar(bar: Bar) -> dict[str, Any]:
    return {**asdict(bar), "width": f"{bar.share or 0:.1f}", "shade": bar.shade}


def _counted(lines: tuple[FindingLine, ...], language: str) -> dict[str, Any]:
    return {"count": in_digits(len(lines), language), "each": lines}


def _group(group: ProbeFindings, language: str) -> dict[str, Any]:
    counts = Counter(line.outcome for line in group.lines)
    tally = [(word, in_digits(count, language)) for word, count in counts.items()]
    return {"title": group.title, "lines": group.lines, "tally": tally}


def _picture(content: bytes) -> str:
    return f"data:image/jpeg;base64,{base64.b64encode(content).decode()}" if content else ""
