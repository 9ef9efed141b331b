"""`--explain BODY`: the whole card of one body, and the cheapest steps to its next stage."""

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import JsonValue
from rich.console import Console
from rich.text import Text

from sanjeh.core.methodology.parts import POINTS_DIGITS
from sanjeh.core.scoring.card import Kind, Node, Scorecard
from sanjeh.core.scoring.card_json import card_as_json
from sanjeh.core.scoring.explanation import explanation_of
from sanjeh.core.scoring.next_steps import Step
from sanjeh.core.scoring.normalise import NeedsOthers
from sanjeh.core.scoring.rank import half_up
from sanjeh.core.text.numerals import in_digits
from sanjeh.report.ranking.problem import ScoringProblem
from sanjeh.report.ranking.reasons import step
from sanjeh.report.ranking.result import Gain, Result
from sanjeh.report.ranking.what_if import near
from sanjeh.report.ranking.words import say


@dataclass(frozen=True, slots=True)
class Explained:
    """The card with the reason of every number, and the steps, the least work first."""

    card: Scorecard
    steps: tuple[Step, ...]
    gains: tuple[Gain, ...]

    def as_json(self) -> JsonValue:
        steps: list[JsonValue] = [
            {
                "indicator": one.indicator,
                "services": list(one.services),
                "to_points": one.to_points,
                "effort": one.effort,
                "gain": float(half_up(one.gain, POINTS_DIGITS)),
            }
            for one in self.steps
        ]
        return {"card": card_as_json(self.card), "steps": steps}


def explained(result: Result, unit: str, language: str) -> Explained:
    """Return the card of one body; raise ScoringProblem for an unknown one or a relative method."""
    if unit not in result.table.units:
        says = say("unknown_body", language, given=unit)
        raise ScoringProblem(f"{says} {near(unit, result.table.units, language)}".strip())
    try:
        told = explanation_of(result.scored, unit)
    except NeedsOthers:
        raise ScoringProblem(say("alone_relative", language)) from None
    return Explained(told.card, told.steps, next(line.gains for line in result.lines if line.unit == unit))


def print_explained(result: Result, one: Explained, console: Console, language: str) -> None:
    """Print the tree with points, coverage and gains, then the steps."""
    console.print(Text(f"\n{one.card.unit}", style="bold cyan"), soft_wrap=True)
    for line in _tree(result, one, language):
        console.print(Text(line), soft_wrap=True)
    if one.steps:
        console.print(Text(say("next_steps", language), style="bold cyan"), soft_wrap=True)
    for cheap in one.steps:
        gain = Gain(cheap.indicator, half_up(cheap.gain, POINTS_DIGITS), None)
        target = in_digits(f"≥{cheap.to_points:g}", language)
        services = f"  ({' '.join(cheap.services)})" if cheap.services else ""
        console.print(Text(f"  {target}  {step(gain, language)}{services}"), soft_wrap=True)


def _tree(result: Result, one: Explained, language: str) -> Iterator[str]:
    method = result.scored.methodology
    titles = {leaf.code: leaf.title.in_language(language) for leaf in (*method.indicators, *method.bonuses)}
    titles |= {axis.code: axis.title.in_language(language) for axis in method.every_axis}
    gains = {gain.indicator: gain for gain in one.gains}
    for node in one.card.root.walk():
        if node.kind not in {Kind.AXIS, Kind.INDICATOR}:
            continue
        indent = "" if node.kind is Kind.AXIS else "    "
        # A gain tells what is left to win; the code stands before it already.
        left = gains.get(node.code)
        won = f"  +{in_digits(left.points, language)}" if left else ""
        yield f"{indent}{node.code:<5} {_points(node, language):>6}  {titles.get(node.code, '')}{won}"


def _points(node: Node, language: str) -> str:
    if node.rounded is not None:
        return in_digits(node.rounded, language)
    return say("not_asked" if not node.applicable else "missing_points", language)
