"""How often a body's 90 % interval of places holds its true place, near others and far, and how wide it is.

Each body has a true score and services that scatter about it; its services are drawn again, as the factor
`services` does. From the same draws come both intervals that a method can name: `percentile` of the drawn
ranks, and `pairwise`. Of bodies that truly tie, the interval has to hold every place that they share. What is
printed stands in docs/method/uncertainty.md.

Beside them, how often a round tells any two bodies of different groups apart wrongly, and how many groups it
makes of the bodies, by either way.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.scoring.rank import Ranks, quantiles, rank_numbers
from sanjeh.core.uncertainty.monte_carlo import HIGH, LOW
from sanjeh.core.uncertainty.rank_confidence import confident_groups, confident_ranks
from sanjeh.core.uncertainty.rank_groups import rank_groups
from sanjeh.core.uncertainty.service_scatter import unshown

Array = NDArray[np.float64]
Dice = np.random.Generator

ROUNDS, DRAWS, SEED, SCATTER = 100, 300, 1, 10.0
SPREADS = (0.25, 1.0, 4.0)


@dataclass(frozen=True, slots=True)
class World:
    """True scores, best first, `spread` errors of one body's mean apart, and how services scatter."""

    bodies: int
    services: int
    spread: float
    kind: str = "alike"

    def true(self, dice: Dice) -> Array:
        if self.kind == "tied":
            places = -np.floor(np.arange(self.bodies) * 5 / self.bodies)
        else:
            places = np.sort(dice.normal(size=self.bodies))[::-1]
        true: Array = places * (self.spread * SCATTER / np.sqrt(self.services))
        return true

    def seen(self, true: Array, dice: Dice) -> Array:
        """Return bodies x services."""
        size = (self.bodies, self.services)
        if self.kind == "yes or no":
            return np.where(dice.random(size) < np.clip(0.5 + true / 20, 0.05, 0.95)[:, None], 60.0, 40.0)
        scale = np.exp(dice.normal(size=(self.bodies, 1)) / 2) if self.kind == "uneven" else 1.0
        return 50 + true[:, None] + dice.normal(size=size) * SCATTER * scale


@dataclass(frozen=True, slots=True)
class Held:
    """Shares 0..1: of intervals that hold the truth, of those of the fifth of bodies worst off, the width."""

    share: float
    worst: float
    width: float

    def __str__(self) -> str:
        return (
            f"{self.share * 100:.0f} % (worst fifth {self.worst * 100:.0f} %), width {self.width * 100:.0f} %"
        )


def percentile(_seen: Array, drawn: Array) -> Ranks:
    """Return bodies x (low, high) as the method's older intervals are made."""
    return quantiles(rank_numbers(drawn.T), (LOW, HIGH))


def pairwise(seen: Array, drawn: Array) -> Ranks:
    """Return bodies x (low, high) from pairwise comparison."""
    return confident_ranks(seen.mean(axis=1), drawn, _hidden(seen, drawn))


def _hidden(seen: Array, drawn: Array) -> Array:
    return unshown(drawn.var(axis=0), np.full(len(seen), float(seen.shape[1])))


@dataclass(frozen=True, slots=True)
class Separated:
    """`wrong` is the share of rounds with two bodies in groups whose upper is no better; `groups` a mean."""

    wrong: float
    groups: float

    def __str__(self) -> str:
        return f"{self.wrong * 100:.0f} % of rounds wrong, {self.groups:.1f} groups"


def percentile_groups(seen: Array, drawn: Array) -> Ranks:
    """Return the group of each body as the method's older groups are made."""
    order = np.argsort(-seen.mean(axis=1))
    groups = np.empty(len(seen), dtype=np.int32)
    groups[order] = rank_groups(rank_numbers(drawn.T)[order])
    return groups


def pairwise_groups(seen: Array, drawn: Array) -> Ranks:
    """Return the group of each body from pairwise comparison."""
    return confident_groups(seen.mean(axis=1), drawn, _hidden(seen, drawn))


def separation(world: World, made: Callable[[Array, Array], Ranks], *, rounds: int, draws: int) -> Separated:
    """Return how often groups are wrong, over so many rounds of that world."""
    dice = np.random.default_rng(SEED)
    true, wrong, groups = world.true(dice), 0, 0
    is_no_better = true[:, None] <= true
    for _ in range(rounds):
        seen = world.seen(true, dice)
        group = made(seen, _means_drawn_again(seen, draws, dice))
        wrong += bool(((group[:, None] < group) & is_no_better).any())
        groups += int(group.max())
    return Separated(wrong / rounds, groups / rounds)


def coverage(world: World, made: Callable[[Array, Array], Ranks], *, rounds: int, draws: int) -> Held:
    """Return how often the intervals hold, over so many rounds of that world."""
    dice = np.random.default_rng(SEED)
    true = world.true(dice)
    first = 1 + (true > true[:, None]).sum(axis=1)
    last = world.bodies - (true < true[:, None]).sum(axis=1)
    held, width = np.zeros(world.bodies), 0.0
    for _ in range(rounds):
        seen = world.seen(true, dice)
        low, high = made(seen, _means_drawn_again(seen, draws, dice)).T
        held += (low <= first) & (last <= high)
        width += float((high - low).mean()) / (world.bodies - 1)
    shares = np.sort(held / rounds)
    return Held(
        float(shares.mean()), float(shares[: max(1, world.bodies // 5)].mean()), float(width / rounds)
    )


def _means_drawn_again(seen: Array, draws: int, dice: Dice) -> Array:
    """Return draws x bodies."""
    bodies, services = seen.shape
    drawn = dice.integers(services, size=(bodies, draws, services))
    result: Array = seen[np.arange(bodies)[:, None, None], drawn].mean(axis=2).T
    return result


def worlds() -> Iterator[World]:
    """Yield every world that was tried."""
    for kind, services, spread in product(("alike", "tied", "uneven", "yes or no"), (2, 5, 20), SPREADS):
        yield World(30, services, spread, kind)
    for kind, bodies, services in product(("alike", "uneven", "yes or no"), (10, 200), (2, 5, 20)):
        yield World(bodies, services, 0.0, kind)  # all of them equal
    yield from (World(2, services, 0.0) for services in (2, 5, 20))
    yield from (World(30, services, 20.0, kind) for kind, services in product(("alike", "tied"), (2, 5, 20)))
    yield from (World(200, 5, spread, kind) for kind, spread in product(("alike", "tied"), SPREADS))


def main() -> None:
    for world in worlds():
        name = f"{world.bodies}_{world.kind}_{world.services}_services_spread_{world.spread:g}"
        for made in (percentile, pairwise):
            found = coverage(world, made, rounds=ROUNDS, draws=DRAWS)
            print(f"coverage_{made.__name__}_{name.replace(' ', '_')} {found}")
        for made in (percentile_groups, pairwise_groups):
            told = separation(world, made, rounds=ROUNDS, draws=DRAWS)
            print(f"separation_{made.__name__}_{name.replace(' ', '_')} {told}")


if __name__ == "__main__":
    main()
