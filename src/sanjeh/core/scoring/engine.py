"""A whole table of bodies scored in one pass; `explain` gives the reasons of any one of them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.parts import Digits
from sanjeh.core.observations.table import ObservationTable, Positions
from sanjeh.core.scoring.aggregate import Array, arithmetic, geometric, reaches
from sanjeh.core.scoring.classes import class_rules
from sanjeh.core.scoring.index_tree import NodeCoverage, all_coverage, all_points
from sanjeh.core.scoring.indicator_scores import IndicatorScores, Services, indicator_scores
from sanjeh.core.scoring.leaf_resolution import Leaves, resolved
from sanjeh.core.scoring.maturity import MaturityTable, maturity
from sanjeh.core.scoring.methodology_tree import INDEX, stated, tree_of
from sanjeh.core.scoring.rank import rank_numbers

Mask = NDArray[np.bool_]

APART = 0
NO_CLASS = -1


@dataclass(frozen=True, slots=True)
class Scored:
    """One entry a body, in the order of `units`.

    `points` and `coverage` hold every axis by its code and the whole under INDEX. `ranks` is APART
    for a body of which too little is known, `classes` a position in the method's classes or NO_CLASS.
    `holding` is bodies x caps: which of them keep the class below what the number would give.
    """

    methodology: Methodology
    table: ObservationTable
    units: tuple[str, ...]
    services: Services
    leaves: Leaves
    indicator_scores: IndicatorScores
    points: Mapping[str, Array]
    coverage: Mapping[str, Array]
    arithmetic: Array
    geometric: Array
    asked: Mapping[str, Mask]
    enough: Mapping[str, Mask]
    ranked: Mask
    ranks: Positions
    classes: Positions
    holding: Mask
    bonus: Array
    maturity: MaturityTable


def score_table(methodology: Methodology, table: ObservationTable) -> Scored:
    """Return all bodies of a table scored; every service of a body weighs the same."""
    return score_leaves(methodology, table, resolved(methodology, table))


def score_leaves(methodology: Methodology, table: ObservationTable, leaves: Leaves) -> Scored:
    """Return the same of leaves that may have been changed, as a what-if does."""
    services = Services(len(table.units), table.owner, np.ones(len(table.owner)))
    scores = indicator_scores(methodology, leaves, services)
    own = scores.points[:, : len(methodology.indicators)]
    tree, weights = tree_of(methodology), stated(methodology)
    points = {code: column[:, 0] for code, column in all_points(tree, own, weights).items()}
    axes = np.column_stack([points[axis.code] for axis in methodology.axes])
    shares = np.array([float(axis.weight) for axis in methodology.axes])
    covered = _coverage(methodology, scores)
    enough = _enough(methodology, points, covered)
    classes, holding = _classes(methodology, points[INDEX], scores, enough[INDEX])
    return Scored(
        methodology=methodology,
        table=table,
        units=table.units,
        services=services,
        leaves=leaves,
        indicator_scores=scores,
        points=points,
        coverage={code: node.share for code, node in covered.items()},
        arithmetic=arithmetic(axes, shares),
        geometric=geometric(axes, shares),
        asked={code: node.applicable for code, node in covered.items()},
        enough=enough,
        ranked=enough[INDEX],
        ranks=_ranks(points[INDEX], enough[INDEX], methodology.digits),
        classes=classes,
        holding=holding,
        bonus=_bonus(methodology, scores),
        maturity=maturity(methodology, leaves, scores, services),
    )


def _coverage(methodology: Methodology, scores: IndicatorScores) -> dict[str, NodeCoverage]:
    known = NodeCoverage(scores.coverage, scores.applicable)
    weights = {code: float(weight[0]) for code, weight in stated(methodology).items()}
    return all_coverage(tree_of(methodology), known, weights)


def _enough(
    methodology: Methodology, points: Mapping[str, Array], covered: Mapping[str, NodeCoverage]
) -> dict[str, Mask]:
    """Say of which bodies enough was seen to publish each axis, and the whole."""
    needed = dict.fromkeys(points, methodology.coverage.axis) | {INDEX: methodology.coverage.index}
    enough: dict[str, Mask] = {
        code: ~np.isnan(points[code]) & reaches(node.share, needed[code]) for code, node in covered.items()
    }
    for axis in methodology.axes:
        enough[INDEX] = enough[INDEX] & (enough[axis.code] | ~covered[axis.code].applicable)
    return enough


def _ranks(points: Array, ranked: Mask, digits: Digits) -> Positions:
    ranks = np.full(len(points), APART, dtype=np.int64)
    ranks[ranked] = rank_numbers(points[ranked, None], digits)[:, 0]
    return ranks


def _classes(
    methodology: Methodology, points: Array, scores: IndicatorScores, ranked: Mask
) -> tuple[Positions, Mask]:
    """Return the class of every ranked body, and which caps hold it."""
    classes, holding = class_rules(methodology).classes(points, scores.points)
    return np.where(ranked, classes, NO_CLASS), holding & ranked[:, None]


def _bonus(methodology: Methodology, scores: IndicatorScores) -> Array:
    weights = np.array([float(bonus.weight) for bonus in methodology.bonuses])
    own = scores.points[:, len(methodology.indicators) :]
    result: Array = (np.nan_to_num(own) * weights / 100).sum(axis=1)
    return result
