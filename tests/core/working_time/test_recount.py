"""Whatever happens to a clock, and in whatever order it was kept: every second is counted once."""

import pytest

from tests.core.working_time.recounting import Pair, pairs

CLOCKS, SEED = 500, 1404


@pytest.fixture(scope="module")
def found() -> list[Pair]:
    return list(pairs(CLOCKS, SEED, clocks_per_calendar=25))


def test_clocks_of_chance_are_recounted_to_the_second_in_every_order(found: list[Pair]) -> None:
    odd = [one for one in found if {one.house, *one.others} != {one.slow}]

    assert (len(found), odd) == (CLOCKS, [])


def test_the_seconds_of_the_three_parties_are_the_whole(found: list[Pair]) -> None:
    house = [one.house for one in found]

    odd = [one for one in house if one.provider + one.applicant + one.third_party != one.total]
    assert (len(house), odd) == (CLOCKS, [])


def test_the_clocks_of_chance_hold_what_they_are_for(found: list[Pair]) -> None:
    """Pauses that were overturned, reopenings, outages, and all three parties, in every tenth or more."""
    kinds = [{event.kind.value for event in one.history.clock.events} for one in found]
    seen = {kind: sum(kind in one for one in kinds) for kind in ("pause_overturned", "reopened", "stopped")}
    seen["outage"] = sum(bool(one.history.clock.outages) for one in found)
    seen |= {
        party: sum(getattr(one.slow, party) > 0 for one in found)
        for party in ("provider", "applicant", "third_party")
    }

    assert min(seen.values()) >= CLOCKS // 10, seen
