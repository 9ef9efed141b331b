"""Steps 1 and 2 for a whole table: all that is known of each question, resolved into one answer."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.parts import Indicator, Reducer
from sanjeh.core.methodology.scales import Relative
from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.model import State
from sanjeh.core.observations.table import SOURCES, STATES, ObservationTable, Positions
from sanjeh.core.scoring.aggregate import Array
from sanjeh.core.scoring.normalise import points_of_all

Mask = NDArray[np.bool_]

# The place in the order of precedence of a source that an indicator does not ask.
NEVER = 99
NO_SOURCE = -1
ROWS_AT_ONCE = 64_000
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
    kept: Positions | slice
    indicator: Positions
    points: Array
    out: Mask
    rank: Positions


def resolved(methodology: Methodology, table: ObservationTable) -> Leaves:
    """Return the leaves; in each the first source that knows anything decides."""
    if not len(table.unit):
        return _nothing()
    questions = (*methodology.indicators, *methodology.bonuses)
    parts = [_leaves_of(methodology, questions, table, rows) for rows in _blocks(table)]
    columns = ([getattr(part, field.name) for part in parts] for field in fields(Leaves))
    return Leaves(*(np.concatenate(column) for column in columns))


def _blocks(table: ObservationTable) -> Iterator[slice]:
    """Yield runs of rows that fit the processor's cache; a body is never cut in two."""
    starts = np.append(_starts(table.unit), len(table.unit))
    begin = 0
    while begin < len(table.unit):
        end = max(begin + ROWS_AT_ONCE, starts[np.searchsorted(starts, begin, side="right")])
        end = int(starts[np.searchsorted(starts, end, side="right") - 1])
        yield slice(begin, end)
        begin = end


def _leaves_of(
    methodology: Methodology, leaves: tuple[Indicator, ...], table: ObservationTable, block: slice
) -> Leaves:
    rows = _worth(methodology, leaves, table, block)
    if not len(rows.indicator):
        return _nothing()
    unit, service = table.unit[rows.kept], table.service[rows.kept]
    source = table.source[rows.kept]
    asks_anew = _changes(unit, service, rows.indicator)
    question = np.flatnonzero(asks_anew)
    group = np.flatnonzero(asks_anew | _changes(source))
    answers = _by_source(rows, leaves, group)
    first = np.flatnonzero(asks_anew[group])
    best = _joined(np.minimum, np.where(answers.knows, answers.rank, NEVER), first)
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


def _worth(
    methodology: Methodology, leaves: tuple[Indicator, ...], table: ObservationTable, block: slice
) -> _Rows:
    """Return what every row is worth; rows of indicators that are not scored are left out."""
    place = {leaf.code: n for n, leaf in enumerate(leaves)}
    wanted = np.array([place.get(code, NO_SOURCE) for code in table.indicators], dtype=np.int64)
    indicator, kept = wanted[table.indicator[block]], block
    if (wanted < 0).any():
        scored = np.flatnonzero(indicator >= 0)
        indicator, kept = indicator[scored], scored + block.start
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
    answers: tuple[Positions, Positions, Array],
) -> Array:
    """Return the points of every row, NaN where its state carries none."""
    source, state, number = answers
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
    """Return the points of every number; those of one indicator are looked up together."""
    order = np.argsort(indicator.astype(np.int16), kind="stable")
    bounds = np.searchsorted(indicator[order], np.arange(len(leaves) + 1))
    together = number[order]
    for n, leaf in enumerate(leaves):
        rows = slice(bounds[n], bounds[n + 1])
        if not isinstance(leaf.scale, Relative):
            together[rows] = points_of_all(together[rows], leaf.scale)
    points = np.empty(len(number))
    points[order] = together
    return points


