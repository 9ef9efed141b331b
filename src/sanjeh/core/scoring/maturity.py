"""The stages of maturity of many bodies at once: every criterion of every stage up to it must hold.

It is no average. What was not seen is not met, but it is called unproven and not unmet.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.parts import POINTS_DIGITS, Criterion, Stage
from sanjeh.core.observations.table import Positions
from sanjeh.core.scoring.aggregate import Array, divided, group_sums, reaches
from sanjeh.core.scoring.indicator_scores import IndicatorScores, Services
from sanjeh.core.scoring.leaf_resolution import Leaves
from sanjeh.core.scoring.rank import steps_of

Mask = NDArray[np.bool_]

TOP = 0


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One requirement of a stage; `indicator` is empty where the whole stage of the services is meant.

    `needed` is points, of the whole stage a share 0..1; `share` the part of the services that must meet it.
    `is_asked` is False where a restricted method leaves out the indicator, or for a whole stage one of those
    that it stands on: nobody could meet it.
    """

    stage: int
    indicator: str
    of_services: bool
    needed: float
    share: float = 0.0
    is_asked: bool = True


@dataclass(frozen=True, slots=True)
class Attainment:
    """Of many, bodies or services: whether a criterion is asked, met, or unproven for want of answers.

    Unproven is what could be met by all that is known: where one service of three was seen to meet it and
    two were not seen, four fifths are neither proven nor refuted. `reached` is points, of services the
    share 0..1 of those that were seen; NaN where there is none.
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

    `readiness` is the share of the criteria that are proven, `readiness_at_most` what it would be if all
    that was not seen were met.
    `open` is bodies x rungs: which requirements of its next stage the body does not meet.
    `service_stage` has one entry a service. `held` stands in the order of `rungs`.
    """

    stage: Positions
    next: Positions
    readiness: Array
    readiness_at_most: Array
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
    held = tuple(one for on_stage in on_them for one in _held(on_stage, ground))
    rungs = tuple(one.rung for one in held)
    asked, met, unproven = _masks(held, services.bodies)
    numbers = [stage.number for stage in methodology.stages]
    stage, following = _reached(numbers, rungs, asked & ~met)
    mine = np.array([rung.stage for rung in rungs], dtype=np.int64) == following[:, None]
    service_stage = np.zeros(len(services.owner), dtype=np.int64)
    for reached in on_them:
        service_stage[reached.services.met] = reached.stage.number
    return MaturityTable(
        stage=stage,
        next=following,
        readiness=_share_of(mine & asked, met),
        readiness_at_most=_share_of(mine & asked, met | unproven),
        rungs=rungs,
        open=mine & asked & ~met,
        held=held,
        service_stage=service_stage,
    )


def _masks(held: tuple[Held, ...], bodies: int) -> Iterator[Mask]:
    """Yield bodies x rungs: which are asked, met and unproven."""
    for each in zip(*((h.bodies.asked, h.bodies.met, h.bodies.unproven) for h in held), strict=True):
        yield np.array(each, dtype=np.bool_).reshape(len(held), bodies).T
    if not held:
        yield from (np.zeros((bodies, 0), dtype=np.bool_) for _ in range(3))


def _share_of(asked: Mask, met: Mask) -> Array:
    return divided((asked & met).sum(axis=1) * 1.0, asked.sum(axis=1) * 1.0)


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


@dataclass(frozen=True, slots=True)
class _OnStage:
    """How the services stand to a stage, and whether all is asked that it and those below it stand on."""

    stage: Stage
    services: Attainment
    is_asked: bool


def _service_stages(methodology: Methodology, ground: _Ground) -> Iterator[_OnStage]:
    """Yield each stage with how the services stand to it: one that was seen to fail a criterion is off it."""
    everyone = np.ones(len(ground.services.owner), dtype=np.bool_)
    on_it, could_be, is_asked = everyone, everyone, True
    for stage in methodology.stages:
        for criterion in stage.service:
            is_asked = is_asked and criterion.indicator in ground.columns
            standing = _of_each_service(criterion, ground)
            on_it = on_it & (~standing.asked | standing.met)
            could_be = could_be & (~standing.asked | standing.met | standing.unproven)
        standing = Attainment(everyone, on_it, could_be & ~on_it, np.full(len(everyone), np.nan))
        yield _OnStage(stage, standing, is_asked)


def _held(on_stage: _OnStage, ground: _Ground) -> Iterator[Held]:
    stage = on_stage.stage
    for criterion in stage.body:
        yield Held(_rung(stage, criterion, ground, of_services=False), _of_body(criterion, ground))
    if stage.services_share:
        share, services = stage.services_share, ground.services
        for criterion in stage.service:
            each = _of_each_service(criterion, ground)
            rung = _rung(stage, criterion, ground, of_services=True)
            yield Held(replace(rung, share=share), _shared(each, share, services), each)
        whole = CriterionRow(
            stage.number, "", of_services=True, needed=share, share=share, is_asked=on_stage.is_asked
        )
        yield Held(whole, _shared(on_stage.services, share, services), on_stage.services)


def _rung(stage: Stage, criterion: Criterion, ground: _Ground, *, of_services: bool) -> CriterionRow:
    return CriterionRow(
        stage=stage.number,
        indicator=criterion.indicator,
        of_services=of_services,
        needed=criterion.at_least,
        is_asked=criterion.indicator in ground.columns,
    )


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
    enough = steps_of(points, POINTS_DIGITS) / 10**POINTS_DIGITS >= criterion.at_least
    return Attainment(asked, asked & enough, asked & np.isnan(points), points)


def _unproven(number: int) -> Attainment:
    everyone = np.ones(number, dtype=np.bool_)
    return Attainment(everyone, ~everyone, everyone, np.full(number, np.nan))


def _shared(each: Attainment, needed: float, services: Services) -> Attainment:
    """Hold against the share what is known to meet it, and then all that could.

    Two services that a wall hid are neither a failure nor a success of the third.
    """
    asked = group_sums(services.owner, each.asked, services.bodies)
    met = group_sums(services.owner, each.asked & each.met, services.bodies)
    unseen = group_sums(services.owner, each.asked & each.unproven, services.bodies)
    is_proven = (asked > 0) & reaches(np.nan_to_num(divided(met, asked)), needed)
    is_possible = (asked > 0) & reaches(np.nan_to_num(divided(met + unseen, asked)), needed)
    return Attainment(asked > 0, is_proven, is_possible & ~is_proven, divided(met, asked - unseen))
