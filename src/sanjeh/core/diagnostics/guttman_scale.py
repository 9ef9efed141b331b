"""Are the stages a ladder? On a true one, whoever meets a stage meets every stage below it.

Guttman's coefficient of reproducibility, with errors counted as Goodenough and Edwards do; below
.90 the ladder is wrong, for then the order of its rungs is not the order in which bodies climb.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.methodology.parts import POINTS_DIGITS, Criterion, Unit
from sanjeh.core.scoring.aggregate import Array
from sanjeh.core.scoring.rank import steps_of
from sanjeh.core.uncertainty.sample import Sample

Bools = NDArray[np.bool_]


class Respondent(StrEnum):
    """Who climbs the ladder."""

    SERVICES = "services"
    BODIES = "bodies"


@dataclass(frozen=True, slots=True)
class GuttmanScale:
    """`coefficient` (0..1) against what the shares alone would give by chance; `met` per stage."""

    climber: Respondent
    climbers: int
    stages: tuple[int, ...]
    met: tuple[float, ...]
    coefficient: float
    by_chance: float


@dataclass(frozen=True, slots=True)
class ScaleItems:
    """Of rows x stages: whether each stage's own criteria are met, and whether any is known."""

    met: Bools
    known: Bools


def guttman_scales(sample: Sample, points: Array) -> tuple[GuttmanScale, ...]:
    """Return the ladder of the services and of the bodies, where the method has two stages or more.

    `points` is bodies x indicators. A criterion without a number is passed over; who has none at
    all on some stage is left out.
    """
    services = _service_rungs(sample)
    bodies = _body_rungs(sample, points, services)
    numbers = [stage.number for stage in sample.methodology.stages]
    asked = [bool(stage.service) for stage in sample.methodology.stages]
    scales = (
        guttman_scale(Respondent.SERVICES, services, numbers, np.array(asked, dtype=bool)),
        guttman_scale(Respondent.BODIES, bodies, numbers, np.ones(len(numbers), dtype=bool)),
    )
    return tuple(one for one in scales if one)


def guttman_scale(
    climber: Respondent, rungs: ScaleItems, numbers: list[int], asked: Bools
) -> GuttmanScale | None:
    """Return the ladder over the stages asked of these climbers; None for fewer than two stages or rows."""
    whole = rungs.known[:, asked].all(axis=1)
    met = rungs.met[whole][:, asked]
    if met.shape[0] < 2 or met.shape[1] < 2:
        return None
    expected = np.arange(met.shape[1]) < met.sum(axis=1, keepdims=True)
    shares = met.mean(axis=0)
    return GuttmanScale(
        climber=climber,
        climbers=len(met),
        stages=tuple(number for number, is_asked in zip(numbers, asked, strict=True) if is_asked),
        met=tuple(float(share) for share in shares),
        coefficient=1 - float((met != expected).mean()),
        by_chance=float(np.maximum(shares, 1 - shares).mean()),
    )


def _service_rungs(sample: Sample) -> ScaleItems:
    columns = {c.indicator.code: c.points for c in sample.columns if c.indicator.unit is Unit.SERVICE}
    stages = [_rung(stage.service, columns, sample.owner.size) for stage in sample.methodology.stages]
    return _side_by_side(stages, sample.owner.size)


def _body_rungs(sample: Sample, points: Array, services: ScaleItems) -> ScaleItems:
    bodies = len(sample.units)
    columns = {c.indicator.code: points[:, at] for at, c in enumerate(sample.columns)}
    stages = []
    for at, stage in enumerate(sample.methodology.stages):
        met, known = _rung(stage.body, columns, bodies)
        if stage.service and stage.services_share:
            share, there = _share_of_services(sample, services, at)
            met, known = met & ((share >= stage.services_share) | ~there), known | there
        stages.append((met, known))
    return _side_by_side(stages, bodies)


def _share_of_services(sample: Sample, services: ScaleItems, stage: int) -> tuple[Array, Bools]:
    bodies, known = len(sample.units), services.known[:, stage]
    owners = sample.owner[known]
    asked = np.bincount(owners, minlength=bodies)
    met = np.bincount(owners, weights=services.met[known, stage], minlength=bodies)
    return met / np.maximum(asked, 1), asked > 0


def _rung(criteria: tuple[Criterion, ...], columns: dict[str, Array], rows: int) -> tuple[Bools, Bools]:
    met, known = np.ones(rows, dtype=bool), np.zeros(rows, dtype=bool)
    for criterion in criteria:
        if criterion.indicator in columns:
            shown = steps_of(columns[criterion.indicator], POINTS_DIGITS) / 10**POINTS_DIGITS
            met &= np.isnan(shown) | (shown >= criterion.at_least)
            known |= ~np.isnan(shown)
    return met, known


def _side_by_side(stages: list[tuple[Bools, Bools]], rows: int) -> ScaleItems:
    if not stages:
        return ScaleItems(np.zeros((rows, 0), dtype=bool), np.zeros((rows, 0), dtype=bool))
    return ScaleItems(*(np.stack(side, axis=1) for side in zip(*stages, strict=True)))
