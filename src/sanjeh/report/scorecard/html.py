"""The report card as one page that needs nothing else: style, font and picture are inside."""

import base64
import re
from collections import Counter
from dataclasses import asdict
from importlib import resources
from typing import Any

from sanjeh.core.text.code_runs import markup
from sanjeh.core.text.numerals import in_digits
from sanjeh.locale.catalogues import direction
from sanjeh.report.scorecard.card import Bar, Card, FindingLine, ProbeFindings, Report
from sanjeh.report.words import say, texts

OWN = resources.files("sanjeh.report.scorecard")
STATIC = resources.files("sanjeh.web").joinpath("static")


def page(report: Report) -> str:
    """Return the whole page."""
    from django.template import Context, Engine, Library  # noqa: PLC0415 -- slow, and few ask for a page
    from django.utils.safestring import mark_safe  # noqa: PLC0415 -- as above

    engine, own = Engine(autoescape=True), Library()
    own.filter("advice", lambda text: mark_safe(markup(text)))  # noqa: S308 - markup() escapes the text
    engine.template_builtins.append(own)
    template = engine.from_string(OWN.joinpath("scorecard.html").read_text(encoding="utf-8"))
    shown = {
        "report": {**asdict(report), "cards": [_card(card, report.language) for card in report.cards]},
        "direction": direction(report.language),
        "text": texts(report.language),
        "css": mark_safe(styles()),  # noqa: S308 - our own file
    }
    return str(template.render(Context(shown, use_l10n=False, use_tz=False)))


def styles() -> str:
    """Return the tokens of the house with the font inside, and the page's own rules."""
    tokens = STATIC.joinpath("css", "tokens.css").read_text(encoding="utf-8")
    font = base64.b64encode(STATIC.joinpath("vendor", "vazirmatn.woff2").read_bytes()).decode()
    tokens = re.sub(r'url\("[^"]*vazirmatn\.woff2"\)', f'url("data:font/woff2;base64,{font}")', tokens)
    return tokens + OWN.joinpath("scorecard.css").read_text(encoding="utf-8")


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
