"""The results of a round: observations in, scores, stages and places out, for anyone to compute again."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.results.model import (
    OVERALL,
    AxisResult,
    BodyResult,
    CategoryPlace,
    Firmness,
    RankSampling,
    RoundResults,
)
from sanjeh.core.scoring.engine import NO_CLASS, Scored, score_table
from sanjeh.core.scoring.inputs import BodyInput, table_of
from sanjeh.core.scoring.maturity import TOP
from sanjeh.core.scoring.methodology_tree import INDEX
from sanjeh.core.scoring.rank import Ranks, half_up, rank_numbers
from sanjeh.core.uncertainty.model import Model
from sanjeh.core.uncertainty.monte_carlo import Draws, drawn, ranges_among, standings
from sanjeh.core.uncertainty.replicates import Factor
from sanjeh.core.uncertainty.sample_builder import sample_of_scored
from sanjeh.core.uncertainty.weights_only import rank_ranges

Rows = NDArray[np.intp]
# Gives (low, median, high) of the places of some ranked bodies, by their rows, among one another.
Ranges = Callable[[Rows], Ranks]


def compute_results(
    methodology: Methodology, inputs: Iterable[BodyInput], sampling: RankSampling
) -> RoundResults:
    """Return the results of all bodies; raise as `table_of` does for what cannot be scored."""
    listed = tuple(inputs)
    return computed(score_table(methodology, table_of(methodology, listed)), listed, sampling)


def computed(scored: Scored, listed: Sequence[BodyInput], sampling: RankSampling) -> RoundResults:
    """Return the results of bodies that are scored already."""
    draws = _draws(scored, sampling) if scored.methodology.uncertainty else None
    around = _under_other_weights(scored, sampling) if draws is None else _in_draws(scored, draws)
    held, firm = _places(scored, listed, around), _firmness(draws) if draws else {}
    row_of = {unit: row for row, unit in enumerate(scored.units)}
    axes = list(zip(*(_axis(scored, axis.code) for axis in scored.methodology.axes), strict=True))
    rows = [(one, row_of[one.unit]) for one in listed]
    return RoundResults(
        scored=scored,
        bodies=tuple(
            _result(scored, row, _Parts(one, axes[row], held[one.unit], firm.get(one.unit)))
            for one, row in rows
        ),
        varied=tuple(draws.factors) if draws else (Factor.WEIGHTS,),
    )


def _draws(scored: Scored, sampling: RankSampling) -> Draws:
    model = Model(sample_of_scored(scored), sampling.seed)
    return drawn(model, replicates=sampling.replicates)


def _under_other_weights(scored: Scored, sampling: RankSampling) -> Ranges:
    method = scored.methodology

    def around(rows: Rows) -> Ranks:
        points = np.ascontiguousarray(scored.indicator_scores.points[rows, : len(method.indicators)])
        return rank_ranges(method, points, seed=sampling.seed, replicates=sampling.replicates)

    return around


def _in_draws(scored: Scored, draws: Draws) -> Ranges:
    ranked = np.flatnonzero(scored.ranked)
    return lambda rows: ranges_among(draws, np.searchsorted(ranked, rows))


def _firmness(draws: Draws) -> dict[str, Firmness]:
    return {
        one.unit: Firmness(
            interval=(one.low, one.median, one.high),
            group=one.group,
            p_classes=one.grade_odds,
            p_above_next=one.above_next,
            is_borderline=bool(one.borderline),
        )
        for one in standings(draws)
    }


@dataclass(frozen=True, slots=True)
class _Parts:
    """What is made for all bodies at once, of one of them."""

    body: BodyInput
    axes: tuple[AxisResult, ...]
    places: Mapping[str, CategoryPlace]
    firmness: Firmness | None


def _result(scored: Scored, row: int, parts: _Parts) -> BodyResult:
    is_ranked, position = bool(scored.ranked[row]), int(scored.classes[row])
    caps = zip(scored.methodology.caps, scored.holding[row], strict=True)
    return BodyResult(
        body=parts.body,
        score=half_up(scored.points[INDEX][row], scored.methodology.digits.score) if is_ranked else None,
        class_code="" if position == NO_CLASS else scored.methodology.classes[position].code,
        capped_by=tuple(cap.indicator for cap, holds in caps if holds),
        stage=int(scored.maturity.stage[row]) if is_ranked else None,
        readiness=float(scored.maturity.readiness[row])
        if is_ranked and scored.maturity.next[row] != TOP
        else None,
        coverage=float(scored.coverage[INDEX][row]),
        axes=parts.axes,
        places=parts.places,
        firmness=parts.firmness,
    )


def _axis(scored: Scored, code: str) -> list[AxisResult]:
    """Return one axis of every body, in the order of the table."""
    columns = (
        table[code].tolist() for table in (scored.points, scored.coverage, scored.asked, scored.enough)
    )
    return [
        AxisResult(code, None if math.isnan(points) else points, *others)
        for points, *others in zip(*columns, strict=True)
    ]


def _places(
    scored: Scored, bodies: Sequence[BodyInput], around: Ranges
) -> dict[str, dict[str, CategoryPlace]]:
    """Return the places of every body: overall, and within each of its categories."""
    held: dict[str, dict[str, CategoryPlace]] = {one.unit: {} for one in bodies}
    categories = {one.unit: (OVERALL, *one.categories) for one in bodies}
    for name in sorted({name for names in categories.values() for name in names}):
        is_member = np.array([name in categories[unit] for unit in scored.units], dtype=np.bool_)
        rows = np.flatnonzero(is_member & scored.ranked)
        for row, place in zip(rows.tolist(), _places_among(scored, rows, around), strict=True):
            held[scored.units[row]][name] = place
    return held


def _places_among(scored: Scored, rows: Rows, around: Ranges) -> list[CategoryPlace]:
    """Return the place of each of these ranked bodies among them, and how far it can move."""
    if not len(rows):
        return []
    ranks = rank_numbers(scored.points[INDEX][rows, None], scored.methodology.digits)[:, 0].tolist()
    return [
        CategoryPlace(rank=rank, low=low, high=high, of=len(rows))
        for rank, (low, _, high) in zip(ranks, around(rows).tolist(), strict=True)
    ]
