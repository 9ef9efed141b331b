"""Why a score changed: what the body did, what was seen of it, its services, and the method itself.

Each of the four can be taken from the older or the newer round; that makes sixteen scores between the
two. The part of each is its mean effect over all orders of changing one after another (Shapley), so
that the parts do not hang on an order and sum to the change exactly.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import permutations, product

import numpy as np

from sanjeh.core.comparison.changes import comparable
from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.parts import Indicator
from sanjeh.core.scoring.methodology_tree import stated, totals
from sanjeh.core.scoring.rank import half_up
from sanjeh.core.scoring.reduce import reduced


class Cause(StrEnum):
    """Why a score changed."""

    PERFORMANCE = "performance"
    COVERAGE = "coverage"
    POPULATION = "population"
    FRAMEWORK = "framework"


CAUSES = tuple(Cause)
# Which causes are already taken from the newer round.
World = frozenset[Cause]


@dataclass(frozen=True, slots=True)
class Decomposition:
    """The change of one body's points; `parts` sum to `after - before` exactly."""

    unit: str
    before: Fraction
    after: Fraction
    parts: tuple[tuple[Cause, Fraction], ...]


def shown_parts(decomposed: Decomposition, digits: int) -> dict[Cause, Decimal]:
    """Return the parts in `digits` that sum to the difference of the rounded scores, as readers will add.

    Each part is rounded down, and what is left goes to those that lost most.
    """
    step = Decimal(1).scaleb(-digits)
    change = half_up(float(decomposed.after), digits) - half_up(float(decomposed.before), digits)
    exact = {cause: part * 10**digits for cause, part in decomposed.parts}
    steps = {cause: math.floor(part) for cause, part in exact.items()}
    left = int(change / step) - sum(steps.values())
    # Two roundings take less than a step from the change, four floors less than four: 0 to 4 are left.
    for cause in sorted(CAUSES, key=lambda cause: exact[cause] - steps[cause], reverse=True)[:left]:
        steps[cause] += 1
    return {cause: number * step for cause, number in steps.items()}


@dataclass(frozen=True, slots=True)
class Marked:
    """What a leaf of one round holds: its points, None when it has none, and its weight."""

    points: float | None
    weight: float


@dataclass(frozen=True, slots=True)
class Side:
    """One round of one body: its method, and every leaf by indicator and service ("" for the body)."""

    unit: str
    methodology: Methodology
    leaves: Mapping[str, Mapping[str, Marked]]


@dataclass(frozen=True, slots=True)
class RoundPair:
    """Both rounds of one body, and the indicators that ask the same in both."""

    before: Side
    after: Side
    alike: frozenset[str]

    def side(self, world: World, cause: Cause) -> Side:
        return self.after if cause in world else self.before


def decompose(before: Side, after: Side, alike: frozenset[str] | None = None) -> Decomposition | None:
    """Return why the points changed; None when one of the sixteen scores between has no number.

    `alike` are the indicators that ask the same in both methods; give it when many bodies are taken apart.
    """
    same = comparable(before.methodology, after.methodology) if alike is None else alike
    scores = _scores(RoundPair(before, after, same))
    if scores is None:
        return None
    old, new = scores[frozenset()], scores[frozenset(CAUSES)]
    return Decomposition(after.unit, old, new, tuple((cause, _shapley(cause, scores)) for cause in CAUSES))


def _worlds(*, is_new_method: bool) -> tuple[World, ...]:
    """Return the eight worlds of one method: every choice of the other three causes."""
    others = [cause for cause in CAUSES if cause is not Cause.FRAMEWORK]
    fixed = {Cause.FRAMEWORK} if is_new_method else set()
    return tuple(
        frozenset(fixed | {cause for cause, is_new in zip(others, new, strict=True) if is_new})
        for new in product((False, True), repeat=len(others))
    )


def _shapley(cause: Cause, scores: Mapping[World, Fraction]) -> Fraction:
    orders = list(permutations(CAUSES))
    done = [frozenset(order[: order.index(cause)]) for order in orders]
    return sum((scores[world | {cause}] - scores[world] for world in done), Fraction(0)) / len(orders)


def _scores(pair: RoundPair) -> dict[World, Fraction] | None:
    scores: dict[World, Fraction] = {}
    for is_new_method, side in ((False, pair.before), (True, pair.after)):
        worlds, method = _worlds(is_new_method=is_new_method), side.methodology
        rows = [[_indicator_points(pair, world, leaf) for leaf in method.indicators] for world in worlds]
        scored = totals(method, np.array(rows), stated(method))[:, 0]
        if np.isnan(scored).any():
            return None
        scores.update(zip(worlds, map(Fraction, scored.tolist()), strict=True))
    return scores


def _indicator_points(pair: RoundPair, world: World, indicator: Indicator) -> float:
    """Return the points of an indicator in a world between the rounds, NaN when it has none.

    What is not asked alike belongs to its method, and the leaf of a service that only one round has
    belongs to that round: no world mixes their numbers.
    """
    code, side = indicator.code, pair.side(world, Cause.FRAMEWORK)
    marks = _mixed(pair, world, code) if code in pair.alike else tuple(side.leaves.get(code, {}).values())
    held = [(mark.points, mark.weight) for mark in marks if mark.points is not None]
    if not held:
        return math.nan
    return reduced([points for points, _ in held], [weight for _, weight in held], indicator.over_services)


def _mixed(pair: RoundPair, world: World, code: str) -> tuple[Marked, ...]:
    old, new = pair.before.leaves.get(code, {}), pair.after.leaves.get(code, {})
    asked = pair.side(world, Cause.POPULATION).leaves.get(code, {})
    return tuple(
        _mark(old[service], new[service], world) if service in old and service in new else own
        for service, own in asked.items()
    )


def _mark(old: Marked, new: Marked, world: World) -> Marked:
    """Return a leaf of both rounds: whether it has points by coverage, which points by performance."""
    weight = (new if Cause.POPULATION in world else old).weight
    if (new if Cause.COVERAGE in world else old).points is None:
        return Marked(None, weight)
    first, second = (new, old) if Cause.PERFORMANCE in world else (old, new)
    return Marked(second.points if first.points is None else first.points, weight)
