"""Ten thousand clocks of chance, recounted to the second and held against a walk through every second."""

import sys
import time

from tests.core.working_time.recounting import pairs

CLOCKS, SEED, CLOCKS_PER_CALENDAR = 10_000, 14_040_101, 50


def main() -> int:
    """Print how many agree in every order of storage; return 1 unless all do."""
    began = time.perf_counter()
    odd = unequal = 0
    for one in pairs(CLOCKS, SEED, CLOCKS_PER_CALENDAR):
        odd += {one.house, *one.others} != {one.slow}
        unequal += one.house.provider + one.house.applicant + one.house.third_party != one.house.total
    print(
        f"clocks recounted  {CLOCKS}, in 3 orders of storage each, {CLOCKS // CLOCKS_PER_CALENDAR} calendars"
    )
    print(f"not as the walk   {odd}")
    print(f"parties not whole {unequal}")
    print(f"time              {time.perf_counter() - began:.0f} s, most of it the walk's")
    return 1 if odd or unequal else 0


if __name__ == "__main__":
    sys.exit(main())
