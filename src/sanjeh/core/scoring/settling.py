"""Steps 1 and 2 for a whole table: all that is known of each question, settled as in a scorecard."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.methodology import Methodology
from sanjeh.core.methodology_parts import Indicator, Reducer
from sanjeh.core.methodology_scales import Relative
from sanjeh.core.observation_table import SOURCES, STATES, ObservationTable, Positions
from sanjeh.core.observations import Source, State
from sanjeh.core.scoring.aggregate import Array
from sanjeh.core.scoring.normalise import points_of_all

Mask = NDArray[np.bool_]

# The place in the order of precedence of a source that an indicator does not ask.
NEVER = 99
NO_SOURCE = -1
REDUCERS = tuple(Reducer)


@dataclass(frozen=True, slots=True)
class Leaves:
    """One entry for each question that was answered in any way, in the order of the table.

    `service` is NO_SERVICE for a question to the body itself, `indicator` a position in the method's
    indicators and bonuses. `points` is NaN where nothing that counts was seen; of a relative scale they
    are still numbers of the indicator's own unit. `number` is the value where the points stand on
    exactly one; `coverage` the share of the addresses that were seen.
    """

    unit: Positions
    service: Positions
    indicator: Positions
    points: Array
    number: Array
    coverage: Array
    applicable: Mask
    source: Positions


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of the indicators that are scored, with what each is worth."""

    table: ObservationTable
    kept: Positions
    indicator: Positions
    points: Array
    out: Mask
    rank: Positions


def settled(methodology: Methodology, table: ObservationTable) -> Leaves:
    """Return the leaves; in each the first source that knows anything decides."""
    leaves = (*methodology.indicators, *methodology.bonuses)
    rows = _worth(methodology, table, leaves)
    if not len(rows.kept):
        return _nothing()
    unit, service = table.unit[rows.kept], table.service[rows.kept]
    source = table.source[rows.kept]
    question = _starts(unit, service, rows.indicator)
    group = _starts(unit, service, rows.indicator, source)
    answers = _by_source(rows, leaves, group)
    first = np.searchsorted(group, question)
    best = np.minimum.reduceat(np.where(answers.knows, answers.rank, NEVER), first)
    deciding = _deciding(answers.rank, best, first)
    knows = best < NEVER
    silent = ~knows & _silent(rows, leaves, question)
    return Leaves(
        unit=unit[question],
        service=service[question],
        indicator=rows.indicator[question],
        points=np.where(knows, answers.points[deciding], np.where(silent, 0.0, np.nan)),
        number=np.where(knows, answers.number[deciding], np.nan),
        coverage=np.where(knows, answers.coverage[deciding], silent.astype(np.float64)),
        applicable=~knows | answers.applicable[deciding],
        source=np.where(knows, source[group][deciding], NO_SOURCE),
    )


@dataclass(frozen=True, slots=True)
class _Answers:
    """One entry for each source that answered a question; addresses are reduced."""

    points: Array
    number: Array
    coverage: Array
    applicable: Mask
    knows: Mask
    rank: Positions


def _worth(methodology: Methodology, table: ObservationTable, leaves: tuple[Indicator, ...]) -> _Rows:
    """Return what every row is worth; rows of indicators that are not scored are left out."""
    place = {leaf.code: n for n, leaf in enumerate(leaves)}
    wanted = np.array([place.get(code, NO_SOURCE) for code in table.indicators], dtype=np.int64)
    indicator = wanted[table.indicator]
    kept = np.flatnonzero(indicator >= 0)
    indicator = indicator[kept]
    ranks = np.full((len(leaves), len(SOURCES)), NEVER, dtype=np.int64)
    for n, leaf in enumerate(leaves):
        ranks[n, [SOURCES.index(source) for source in leaf.sources]] = np.arange(len(leaf.sources))
    source, state = table.source[kept], table.state[kept]
    points = _points(methodology, leaves, indicator, (source, state, table.number[kept]))
    out = np.isin(state, [STATES.index(State.NOT_APPLICABLE), STATES.index(State.EXEMPT)])
    not_asked = np.array([leaf.automated == "not_applicable" for leaf in leaves])
    out |= (state == STATES.index(State.AUTOMATED)) & not_asked[indicator]
    return _Rows(table, kept, indicator, points, out, ranks[indicator, source])


