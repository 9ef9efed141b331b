"""A body's card, put together in the order in which people ask."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from sanjeh.apps.catalogue.queries import ServiceRow
from sanjeh.apps.results.cards import AxisLine, IndicatorLine, PartLine, RequirementLine, StageLine
from sanjeh.apps.results.queries import BodyCard
from sanjeh.apps.rounds.holders import Holders
from sanjeh.apps.scans import queries as scans
from sanjeh.apps.scans.queries import AddressFindings
from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.parts import Guide, Indicator
from sanjeh.core.probing.contracts import UNSEEN, Outcome
from sanjeh.core.scoring.requirements import OPEN
from sanjeh.core.text.words import Language, Wording, Words
from sanjeh.web.charts import profile
from sanjeh.web.public.arithmetic import Arithmetic, arithmetic_of, level_words
from sanjeh.web.public.findings import FindingView, another_judged, finding_view, holders_of
from sanjeh.web.templatetags.persian import language

SHOWN_STEPS = 5
LEAST_GAIN = 0.05  # points: less would be written as nothing


@dataclass(frozen=True, slots=True)
class PartView:
    """What one address gave, and the findings on which that stands; `seen` is None without any.

    `level` says the value in the terms of the scale, `judged` which document it is of where that is another.
    """

    line: PartLine
    level: str
    seen: AddressFindings | None
    judged: str
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class IndicatorView:
    line: IndicatorLine
    guide: Guide
    mend: tuple[Wording, ...]
    parts: tuple[PartView, ...]
    arithmetic: Arithmetic | None


@dataclass(frozen=True, slots=True)
class AxisView:
    line: AxisLine
    median: float | None
    indicators: tuple[IndicatorView, ...]


@dataclass(frozen=True, slots=True)
class Rung:
    """`is_next` marks the first rung that is not reached yet."""

    line: StageLine
    is_next: bool


@dataclass(frozen=True, slots=True)
class StepView:
    """What to do, and how many points it can add; `for_stage` leads to the next stage too."""

    code: str
    title: Words
    mend: tuple[Wording, ...]
    gain: float
    for_stage: bool


@dataclass(frozen=True, slots=True)
class ServiceView:
    """A service and what was found there; `is_unseen` when nothing could be told of it."""

    row: ServiceRow
    outcomes: dict[Outcome, int]

    @property
    def is_unseen(self) -> bool:
        return not self.outcomes.keys() - UNSEEN


def rungs(card: BodyCard) -> list[Rung]:
    return [Rung(line, is_next=line.number == card.stages.next) for line in card.stages.ladder]


def unmet(card: BodyCard) -> list[RequirementLine]:
    """Return the criteria that keep the body from its next stage."""
    return [line for line in card.stages.requirements if line.standing in OPEN]


def steps(card: BodyCard, method: Methodology) -> list[StepView]:
    """Return the cheapest steps to the next stage, then whatever else would add the most points."""
    stage = {step.indicator: step for step in card.stages.next_steps}
    rest = [line for line in card.tree.indicators if line.gain is not None and line.code not in stage]
    gains = sorted(rest, key=lambda line: (-(line.gain or 0), line.code))
    more = [line for line in gains if (line.gain or 0) >= LEAST_GAIN][: max(0, SHOWN_STEPS - len(stage))]
    lines = {line.code: line for line in card.tree.indicators}
    wanted = [(step.indicator, step) for step in stage.values()] + [(line.code, line) for line in more]
    return [
        StepView(
            code,
            step.title,
            advice(lines.get(code), card, method.indicator(code)),
            step.gain or 0.0,
            code in stage,
        )
        for code, step in wanted
    ]


def advice(line: IndicatorLine | None, card: BodyCard, indicator: Indicator) -> tuple[Wording, ...]:
    """Return what to do about an indicator, by the findings behind it."""
    parts = ((part, where(part, card.addresses)) for part in (line.parts if line else ()))
    found = (one for part, seen in parts if seen for one in seen.findings if one.id in part.evidence)
    return scans.advice(found, indicator.guide.mend)


def services(card: BodyCard, listed: Iterable[ServiceRow]) -> list[ServiceView]:
    """Return each service with how many checks of its addresses passed, warned and failed."""
    tallies: dict[str, Counter[Outcome]] = defaultdict(Counter)
    for address in card.addresses:
        tallies[address.service_code].update(finding.outcome for finding in address.findings)
    return [ServiceView(service, dict(tallies[service.code])) for service in listed]


def axes(card: BodyCard, method: Methodology) -> list[AxisView]:
    """Return each axis with its indicators, down to the findings."""
    below: dict[str, list[IndicatorView]] = defaultdict(list)
    held = holders_of(card.round_code, card.addresses)
    for line in card.tree.indicators:
        indicator = method.indicator(line.code)
        parts = tuple(part_view(part, where(part, card.addresses), indicator, held) for part in line.parts)
        view = IndicatorView(
            line, indicator.guide, advice(line, card, indicator), parts, arithmetic_of(line, method)
        )
        below[line.axis].append(view)
    return [
        AxisView(axis, card.axis_medians.get(axis.code), tuple(below[axis.code])) for axis in card.tree.axes
    ]


def where(part: PartLine, addresses: Iterable[AddressFindings]) -> AddressFindings | None:
    """Return the address that gave this; an indicator of the body names no service of its own."""
    same = [one for one in addresses if one.url == part.address]
    exact = [one for one in same if one.service_code == part.service]
    return next(iter(exact or same), None)


def part_view(part: PartLine, seen: AddressFindings | None, indicator: Indicator, held: Holders) -> PartView:
    level, ids = level_words(part, indicator, language()), set(part.evidence)
    findings = [finding_view(one, seen.looks) for one in seen.findings if one.id in ids] if seen else []
    return PartView(
        part, level, seen, another_judged(seen, held) if findings and seen else "", tuple(findings)
    )


def picture(card: BodyCard, title: str, spoken: Language) -> SafeString:
    """Draw the profile of the body over its axes."""
    lines = [
        profile.Axis(
            axis.title.in_language(spoken),
            float(axis.shown) if axis.sufficient and axis.shown is not None else None,
            card.axis_medians.get(axis.code),
        )
        for axis in card.tree.axes
    ]
    return profile.profile(lines, title, spoken)