def _by_source(rows: _Rows, leaves: tuple[Indicator, ...], group: Positions) -> _Answers:
    has_points = ~np.isnan(rows.points)
    addresses = np.diff(np.append(group, len(has_points)))
    seen = _joined(np.add, has_points.astype(np.int64), group)
    asked = addresses - _joined(np.add, rows.out.astype(np.int64), group)
    rank = rows.rank[group]
    points = _reduced(rows, leaves, group, seen)
    return _Answers(
        points=points,
        number=np.where(addresses == 1, rows.table.number[rows.kept][group], np.nan),
        coverage=np.where(asked > 0, seen / np.maximum(asked, 1), 0.0),
        applicable=asked > 0,
        knows=((seen > 0) | (asked == 0)) & (rank < NEVER),
        rank=rank,
    )


def _reduced(rows: _Rows, leaves: tuple[Indicator, ...], group: Positions, seen: Positions) -> Array:
    """Return one number over the addresses of each group; every address weighs the same."""
    if len(group) == len(rows.points):
        return rows.points
    reducers = np.array([REDUCERS.index(leaf.over_addresses) for leaf in leaves])[rows.indicator[group]]
    mean = _joined(np.add, np.nan_to_num(rows.points), group) / np.maximum(seen, 1)
    best = _joined(np.maximum, np.nan_to_num(rows.points, nan=-np.inf), group)
    worst = _joined(np.minimum, np.nan_to_num(rows.points, nan=np.inf), group)
    chosen = np.where(reducers == REDUCERS.index(Reducer.BEST), best, mean)
    chosen = np.where(reducers == REDUCERS.index(Reducer.WORST), worst, chosen)
    return np.where(seen > 0, chosen, np.nan)


def _deciding(rank: Positions, best: Positions, first: Positions) -> Positions:
    """Return for each question the position of the group that decides it, or of its first."""
    if len(first) == len(rank):
        return first
    sizes = np.diff(np.append(first, len(rank)))
    ranked_best = np.flatnonzero(rank == np.repeat(best, sizes))
    deciding = first.copy()
    deciding[np.repeat(np.arange(len(first)), sizes)[ranked_best]] = ranked_best
    return deciding


def _silent(rows: _Rows, leaves: tuple[Indicator, ...], question: Positions) -> Mask:
    """Say which questions got nothing but `missing` where silence earns nothing."""
    costly = np.array([leaf.missing == "zero" for leaf in leaves])
    if not costly.any():
        return np.zeros(len(question), dtype=np.bool_)
    state = rows.table.state[rows.kept] == STATES.index(State.MISSING)
    costs = costly[rows.indicator[question]]
    only: Mask = _joined(np.logical_and, state, question) & costs
    return only


def _joined(how: np.ufunc, entries: NDArray[Any], starts: Positions) -> NDArray[Any]:
    """Return one entry for each run; nothing has to be done where every run has but one."""
    return entries if len(starts) == len(entries) else how.reduceat(entries, starts)


def _starts(keys: Positions) -> Positions:
    return np.flatnonzero(_changes(keys))


def _changes(*keys: Positions) -> Mask:
    """Say where runs of equal keys begin."""
    changes = np.zeros(len(keys[0]), dtype=np.bool_)
    changes[0] = True
    for key in keys:
        changes[1:] |= key[1:] != key[:-1]
    return changes


def _nothing() -> Leaves:
    none, numbers = np.zeros(0, dtype=np.int64), np.zeros(0)
    mask = np.zeros(0, dtype=np.bool_)
    return Leaves(none, none, none, numbers, numbers, numbers, mask, none)


def row_points(methodology: Methodology, table: ObservationTable, block: slice) -> Array:
    """Return what each of these rows is worth, NaN where it carries no number or is not scored."""
    rows = _worth(methodology, (*methodology.indicators, *methodology.bonuses), table, block)
    points = np.full(block.stop - block.start, np.nan)
    points[slice(None) if isinstance(rows.kept, slice) else rows.kept - block.start] = rows.points
    return points


def uncounted(methodology: Methodology, table: ObservationTable) -> tuple[int, int]:
    """Return how many rows are about other indicators, and how many from sources that are not asked."""
    leaves = (*methodology.indicators, *methodology.bonuses)
    rows = _worth(methodology, leaves, table, slice(0, len(table.unit)))
    return len(table.unit) - len(rows.indicator), int((rows.rank == NEVER).sum())