def _points(
    methodology: Methodology,
    leaves: tuple[Indicator, ...],
    indicator: Positions,
    told: tuple[Positions, Positions, Array],
) -> Array:
    """Return the points of every row, NaN where its state carries none."""
    source, state, number = told
    points = _by_scale(leaves, indicator, number)
    absolute = np.array([not isinstance(leaf.scale, Relative) for leaf in leaves])[indicator]
    declared = absolute & (source == SOURCES.index(Source.SELF_DECLARATION))
    points = np.where(declared, np.minimum(points, methodology.unverified_at_most), points)
    full = np.array([leaf.automated == "full" for leaf in leaves])[indicator]
    down = np.array([leaf.failure_is_zero for leaf in leaves])[indicator]
    points = np.where((state == STATES.index(State.AUTOMATED)) & full, 100.0, points)
    points = np.where((state == STATES.index(State.FAILED_PROBE)) & down, 0.0, points)
    return np.where(state == STATES.index(State.NO_RESPONSE), 0.0, points)


def _by_scale(leaves: tuple[Indicator, ...], indicator: Positions, number: Array) -> Array:
    points = np.full(len(number), np.nan)
    order = np.argsort(indicator.astype(np.int16), kind="stable")
    bounds = np.searchsorted(indicator[order], np.arange(len(leaves) + 1))
    for n, leaf in enumerate(leaves):
        rows = order[bounds[n] : bounds[n + 1]]
        rows = rows[~np.isnan(number[rows])]
        relative = isinstance(leaf.scale, Relative)
        points[rows] = number[rows] if relative else points_of_all(number[rows], leaf.scale)
    return points


def _by_source(rows: _Rows, leaves: tuple[Indicator, ...], group: Positions) -> _Answers:
    seen = ~np.isnan(rows.points)
    told = np.diff(np.append(group, len(seen)))
    number_seen = np.add.reduceat(seen.astype(np.int64), group)
    asked = told - np.add.reduceat(rows.out.astype(np.int64), group)
    rank = rows.rank[group]
    points = _reduced(rows, leaves, group, number_seen)
    return _Answers(
        points=points,
        number=np.where(told == 1, rows.table.number[rows.kept][group], np.nan),
        coverage=np.where(asked > 0, number_seen / np.maximum(asked, 1), 0.0),
        applicable=asked > 0,
        knows=((number_seen > 0) | (asked == 0)) & (rank < NEVER),
        rank=rank,
    )


def _reduced(rows: _Rows, leaves: tuple[Indicator, ...], group: Positions, seen: Positions) -> Array:
    """Return one number over the addresses of each group; every address weighs the same."""
    reducers = np.array([REDUCERS.index(leaf.over_addresses) for leaf in leaves])[rows.indicator[group]]
    mean = np.add.reduceat(np.nan_to_num(rows.points), group) / np.maximum(seen, 1)
    best = np.maximum.reduceat(np.nan_to_num(rows.points, nan=-np.inf), group)
    worst = np.minimum.reduceat(np.nan_to_num(rows.points, nan=np.inf), group)
    chosen = np.where(reducers == REDUCERS.index(Reducer.BEST), best, mean)
    chosen = np.where(reducers == REDUCERS.index(Reducer.WORST), worst, chosen)
    return np.where(seen > 0, chosen, np.nan)


def _deciding(rank: Positions, best: Positions, first: Positions) -> Positions:
    """Return for each question the position of the group that decides it, or of its first."""
    sizes = np.diff(np.append(first, len(rank)))
    found = np.flatnonzero(rank == np.repeat(best, sizes))
    deciding = first.copy()
    deciding[np.searchsorted(first, found, side="right") - 1] = found
    return deciding


def _silent(rows: _Rows, leaves: tuple[Indicator, ...], question: Positions) -> Mask:
    """Say which questions got nothing but `missing` where silence earns nothing."""
    state = rows.table.state[rows.kept] == STATES.index(State.MISSING)
    costs = np.array([leaf.missing == "zero" for leaf in leaves])[rows.indicator[question]]
    only: Mask = np.logical_and.reduceat(state, question)
    result: Mask = np.logical_and(only, costs)
    return result


def _starts(*keys: Positions) -> Positions:
    """Return where runs of equal keys begin."""
    changes = np.zeros(len(keys[0]), dtype=np.bool_)
    changes[0] = True
    for key in keys:
        changes[1:] |= key[1:] != key[:-1]
    return np.flatnonzero(changes)


def _nothing() -> Leaves:
    none, numbers = np.zeros(0, dtype=np.int64), np.zeros(0)
    mask = np.zeros(0, dtype=np.bool_)
    return Leaves(none, none, none, numbers, numbers, numbers, mask, none)


def with_answers(leaves: Leaves, asked: Mask, points: float) -> Leaves:
    """Return the leaves as if each of the asked questions had been seen and had these points."""
    return replace(
        leaves,
        points=np.where(asked, points, leaves.points),
        coverage=np.where(asked, 1.0, leaves.coverage),
        applicable=leaves.applicable | asked,
    )
