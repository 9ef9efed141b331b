"""The cheapest next steps: what to mend for the next stage, the least work first."""

from dataclasses import dataclass

import numpy as np

from sanjeh.core.scoring.aggregate import Array, group_sums
from sanjeh.core.scoring.engine import Mask, Scored
from sanjeh.core.scoring.index_tree import branch_points
from sanjeh.core.scoring.indicator_scores import reduced_over_services
from sanjeh.core.scoring.maturity import Held, service_points
from sanjeh.core.scoring.methodology_tree import INDEX, stated, tree_of
from sanjeh.core.scoring.rank import steady
from sanjeh.core.scoring.requirements import Maturity, Of, falling_short, of_rung


@dataclass(frozen=True, slots=True)
class Step:
    """Bring the indicator (of the body, or of these services) to `to_points`; `gain` is points of the total,
    to nine digits.

    `effort` is the methodology's estimate: 1 days, 2 weeks, 3 a project.
    """

    indicator: str
    services: tuple[str, ...]
    to_points: float
    effort: int
    gain: float


def step_gains(scored: Scored) -> Array:
    """Return bodies x rungs: what meeting each unmet requirement of the next stage adds to the total.

    NaN where nothing was seen to fall short, and for requirements that are no indicator's own: nobody
    knows whether there is anything to mend in what was not seen.
    """
    maturity = scored.maturity
    gains = np.full(maturity.open.shape, np.nan)
    columns = {leaf.code: place for place, leaf in enumerate(scored.methodology.indicators)}
    tree, weights = tree_of(scored.methodology), stated(scored.methodology)
    for position, held in enumerate(maturity.held):
        rows = np.flatnonzero(maturity.open[:, position] & _falls_short(scored, held))
        column = columns.get(held.rung.indicator)
        if column is None or not len(rows):
            continue
        better = scored.indicator_scores.points[rows, : len(columns)]
        better[:, column] = _after(scored, held, column)[rows]
        totals = branch_points(tree, better, weights)[:, 0]
        gains[rows, position] = np.nan_to_num(totals) - np.nan_to_num(scored.points[INDEX][rows])
    return gains


def next_steps(scored: Scored, gains: Array, maturity: Maturity, unit: str) -> tuple[Step, ...]:
    """Return one step for every criterion of which a body was seen to fall short, the cheapest first."""
    row = scored.units.index(unit)
    gain_of = {
        (of_rung(held), held.rung.indicator, held.rung.stage): steady(float(gain))
        for held, gain in zip(scored.maturity.held, gains[row], strict=True)
        if not np.isnan(gain)
    }
    steps = (
        Step(r.indicator, r.services, r.at_least, scored.methodology.indicator(r.indicator).effort, gain)
        for r in maturity.unmet
        if r.of is not Of.STANDING and (gain := gain_of.get((r.of, r.indicator, r.stage))) is not None
    )
    return tuple(sorted(steps, key=lambda step: (step.effort, -step.gain, step.indicator)))


def _falls_short(scored: Scored, held: Held) -> Mask:
    """Say which bodies, or services of which bodies, were seen not to meet a requirement."""
    if held.services is None:
        return falling_short(held.bodies)
    owners = scored.services.owner[falling_short(held.services)]
    return group_sums(owners, np.ones(len(owners)), len(scored.units)) > 0


def _after(scored: Scored, held: Held, column: int) -> Array:
    """Return the points of every body in an indicator once this requirement is met."""
    if held.services is None:
        return np.full(len(scored.units), held.rung.needed)
    indicator, services = scored.methodology.indicators[column], scored.services
    costs = indicator.missing == "zero"
    _, points = service_points(scored.leaves, len(services.owner), column, costs=costs)
    mended = np.where(falling_short(held.services), held.rung.needed, points)
    return reduced_over_services(indicator, mended, services)
