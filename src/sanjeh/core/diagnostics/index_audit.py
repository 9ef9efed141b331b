"""Audits an index against the answers that it was given."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from sanjeh.core.diagnostics.correlations import correlations, cronbach_alpha
from sanjeh.core.diagnostics.distributions import spread_of
from sanjeh.core.diagnostics.effective_weights import effective_weights
from sanjeh.core.diagnostics.findings import Audit, CorrelatedPair, PartAudit
from sanjeh.core.diagnostics.guttman_scale import guttman_scales
from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.parts import Axis, Indicator
from sanjeh.core.scoring.aggregate import Array
from sanjeh.core.scoring.index_tree import all_points
from sanjeh.core.scoring.methodology_tree import parts_of, stated, tree_of
from sanjeh.core.uncertainty.importance import importances
from sanjeh.core.uncertainty.leave_one_out import leave_one_out
from sanjeh.core.uncertainty.model import Model
from sanjeh.core.uncertainty.sample import Sample

INDEX = ""


@dataclass(frozen=True, slots=True)
class _Numbers:
    """Points of every node by code, and what the other analyses say of each."""

    points: Mapping[str, Array]
    effective: Mapping[str, float]
    stated: Mapping[str, float]
    decides: Mapping[str, float | None]
    shifts: Mapping[str, float]


def audit(sample: Sample) -> Audit:
    """Return the audit of the sample's methodology over its ranked bodies."""
    methodology, points = sample.methodology, Model(sample, seed=0).nominal_points
    numbers = _numbers(sample, points)
    parents = dict(_parents(methodology.axes, INDEX))
    parts = [(part, _part(part, parents[part.code], numbers)) for part in parts_of(methodology.axes)]
    spreads = {column.indicator.code: spread_of(column) for column in sample.columns}
    return Audit(
        bodies=len(sample.units),
        axes=tuple(
            replace(found, alpha=_alpha(part, numbers)) for part, found in parts if isinstance(part, Axis)
        ),
        indicators=tuple(
            replace(found, spread=spreads[part.code]) for part, found in parts if isinstance(part, Indicator)
        ),
        pairs=tuple(_pairs(methodology, points, parents)),
        together=_together([numbers.points[axis.code] for axis in methodology.axes]),
        ladders=guttman_scales(sample, points),
    )


def _numbers(sample: Sample, points: Array) -> _Numbers:
    methodology = sample.methodology
    tree, weights = tree_of(methodology), stated(methodology)
    nodes = {code: values[:, 0] for code, values in all_points(tree, points, weights).items()}
    leaves = [leaf.code for leaf in methodology.indicators]
    acting = dict(zip(leaves, map(float, effective_weights(tree, points, weights)), strict=True))
    for branch in tree.walk():
        acting[branch.code] = sum(acting[code] for below in branch.walk() for code, _ in below.leaves)
    importance = importances(methodology, points)
    return _Numbers(
        points=nodes | {code: points[:, at] for at, code in enumerate(leaves)},
        effective=acting,
        stated={code: float(share) for code, share in methodology.stated_weights().items()},
        decides={one.code: one.effective for listed in importance.values() for one in listed},
        shifts={one.code: one.mean_shift for one in leave_one_out(methodology, points)},
    )


def _parents(parts: Sequence[Axis | Indicator], parent: str) -> Iterator[tuple[str, str]]:
    for part in parts:
        yield part.code, parent
        if isinstance(part, Axis):
            yield from _parents(part.children, part.code)


def _part(part: Axis | Indicator, parent: str, numbers: _Numbers) -> PartAudit:
    own = numbers.points[part.code]
    return PartAudit(
        code=part.code,
        parent=parent,
        with_axis=_correlation(own, numbers.points[parent]) if parent else None,
        with_total=_correlation(own, numbers.points[INDEX]),
        stated=numbers.stated[part.code],
        effective=numbers.effective[part.code],
        decides=numbers.decides.get(part.code),
        shift=numbers.shifts.get(part.code),
    )


def _alpha(axis: Axis, numbers: _Numbers) -> float | None:
    return cronbach_alpha(np.stack([numbers.points[child.code] for child in axis.children], axis=1))


def _correlation(first: Array, second: Array) -> float | None:
    return _known(correlations(np.stack((first, second), axis=1))[0, 1])


def _together(axes: Sequence[Array]) -> tuple[tuple[float | None, ...], ...]:
    table = correlations(np.stack(axes, axis=1))
    return tuple(tuple(_known(number) for number in row) for row in table)


def _pairs(methodology: Methodology, points: Array, parents: Mapping[str, str]) -> Iterator[CorrelatedPair]:
    codes = [leaf.code for leaf in methodology.indicators]
    table = correlations(points)
    for (one, first), (other, second) in combinations(enumerate(codes), 2):
        if parents[first] == parents[second] and not np.isnan(table[one, other]):
            yield CorrelatedPair(first, second, parents[first], float(table[one, other]))


def _known(number: float) -> float | None:
    return None if np.isnan(number) else float(number)
