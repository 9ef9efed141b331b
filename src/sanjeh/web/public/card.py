"""A body's card, put together in the order in which people ask."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.safestring import SafeString

from sanjeh.apps.measurement.queries import AddressFindings
from sanjeh.apps.results.cards import AxisLine, IndicatorLine, NextStep, PartLine, RequirementLine, StageLine
from sanjeh.apps.results.queries import BodyCard
from sanjeh.core.methodology import Methodology
from sanjeh.core.methodology_parts import Guide
from sanjeh.core.stages import Standing
from sanjeh.core.words import Language, Words
from sanjeh.web.charts import profile
from sanjeh.web.public.findings import ToldFinding, told


@dataclass(frozen=True, slots=True)
class ToldPart:
    """What one address gave, and the findings on which that stands."""

    line: PartLine
    service: Words | None
    findings: tuple[ToldFinding, ...]
    captures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldIndicator:
    line: IndicatorLine
    guide: Guide
    parts: tuple[ToldPart, ...]


@dataclass(frozen=True, slots=True)
class ToldAxis:
    line: AxisLine
    median: float | None
    indicators: tuple[ToldIndicator, ...]


@dataclass(frozen=True, slots=True)
class Rung:
    """`is_next` marks the first rung that is not reached yet."""

    line: StageLine
    is_next: bool


@dataclass(frozen=True, slots=True)
class ToldStep:
    step: NextStep
    mend: Words


def rungs(card: BodyCard) -> list[Rung]:
    return [Rung(line, is_next=line.number == card.stages.next) for line in card.stages.ladder]


def unmet(card: BodyCard) -> list[RequirementLine]:
    """Return the criteria that keep the body from its next stage."""
    return [line for line in card.stages.requirements if line.standing is not Standing.MET]


def steps(card: BodyCard, method: Methodology) -> list[ToldStep]:
    return [ToldStep(step, method.indicator(step.indicator).guide.mend) for step in card.stages.next_steps]


def axes(card: BodyCard, method: Methodology) -> list[ToldAxis]:
    """Return each axis with its indicators, down to the findings."""
    seen = {(one.service_code, one.url): one for one in card.addresses}
    below: dict[str, list[ToldIndicator]] = defaultdict(list)
    for line in card.tree.indicators:
        parts = tuple(told_part(part, seen.get((part.service, part.address))) for part in line.parts)
        below[line.axis].append(ToldIndicator(line, method.indicator(line.code).guide, parts))
    return [
        ToldAxis(axis, card.axis_medians.get(axis.code), tuple(below[axis.code])) for axis in card.tree.axes
    ]


def told_part(part: PartLine, seen: AddressFindings | None) -> ToldPart:
    if seen is None:
        return ToldPart(part, None, (), ())
    ids = set(part.evidence)
    findings = tuple(told(one) for one in seen.findings if one.id in ids)
    captures = tuple(look.digest for look in seen.looks if look.digest in ids)
    return ToldPart(part, seen.service, findings, captures)


def picture(card: BodyCard, title: str, language: Language) -> SafeString:
    """Draw the profile of the body over its axes."""
    lines = [
        profile.Axis(
            axis.title.in_language(language),
            None if axis.shown is None else float(axis.shown),
            card.axis_medians.get(axis.code),
        )
        for axis in card.tree.axes
    ]
    return profile.profile(lines, title, language)
