"""How often a body's own 90 % interval of places holds its true place, close to others and far apart.

Each body has a true score and services that scatter about it; its services are drawn again, as the factor
`services` does, and its places among all are read off. What is printed stands in docs/method/uncertainty.md.
"""

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.scoring.rank import quantiles, rank_numbers
from sanjeh.core.uncertainty.monte_carlo import HIGH, LOW

ROUNDS, DRAWS, SEED = 150, 400, 1
# Bodies, services of each, and the spread of the true scores in errors of one body's mean.
CASES = tuple((30, services, spread) for services in (5, 20) for spread in (0.25, 0.5, 1.0, 2.0, 4.0))
SCATTER = 10.0


def coverage(bodies: int, services: int, spread: float, *, rounds: int, draws: int) -> float:
    """Return the share 0..1 of all intervals that hold the true place."""
    dice = np.random.default_rng(SEED)
    true = np.sort(dice.normal(size=bodies))[::-1] * spread * SCATTER / services**0.5
    places = np.arange(1, bodies + 1)
    held = 0
    for _ in range(rounds):
        seen = 50 + true[:, None] + dice.normal(size=(bodies, services)) * SCATTER
        low, high = quantiles(rank_numbers(_means_drawn_again(seen, draws, dice)), (LOW, HIGH)).T
        held += int(((low <= places) & (places <= high)).sum())
    return held / (rounds * bodies)


def _means_drawn_again(
    seen: NDArray[np.float64], draws: int, dice: np.random.Generator
) -> NDArray[np.float64]:
    bodies, services = seen.shape
    drawn = dice.integers(services, size=(bodies, draws, services))
    result: NDArray[np.float64] = seen[np.arange(bodies)[:, None, None], drawn].mean(axis=2)
    return result


def main() -> None:
    for bodies, services, spread in CASES:
        share = coverage(bodies, services, spread, rounds=ROUNDS, draws=DRAWS)
        print(f"coverage_{services}_services_spread_{spread:g} {share * 100:.0f} %")


if __name__ == "__main__":
    main()
