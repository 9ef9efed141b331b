from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sanjeh.core.scheduling.sampling import SampledAddress, moments

BEGIN = datetime(2026, 11, 1, tzinfo=UTC)
DAY = timedelta(days=1)
PER_DAY = st.integers(4, 12)
URLS = st.text("abc", min_size=1, max_size=6)


def addresses(count: int) -> list[SampledAddress]:
    return [
        SampledAddress("1405-1", "a.test", f"https://a.test/{number}", number, count)
        for number in range(count)
    ]


@given(URLS, PER_DAY)
def test_every_slot_of_the_day_has_one_moment(url: str, per_day: int) -> None:
    found = list(moments(SampledAddress("1405-1", "a.test", url), per_day, BEGIN, BEGIN + 3 * DAY))

    slots = Counter((one - BEGIN) // (DAY / per_day) for one in found)
    assert slots == dict.fromkeys(range(3 * per_day), 1)


@given(URLS, PER_DAY, st.lists(st.integers(0, 86_400), max_size=8))
def test_moments_are_the_same_however_the_day_is_cut(url: str, per_day: int, cuts: list[int]) -> None:
    address, ends = SampledAddress("1405-1", "a.test", url), sorted({0, *cuts, 86_400})
    at = [BEGIN + timedelta(seconds=cut) for cut in ends]

    pieces = [one for start, end in pairwise(at) for one in moments(address, per_day, start, end)]

    assert pieces == list(moments(address, per_day, BEGIN, BEGIN + DAY))


@given(st.integers(1, 300), PER_DAY)
def test_no_two_addresses_of_a_destination_are_asked_in_one_second(count: int, per_day: int) -> None:
    found = [one for address in addresses(count) for one in moments(address, per_day, BEGIN, BEGIN + DAY)]

    assert max(Counter(found).values()) == 1


def test_another_round_asks_at_other_moments() -> None:
    first, second = (SampledAddress(code, "a.test", "https://a.test/") for code in ("1405-1", "1405-2"))

    assert set(moments(first, 12, BEGIN, BEGIN + DAY)) & set(moments(second, 12, BEGIN, BEGIN + DAY)) == set()
