"""The report card on a terminal: lines that read well in both directions and without colours."""

from collections.abc import Iterable

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from sanjeh.locale.catalogues import arrow
from sanjeh.report.scorecard.card import Bar, Card, FindingLine, Report, Unseen
from sanjeh.report.words import say

MARKS = {
    "pass": ("✓", "green"),
    "warn": ("!", "yellow"),
    "fail": ("✗", "red"),
    "info": ("i", "cyan"),
    "value": ("■", "cyan"),
}
COLOURS = {"good": "green", "fair": "yellow", "poor": "red", "none": "dim"}
UNSEEN_MARK = ("?", "magenta")
BAR_WIDTH = 20
# Pages need these marks around codes and dates; many terminals draw them as boxes.
NO_ISOLATES = dict.fromkeys((0x2066, 0x2067, 0x2069))


def print_report(report: Report, console: Console) -> None:
    """Print every card, one below the other."""
    for card in report.cards:
        console.print(_card(card, report.language))
    console.print(Text(say("honest", report.language), style="dim"))
    console.print(Text(report.made_by.translate(NO_ISOLATES), style="dim"))


def _card(card: Card, language: str) -> Group:
    parts: list[RenderableType] = [
        Text(),
        Text(card.url, style="bold underline"),
        *_judged(card),
        *_headline(card, language),
    ]
    unseen = _titled(say("unseen", language), (_unseen(one, language) for one in card.unseen))
    if card.share is None:
        parts += unseen
    else:
        parts += _titled(say("axes", language), (_bar(axis) for axis in card.axes))
        parts += _titled(say("indicators", language), (_indicator(mark) for mark in card.indicators))
        parts += _titled(say("first", language), (_step(step) for step in card.first))
    nothing = [Text(say("nothing_to_mend", language), style="green")] if card.share is not None else []
    parts += _titled(say("mend", language), [_line(line, language) for line in card.mend] or nothing)
    parts += _titled(say("improve", language), (_line(line, language) for line in card.improve))
    return Group(*parts, *(unseen if card.share is not None else ()), Text())


def _headline(card: Card, language: str) -> Iterable[RenderableType]:
    yield Text(card.outcome, style={"looked": "green", "partly": "yellow"}.get(card.mark, "red"))
    if card.share is None:
        yield Text.assemble((say("no_score", language), "bold"), "  ", say("no_score_why", language))
        return
    score = f"{say('score', language)} {card.score} {say('out_of', language)}"
    yield Text.assemble((score, "bold"), f"  ({say('automatic_only', language)})")
    yield Text.assemble((f"{say('coverage', language)}: {card.coverage}", "bold"), f" {card.coverage_says}")
    yield Text.assemble((f"{say('stage', language)}: {card.stage}", "bold"), f"  {card.stage_says}")


def _judged(card: Card) -> list[Text]:
    return [Text(card.judged.translate(NO_ISOLATES))] if card.judged else []


def _titled(title: str, lines: Iterable[RenderableType]) -> list[RenderableType]:
    body = list(lines)
    if not body:
        return []
    return [Text(), Text(title, style="bold cyan"), *(Padding(line, (0, 0, 0, 2)) for line in body)]


def _bar(bar: Bar) -> Text:
    filled = round((bar.share or 0) / 100 * BAR_WIDTH)
    drawn = "█" * filled + "░" * (BAR_WIDTH - filled) if bar.share is not None else "·" * BAR_WIDTH
    return Text.assemble(
        (drawn, COLOURS[bar.shade]), f" {bar.points:>5}  {bar.title}", (f"  {bar.says}", "dim")
    )


def _indicator(bar: Bar) -> Group:
    sign, style = _sign(bar)
    head = Text.assemble((sign, style), f" {bar.code}  {bar.title}  ", (bar.points, f"bold {style}"))
    head.append(f"  ({bar.weight})", style="dim")
    return Group(head, Padding(Text(bar.says, style="dim"), (0, 0, 0, 4)))


def _step(bar: Bar) -> Group:
    head = Text.assemble((f"{bar.code}  {bar.title}", "bold"), f"  {bar.points}")
    return Group(head, Padding(Text(bar.says), (0, 0, 0, 4)))


def _sign(bar: Bar) -> tuple[str, str]:
    if bar.mark != "value":
        return UNSEEN_MARK if bar.mark != "not_applicable" else ("-", "dim")
    return MARKS[{"good": "pass", "fair": "warn"}.get(bar.shade, "fail")]


def _line(line: FindingLine, language: str) -> Group:
    sign, style = MARKS.get(line.mark, UNSEEN_MARK)
    head = Text.assemble((f"{sign} ", style), (line.title, "bold"), (f"  {line.id}", "dim"))
    body: list[RenderableType] = [Text(line.says)]
    if line.observed:
        body.append(Text(" · ".join(line.observed), style="dim"))
    if line.remedy:
        body.append(Text.assemble((f"{arrow(language)} {say('remedy', language)}: ", "bold"), line.remedy))
    return Group(head, *(Padding(part, (0, 0, 0, 4)) for part in body))


def _unseen(one: Unseen, language: str) -> Group:
    sign, style = UNSEEN_MARK
    head = Text.assemble((f"{sign} ", style), (one.looks, "bold"), f"  {one.happened}")
    if one.detail:
        head.append(f"  {one.detail}", style="dim")
    body = [Text(f"{arrow(language)} {say('for_owner', language)}: {one.owner}")] if one.owner else []
    if one.ours:
        body.append(Text(f"{arrow(language)} {say('for_us', language)}: {one.ours}"))
    return Group(head, *(Padding(part, (0, 0, 0, 4)) for part in body))
