"""The stages of maturity of many bodies at once, by the same rule as `core.stages`."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.parts import Criterion, Stage
from sanjeh.core.observations.table import Positions
from sanjeh.core.scoring.aggregate import NOISE_DIGITS, Array, divided, group_sums
from sanjeh.core.scoring.indicator_scores import IndicatorScores, Services
from sanjeh.core.scoring.leaf_resolution import Leaves
from sanjeh.core.scoring.rank import SCORE_DIGITS, steps_of

Mask = NDArray[np.bool_]

TOP = 0


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One requirement of a stage; `indicator` is empty where the whole stage of the services is meant."""

    stage: int
    indicator: str
    of_services: bool
    needed: float


@dataclass(frozen=True, slots=True)
class MaturityTable:
    """One entry a body. `next` is TOP and `readiness` NaN where no stage is left.

    `open` is bodies x rungs: which requirements of its next stage the body does not meet.
    """

    stage: Positions
    next: Positions
    readiness: Array
    rungs: tuple[CriterionRow, ...]
    open: Mask


@dataclass(frozen=True, slots=True)
class _Standing:
    """Of many: whether a criterion is asked, and whether it is met."""

    asked: Mask
    met: Mask


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the criteria are held against."""

    columns: dict[str, int]
    leaves: Leaves
    marks: IndicatorScores
    services: Services


def maturity(
    methodology: Methodology, leaves: Leaves, marks: IndicatorScores, services: Services
) -> MaturityTable:
    """Return the stage of every body, and how near the next one is."""
    parts = (*methodology.indicators, *methodology.bonuses)
    ground = _Ground({part.code: n for n, part in enumerate(parts)}, leaves, marks, services)
    held = [
        (rung, standing)
        for stage, on_it in _service_stages(methodology, ground)
        for rung, standing in _rungs(stage, on_it, ground)
    ]
    rungs = tuple(rung for rung, _ in held)
    shape = (services.bodies, len(rungs))
    asked = np.array([standing.asked for _, standing in held], dtype=np.bool_).reshape(shape[::-1]).T
    met = np.array([standing.met for _, standing in held], dtype=np.bool_).reshape(shape[::-1]).T
    numbers = [stage.number for stage in methodology.stages]
    stage, following = _reached(numbers, rungs, asked & ~met)
    mine = np.array([rung.stage for rung in rungs], dtype=np.int64) == following[:, None]
    readiness = divided((mine & asked & met).sum(axis=1) * 1.0, (mine & asked).sum(axis=1) * 1.0)
    return MaturityTable(stage, following, readiness, rungs, mine & asked & ~met)


def _reached(
    numbers: list[int], rungs: tuple[CriterionRow, ...], missed: Mask
) -> tuple[Positions, Positions]:
    stage = np.zeros(len(missed), dtype=np.int64)
    following = np.full(len(missed), TOP, dtype=np.int64)
    climbing = np.ones(len(missed), dtype=np.bool_)
    for number in numbers:
        failed = missed[:, [rung.stage == number for rung in rungs]].any(axis=1)
        following[climbing & failed] = number
        climbing &= ~failed
        stage[climbing] = number
    return stage, following


def _service_stages(methodology: Methodology, ground: _Ground) -> Iterator[tuple[Stage, Mask]]:
    """Yield each stage with the services that stand on it."""
    on_it = np.ones(len(ground.services.owner), dtype=np.bool_)
    for stage in methodology.stages:
        for criterion in stage.service:
            standing = _of_each_service(criterion, ground)
            on_it = on_it & (~standing.asked | standing.met)
        yield stage, on_it


def _rungs(stage: Stage, on_it: Mask, ground: _Ground) -> Iterator[tuple[CriterionRow, _Standing]]:
    for criterion in stage.body:
        rung = CriterionRow(stage.number, criterion.indicator, of_services=False, needed=criterion.at_least)
        yield rung, _of_body(criterion, ground)
    if stage.services_share:
        for criterion in stage.service:
            standing = _of_each_service(criterion, ground)
            rung = CriterionRow(
                stage.number, criterion.indicator, of_services=True, needed=criterion.at_least
            )
            yield rung, _shared(standing, stage.services_share, ground.services)
        all_asked = _Standing(np.ones(len(on_it), dtype=np.bool_), on_it)
        rung = CriterionRow(stage.number, "", of_services=True, needed=stage.services_share)
        yield rung, _shared(all_asked, stage.services_share, ground.services)


def _of_body(criterion: Criterion, ground: _Ground) -> _Standing:
    column = ground.columns.get(criterion.indicator)
    if column is None:
        return _unproven(ground.services.bodies)
    points = ground.marks.points[:, column]
    return _Standing(ground.marks.applicable[:, column], _enough(points, criterion))


def _of_each_service(criterion: Criterion, ground: _Ground) -> _Standing:
    unproven = _unproven(len(ground.services.owner))
    column = ground.columns.get(criterion.indicator)
    if column is None:
        return unproven
    leaves = ground.leaves
    told = np.flatnonzero((leaves.indicator == column) & (leaves.service >= 0))
    asked, points = unproven.asked, np.full(len(unproven.asked), np.nan)
    asked[leaves.service[told]] = leaves.applicable[told]
    points[leaves.service[told]] = leaves.points[told]
    return _Standing(asked, _enough(points, criterion))


def _unproven(number: int) -> _Standing:
    return _Standing(np.ones(number, dtype=np.bool_), np.zeros(number, dtype=np.bool_))


def _enough(points: Array, criterion: Criterion) -> Mask:
    """Say who has enough, on the digits that people see."""
    enough: Mask = steps_of(points, SCORE_DIGITS) / 10**SCORE_DIGITS >= criterion.at_least
    return enough


def _shared(standing: _Standing, needed: float, services: Services) -> _Standing:
    asked = group_sums(services.owner, standing.asked, services.bodies)
    missed = group_sums(services.owner, standing.asked & ~standing.met, services.bodies)
    share = 1 - np.nan_to_num(divided(missed, asked))
    # One of five is a fifth, though 1 - 4/5 is a little less.
    return _Standing(asked > 0, np.round(share, NOISE_DIGITS) >= needed)
