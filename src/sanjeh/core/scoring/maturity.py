"""The stages of maturity of many bodies at once: every criterion of every stage up to it must hold.

It is no average. What was not seen is not met, but it is called unproven and not unmet.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.parts import Criterion, Stage
from sanjeh.core.observations.table import Positions
from sanjeh.core.scoring.aggregate import Array, divided, group_sums, reaches
from sanjeh.core.scoring.indicator_scores import IndicatorScores, Services
from sanjeh.core.scoring.leaf_resolution import Leaves
from sanjeh.core.scoring.rank import SCORE_DIGITS, steps_of

Mask = NDArray[np.bool_]

TOP = 0


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One requirement of a stage; `indicator` is empty where the whole stage of the services is meant.

    `needed` is points, of the whole stage a share 0..1; `share` the part of the services that must meet it.
    """

    stage: int
    indicator: str
    of_services: bool
    needed: float
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Attainment:
    """Of many, bodies or services: whether a criterion is asked, met, or unproven for want of any answer.

    `reached` is points, of a share of services 0..1; NaN where there is none.
    """

    asked: Mask
    met: Mask
    unproven: Mask
    reached: Array


@dataclass(frozen=True, slots=True)
class Held:
    """How every body stands to one requirement, and, where services are meant, each of them."""

    rung: CriterionRow
    bodies: Attainment
    services: Attainment | None = None


@dataclass(frozen=True, slots=True)
class MaturityTable:
    """One entry a body. `next` is TOP and `readiness` NaN where no stage is left.

    `open` is bodies x rungs: which requirements of its next stage the body does not meet.
    `service_stage` has one entry a service. `held` stands in the order of `rungs`.
    """

    stage: Positions
    next: Positions
    readiness: Array
    rungs: tuple[CriterionRow, ...]
    open: Mask
    held: tuple[Held, ...]
    service_stage: Positions


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the criteria are held against."""

    columns: dict[str, int]
    costs: tuple[bool, ...]
    leaves: Leaves
    marks: IndicatorScores
    services: Services


def maturity(
    methodology: Methodology, leaves: Leaves, marks: IndicatorScores, services: Services
) -> MaturityTable:
    """Return the stage of every body, and how near the next one is."""
    parts = methodology.indicators
    columns = {part.code: n for n, part in enumerate(parts)}
    ground = _Ground(columns, tuple(part.missing == "zero" for part in parts), leaves, marks, services)
    on_them = list(_service_stages(methodology, ground))
    held = tuple(one for stage, on_it in on_them for one in _held(stage, on_it, ground))
    rungs = tuple(one.rung for one in held)
    shape = (services.bodies, len(rungs))
    asked = np.array([one.bodies.asked for one in held], dtype=np.bool_).reshape(shape[::-1]).T
    met = np.array([one.bodies.met for one in held], dtype=np.bool_).reshape(shape[::-1]).T
    numbers = [stage.number for stage in methodology.stages]
    stage, following = _reached(numbers, rungs, asked & ~met)
    mine = np.array([rung.stage for rung in rungs], dtype=np.int64) == following[:, None]
    readiness = divided((mine & asked & met).sum(axis=1) * 1.0, (mine & asked).sum(axis=1) * 1.0)
    service_stage = np.zeros(len(services.owner), dtype=np.int64)
    for reached, on_it in on_them:
        service_stage[on_it] = reached.number
    return MaturityTable(stage, following, readiness, rungs, mine & asked & ~met, held, service_stage)


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


def _held(stage: Stage, on_it: Mask, ground: _Ground) -> Iterator[Held]:
    for criterion in stage.body:
        rung = CriterionRow(stage.number, criterion.indicator, of_services=False, needed=criterion.at_least)
        yield Held(rung, _of_body(criterion, ground))
    if stage.services_share:
        share, services = stage.services_share, ground.services
        for criterion in stage.service:
            each = _of_each_service(criterion, ground)
            rung = CriterionRow(
                stage.number, criterion.indicator, of_services=True, needed=criterion.at_least
            )
            yield Held(replace(rung, share=share), _shared(each, share, services), each)
        nobody = np.zeros(len(on_it), dtype=np.bool_)
        each = Attainment(~nobody, on_it, nobody, np.full(len(on_it), np.nan))
        rung = CriterionRow(stage.number, "", of_services=True, needed=share, share=share)
        yield Held(rung, _shared(each, share, services), each)


def _of_body(criterion: Criterion, ground: _Ground) -> Attainment:
    column = ground.columns.get(criterion.indicator)
    if column is None:
        return _unproven(ground.services.bodies)
    return _standing(ground.marks.applicable[:, column], ground.marks.points[:, column], criterion)


def _of_each_service(criterion: Criterion, ground: _Ground) -> Attainment:
    column = ground.columns.get(criterion.indicator)
    if column is None:
        return _unproven(len(ground.services.owner))
    asked, points = service_points(
        ground.leaves, len(ground.services.owner), column, costs=ground.costs[column]
    )
    return _standing(asked, points, criterion)


def service_points(leaves: Leaves, services: int, column: int, *, costs: bool) -> tuple[Mask, Array]:
    """Return of every service whether an indicator is asked, and its points; NaN where there are none.

    Where silence `costs`, a service of which nothing is known has none of the points.
    """
    asked = np.ones(services, dtype=np.bool_)
    points = np.full(services, 0.0 if costs else np.nan)
    rows = np.flatnonzero((leaves.indicator == column) & (leaves.service >= 0))
    asked[leaves.service[rows]] = leaves.applicable[rows]
    points[leaves.service[rows]] = leaves.points[rows]
    return asked, points


def _standing(asked: Mask, points: Array, criterion: Criterion) -> Attainment:
    """Say who has enough, on the digits that people see."""
    enough = steps_of(points, SCORE_DIGITS) / 10**SCORE_DIGITS >= criterion.at_least
    return Attainment(asked, asked & enough, asked & np.isnan(points), points)


def _unproven(number: int) -> Attainment:
    everyone = np.ones(number, dtype=np.bool_)
    return Attainment(everyone, ~everyone, everyone, np.full(number, np.nan))


def _shared(each: Attainment, needed: float, services: Services) -> Attainment:
    asked = group_sums(services.owner, each.asked, services.bodies)
    missed = group_sums(services.owner, each.asked & ~each.met, services.bodies)
    seen = group_sums(services.owner, each.asked & ~each.met & ~each.unproven, services.bodies)
    share = 1 - divided(missed, asked)
    # One of five is a fifth, though 1 - 4/5 is a little less.
    met = (asked > 0) & reaches(np.nan_to_num(share), needed)
    return Attainment(asked > 0, met, (asked > 0) & ~met & (seen == 0), share)
