"""A body's card, put together in the order in which people ask."""

from collections import defaultdict
from collections.abc import Iterable
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
    """What one address gave, and the findings on which that stands; `seen` is None without any."""

    line: PartLine
    seen: AddressFindings | None
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
    below: dict[str, list[ToldIndicator]] = defaultdict(list)
    for line in card.tree.indicators:
        parts = tuple(told_part(part, where(part, card.addresses)) for part in line.parts)
        below[line.axis].append(ToldIndicator(line, method.indicator(line.code).guide, parts))
    return [
        ToldAxis(axis, card.axis_medians.get(axis.code), tuple(below[axis.code])) for axis in card.tree.axes
    ]


def where(part: PartLine, addresses: Iterable[AddressFindings]) -> AddressFindings | None:
    """Return the address that gave this; an indicator of the body names no service of its own."""
    same = [one for one in addresses if one.url == part.address]
    exact = [one for one in same if one.service_code == part.service]
    return next(iter(exact or same), None)


def told_part(part: PartLine, seen: AddressFindings | None) -> ToldPart:
    if seen is None:
        return ToldPart(part, None, (), ())
    ids = set(part.evidence)
    findings = tuple(told(one) for one in seen.findings if one.id in ids)
    captures = tuple(look.digest for look in seen.looks if not look.failure_reason)
    return ToldPart(part, seen, findings, captures)


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
