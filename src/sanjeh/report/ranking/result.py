"""The result of a scoring, one line a body, with the reason of everything that needs one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

import numpy as np

from sanjeh.core.methodology.parts import POINTS_DIGITS
from sanjeh.core.observations.model import State
from sanjeh.core.observations.table import STATES, ObservationTable
from sanjeh.core.scoring.engine import APART, NO_CLASS, Scored
from sanjeh.core.scoring.margins import Margins, margins
from sanjeh.core.scoring.maturity import TOP, CriterionRow, Held
from sanjeh.core.scoring.methodology_tree import INDEX
from sanjeh.core.scoring.rank import NOISE_DIGITS, half_up
from sanjeh.core.uncertainty.monte_carlo import RankStatistics, Robustness
from sanjeh.core.uncertainty.sobol import Sensitivity

SHARE_DIGITS = 4
# Why a criterion of the next stage is open, in the order in which it is told.
WHY_OPEN = ("unmet", "unproven", "criteria_not_asked")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is as it is: a key of `words.toml` and the facts of that sentence."""

    code: str
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Gain:
    """What full marks in one indicator would add; `places` is None for a body listed apart."""

    indicator: str
    points: Decimal
    places: int | None


@dataclass(frozen=True, slots=True)
class RankingLine:
    """One body, at `row` of the table. Listed apart, it has no rank, score, class or stage."""

    row: int
    unit: str
    rank: int | None
    score: Decimal | None
    grade: str
    stage: int | None
    coverage: Decimal
    next_stage: int | None
    readiness: Decimal | None
    arithmetic: Decimal | None
    geometric: Decimal | None
    bonus: Decimal
    axes: Mapping[str, Decimal | None]
    capped_by: tuple[str, ...]
    gains: tuple[Gain, ...]
    reasons: tuple[Reason, ...]
    standing: RankStatistics | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """All lines, best first and those listed apart last, and what they stand on."""

    scored: Scored
    table: ObservationTable
    lines: tuple[RankingLine, ...]
    notes: tuple[Reason, ...]
    robustness: Robustness | None = None
    sensitivity: Sensitivity | None = None


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the lines are drawn from."""

    scored: Scored
    gains: Margins
    disputed: Mapping[int, int]
    standings: Mapping[str, RankStatistics]
    group_sizes: Mapping[int, int]


def result_of(
    scored: Scored,
    table: ObservationTable,
    notes: tuple[Reason, ...],
    robustness: Robustness | None = None,
    sensitivity: Sensitivity | None = None,
) -> Result:
    """Return the result in the order in which it is read."""
    standings = {one.unit: one for one in robustness.standings} if robustness else {}
    objected = table.unit[table.state == STATES.index(State.DISPUTED)]
    groups = [one.group for one in standings.values()]
    facts = _Facts(
        scored=scored,
        gains=margins(scored),
        disputed=dict(zip(*(part.tolist() for part in np.unique(objected, return_counts=True)), strict=True)),
        standings=standings,
        group_sizes={group: groups.count(group) for group in set(groups)},
    )
    order = sorted(range(len(scored.units)), key=lambda row: (not scored.ranked[row], scored.ranks[row], row))
    lines = tuple(_line(facts, row) for row in order)
    return Result(scored, table, lines, notes, robustness, sensitivity)


def _line(facts: _Facts, row: int) -> RankingLine:
    scored = facts.scored
    is_ranked = scored.ranks[row] != APART
    readiness = scored.maturity.readiness[row]
    following = int(scored.maturity.next[row])
    digits = scored.methodology.digits.score
    grade = int(scored.classes[row])
    caps = zip(scored.methodology.caps, scored.holding[row], strict=True)
    return RankingLine(
        row=row,
        unit=scored.units[row],
        rank=int(scored.ranks[row]) if is_ranked else None,
        score=rounded(scored.points[INDEX][row], digits) if is_ranked else None,
        grade="" if grade == NO_CLASS else scored.methodology.classes[grade].code,
        stage=int(scored.maturity.stage[row]) if is_ranked else None,
        coverage=half_up(scored.coverage[INDEX][row], SHARE_DIGITS),
        next_stage=following if is_ranked and following != TOP else None,
        readiness=rounded(readiness, SHARE_DIGITS) if is_ranked else None,
        arithmetic=rounded(scored.arithmetic[row], digits),
        geometric=rounded(scored.geometric[row], digits),
        bonus=half_up(scored.bonus[row], digits),
        axes={
            axis.code: rounded(scored.points[axis.code][row], POINTS_DIGITS)
            for axis in scored.methodology.every_axis
        },
        capped_by=tuple(cap.indicator for cap, holds in caps if holds),
        gains=_gains(facts, row),
        reasons=tuple(_reasons(facts, row)),
        standing=facts.standings.get(scored.units[row]),
    )


def rounded(points: float, digits: int) -> Decimal | None:
    """Return the digits that are shown; None where there is no number."""
    return None if np.isnan(points) else half_up(points, digits)


def _gains(facts: _Facts, row: int) -> tuple[Gain, ...]:
    """Return what can be won in each indicator, the most first."""
    points, places = facts.gains.points[row], facts.gains.places[row]
    codes = [leaf.code for leaf in facts.scored.methodology.indicators]
    order = sorted(np.flatnonzero(points > 0).tolist(), key=lambda column: (-points[column], column))
    return tuple(
        Gain(
            codes[column],
            half_up(points[column], POINTS_DIGITS),
            None if np.isnan(places[column]) else int(places[column]),
        )
        for column in order
    )


def _reasons(facts: _Facts, row: int) -> Iterator[Reason]:
    if facts.scored.ranks[row] == APART:
        yield from _why_apart(facts.scored, row)
    yield from _why_held(facts.scored, row)
    if row in facts.disputed:
        yield Reason("disputed", {"number": str(facts.disputed[row])})
    standing = facts.standings.get(facts.scored.units[row])
    if standing and standing.borderline:
        yield Reason("borderline", {"grade": standing.borderline})
    if standing and (others := facts.group_sizes[standing.group] - 1):
        yield Reason(
            "tied" if others > 1 else "tied_with_one", {"number": str(others), "group": str(standing.group)}
        )
    yield from _what_is_left(facts.scored, row)


def _why_apart(scored: Scored, row: int) -> Iterator[Reason]:
    if np.isnan(scored.points[INDEX][row]):
        yield Reason("no_number", {})
        return
    needed = scored.methodology.coverage
    for axis in scored.methodology.axes:
        if not scored.enough[axis.code][row] and scored.asked[axis.code][row]:
            share = scored.coverage[axis.code][row]
            facts = {"code": axis.code, "coverage": percent_below(share), "needed": _percent(needed.axis)}
            # Where the method asks for no share at all, nothing of the axis is what keeps a body apart.
            yield Reason("axis_coverage", facts) if share < needed.axis else Reason("axis_unseen", facts)
    share = scored.coverage[INDEX][row]
    if round(share, NOISE_DIGITS) < needed.index:
        yield Reason("index_coverage", {"coverage": percent_below(share), "needed": _percent(needed.index)})


def _why_held(scored: Scored, row: int) -> Iterator[Reason]:
    column = {leaf.code: place for place, leaf in enumerate(scored.methodology.indicators)}
    for cap, holds in zip(scored.methodology.caps, scored.holding[row], strict=True):
        if holds:
            reached = half_up(scored.indicator_scores.points[row, column[cap.indicator]], POINTS_DIGITS)
            facts = {"indicator": cap.indicator, "below": f"{cap.below:g}", "grade": cap.grade}
            yield Reason("capped", facts | {"points": str(reached)})


def _what_is_left(scored: Scored, row: int) -> Iterator[Reason]:
    if scored.ranks[row] == APART or scored.maturity.next[row] == TOP:
        return
    maturity = scored.maturity
    left: dict[str, list[str]] = {}
    for held, is_open in zip(maturity.held, maturity.open[row], strict=True):
        if is_open:
            left.setdefault(_why_open(held, row), []).append(_criterion(held.rung))
    for why, criteria in sorted(left.items(), key=lambda one: WHY_OPEN.index(one[0])):
        yield Reason(why, {"stage": str(maturity.next[row]), "criteria": " · ".join(criteria)})


def _why_open(held: Held, row: int) -> str:
    if not held.rung.is_asked and held.bodies.unproven[row]:
        return "criteria_not_asked"
    return "unproven" if held.bodies.unproven[row] else "unmet"


def _criterion(rung: CriterionRow) -> str:
    if not rung.indicator:
        return f"*≥{rung.needed * 100:g}%"
    return f"{rung.indicator}≥{rung.needed:g}{'*' if rung.of_services else ''}"


def percent_below(share: float) -> str:
    """Return a share that is too small, cut and not rounded: 49.96 % is never written as 50 %."""
    return f"{Decimal(str(round(share * 100, NOISE_DIGITS))).quantize(Decimal('0.1'), ROUND_FLOOR)}%"


def _percent(share: float) -> str:
    return f"{half_up(share * 100, 1)}%"
