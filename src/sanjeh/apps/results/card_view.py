"""From what a body was scored to the lines that a page shows."""

from collections.abc import Iterator

from sanjeh.apps.results.cards import (
    AxisLine,
    CardTree,
    CoverageGap,
    IndicatorLine,
    NextStep,
    PartLine,
    RequirementLine,
    StageLine,
    StageTree,
)
from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.parts import POINTS_DIGITS, Axis
from sanjeh.core.observations.model import State, Value
from sanjeh.core.results.model import BodyResult
from sanjeh.core.scoring.aggregate import reaches
from sanjeh.core.scoring.card import Kind, Mark, Node
from sanjeh.core.scoring.explanation import Explanation
from sanjeh.core.scoring.rank import half_up
from sanjeh.core.scoring.requirements import Of, Requirement
from sanjeh.core.text.words import Words


def titles(methodology: Methodology) -> dict[str, Words]:
    """Return the title of every axis and indicator by its code, also of what the round does not ask."""
    asked = (*methodology.indicators, *methodology.bonuses)
    axes = {axis.code: axis.title for top in methodology.axes for axis in axes_below(top)}
    return methodology.not_asked | axes | {indicator.code: indicator.title for indicator in asked}


def axes_below(axis: Axis) -> Iterator[Axis]:
    yield axis
    for child in axis.axes:
        yield from axes_below(child)


def card_tree(methodology: Methodology, explanation: Explanation) -> CardTree:
    card, names = explanation.card, titles(methodology)
    gains = {gain.indicator: gain.gain for gain in explanation.gains}
    digits = methodology.digits.score
    branches = [
        (axis, node) for axis in card.root.children for node in axis.walk() if node.kind is Kind.INDICATOR
    ]
    return CardTree(
        axes=tuple(axis_line(node, names) for node in card.root.children),
        indicators=tuple(indicator_line(axis.code, node, names, gains) for axis, node in branches),
        bonus=tuple(indicator_line("", node, names, gains) for node in card.bonus),
        bonus_points=card.bonus_points,
        capped_by=card.capped_by,
        arithmetic=None if card.arithmetic is None else half_up(card.arithmetic, digits),
        geometric=None if card.geometric is None else half_up(card.geometric, digits),
        counts={state.value: number for state, number in card.root.counts},
    )


def axis_line(node: Node, names: dict[str, Words]) -> AxisLine:
    return AxisLine(
        code=node.code,
        title=names[node.code],
        weight=node.effective_weight,
        points=node.points,
        shown=node.rounded,
        coverage=node.coverage,
        sufficient=node.sufficient,
    )


def indicator_line(axis: str, node: Node, names: dict[str, Words], gains: dict[str, float]) -> IndicatorLine:
    return IndicatorLine(
        code=node.code,
        axis=axis,
        title=names[node.code],
        weight=node.effective_weight,
        stated_weight=node.stated_weight,
        state=node.reason.state if node.reason else State.VALUE,
        reason=node.reason.reason if node.reason else "",
        points=node.points,
        shown=node.rounded,
        coverage=node.coverage,
        gain=gains.get(node.code),
        parts=tuple(part_line(mark) for leaf in node.walk() for mark in leaf.marks),
    )


def part_line(mark: Mark) -> PartLine:
    observation = mark.observation
    answer = observation.answer
    return PartLine(
        service=observation.service,
        address=observation.address,
        state=answer.state,
        reason="" if isinstance(answer, Value) else answer.reason,
        value=answer.number if isinstance(answer, Value) else None,
        points=mark.points,
        counts=mark.counts,
        source=observation.source,
        evidence=observation.evidence,
    )


def stage_tree(methodology: Methodology, explanation: Explanation) -> StageTree:
    """Return the ladder; of a body listed apart no stage is given, for what was not seen is not unmet."""
    names, maturity = titles(methodology), explanation.maturity
    is_published = explanation.card.published is not None
    return StageTree(
        stage=maturity.stage if is_published else None,
        next=maturity.next if is_published else None,
        readiness=maturity.readiness if is_published else None,
        readiness_at_most=maturity.readiness_at_most if is_published else None,
        ladder=tuple(
            StageLine(
                number=stage.number,
                title=stage.title,
                about=stage.about,
                is_reached=is_published and stage.number <= maturity.stage,
            )
            for stage in methodology.stages
        ),
        requirements=tuple(requirement_line(one, names) for one in maturity.requirements),
        next_steps=tuple(
            NextStep(
                indicator=step.indicator,
                title=names[step.indicator],
                services=step.services,
                to_points=step.to_points,
                effort=step.effort,
                gain=step.gain,
            )
            for step in explanation.steps
        ),
    )


def requirement_line(requirement: Requirement, names: dict[str, Words]) -> RequirementLine:
    return RequirementLine(
        of=requirement.of,
        indicator=requirement.indicator,
        title=names.get(requirement.indicator),
        needed=requirement.needed,
        reached=_shown(requirement),
        at_least=requirement.at_least,
        standing=requirement.standing,
        services=requirement.services,
        unseen=len(requirement.unseen),
        asked=requirement.asked,
    )


def _shown(requirement: Requirement) -> float | None:
    """Return what was reached: of a body, the digits by which the criterion is decided."""
    if requirement.of is not Of.BODY or requirement.reached is None:
        return requirement.reached
    return float(half_up(requirement.reached, POINTS_DIGITS))


def lacks(methodology: Methodology, result: BodyResult) -> tuple[CoverageGap, ...]:
    """Return why a body has no place: nothing for a ranked one."""
    if result.places:
        return ()
    needed, names = methodology.coverage, titles(methodology)
    thin = [axis for axis in result.axes if axis.applicable and not axis.sufficient]
    gaps = [
        CoverageGap(axis=a.code, title=names[a.code], coverage=a.coverage, needed=needed.axis) for a in thin
    ]
    if not reaches(result.coverage, needed.index):
        gaps.append(CoverageGap(axis="", title=None, coverage=result.coverage, needed=needed.index))
    return tuple(gaps)
