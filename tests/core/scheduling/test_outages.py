from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjeh.core.probing.artifacts.uptime import Ours, Sample
from sanjeh.core.probing.failures import Reason
from sanjeh.core.scheduling.outages import Availability, Series, availability, chance_of_so_many, mark_ours

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
HOURS = 48


def up(hour: int) -> Sample:
    return Sample(at=NOON + timedelta(hours=hour), status=200, ttfb_ms=80)


def silent(hour: int, reason: Reason = Reason.CONNECT_TIMEOUT) -> Sample:
    return Sample(at=NOON + timedelta(hours=hour), reason=reason)


def series(place: str, *silences: int, reason: Reason = Reason.CONNECT_TIMEOUT, hours: int = HOURS) -> Series:
    samples = tuple(silent(hour, reason) if hour in silences else up(hour) for hour in range(hours))
    return Series(frozenset({place}), samples)


def ours(marked: tuple[tuple[Sample, ...], ...]) -> list[list[int]]:
    """Return of each series the hours that were marked."""
    return [[number for number, one in enumerate(samples) if one.ours] for samples in marked]


def test_what_fails_at_many_unrelated_places_at_once_is_ours() -> None:
    country = [series(f"192.0.2.{number}", 7, *([20] if number == 3 else [])) for number in range(8)]

    assert ours(mark_ours(country)) == [[7]] * 8


@pytest.mark.parametrize(("silent_places", "is_ours"), [(2, False), (3, True), (4, True)])
def test_three_unrelated_places_are_enough_and_two_are_not(silent_places: int, *, is_ours: bool) -> None:
    country = [series(f"192.0.2.{n}", *([7] if n < silent_places else [])) for n in range(4)]

    assert ours(mark_ours(country)) == [[7] if is_ours and n < silent_places else [] for n in range(4)]


@pytest.mark.parametrize(
    ("minutes", "marked"),
    [((0, 5, 9.99), [[7], [7], [7]]), ((0, 5, 10), [[], [], []])],
    ids=["within ten minutes", "one of them later"],
)
def test_together_means_within_ten_minutes(minutes: tuple[float, ...], marked: list[list[int]]) -> None:
    country = []
    for number, minute in enumerate(minutes):
        usual = series(f"192.0.2.{number}", 7)
        late = usual.samples[7].model_copy(update={"at": usual.samples[7].at + timedelta(minutes=minute)})
        country.append(Series(usual.places, (*usual.samples[:7], late, *usual.samples[8:])))

    assert ours(mark_ours(country)) == marked


@pytest.mark.parametrize(("hours", "is_ours"), [(25, False), (26, True)])
def test_one_window_in_a_hundred_series_may_be_taken_for_ours_by_mistake(
    hours: int, *, is_ours: bool
) -> None:
    """Three that fail once each fail together by chance with (2 / 28)³, just below 0.01 / 26."""
    country = [series(f"192.0.2.{n}", 7, hours=hours) for n in range(3)]

    assert ours(mark_ours(country)) == [[7] if is_ours else []] * 3


@pytest.mark.parametrize("silences", [((7,), ()), ((), (7,))], ids=["the first is silent", "the second is"])
def test_a_place_of_which_one_site_was_reached_was_open_whatever_the_other_says(
    silences: tuple[tuple[int, ...], tuple[int, ...]],
) -> None:
    shared = [series("192.0.2.1", *hours) for hours in silences]
    others = [series(f"198.51.100.{n}", 7) for n in range(2)]

    assert ours(mark_ours([*shared, *others])) == [[]] * 4
    assert ours(mark_ours([*shared, *others, series("203.0.113.1", 7)])) == [
        *([7] if hours else [] for hours in silences),
        *[[7]] * 3,
    ]


def test_one_site_that_is_down_is_its_own_fault() -> None:
    country = [series("192.0.2.1", 5, 6, 7, 8), *(series(f"198.51.100.{number}") for number in range(20))]

    assert ours(mark_ours(country)) == [[]] * 21


def test_sites_behind_one_address_or_domain_fail_together_and_are_one_place() -> None:
    shared = [series("domain:a.test", 7) for _ in range(10)]
    linked = [
        Series(one.places | {f"192.0.2.{number // 2}"}, one.samples) for number, one in enumerate(shared)
    ]

    assert ours(mark_ours(linked)) == [[]] * 10


def test_a_server_that_answers_with_an_error_was_reached() -> None:
    broken = [
        Series(one.places, (*one.samples[:7], Sample(at=one.samples[7].at, status=503), *one.samples[8:]))
        for one in (series(f"192.0.2.{number}") for number in range(8))
    ]

    assert ours(mark_ours(broken)) == [[]] * 8


def test_places_that_fail_often_do_so_together_by_chance() -> None:
    weak = [series(f"192.0.2.{number}", *range(0, HOURS, 2)) for number in range(4)]
    sound = [series(f"198.51.100.{number}") for number in range(30)]

    assert ours(mark_ours([*weak, *sound])) == [[]] * 34


PLACES = st.sampled_from([f"192.0.2.{number}" for number in range(6)])
ANY_SERIES = st.builds(
    lambda places, hours: Series(
        places, tuple(silent(hour) if is_silent else up(hour) for hour, is_silent in enumerate(hours))
    ),
    st.frozensets(PLACES, min_size=1, max_size=2),
    st.lists(st.booleans(), max_size=12),
)


@given(st.lists(ANY_SERIES, max_size=8))
def test_nothing_but_silence_is_ever_taken_for_ours(country: list[Series]) -> None:
    for before, after in zip(country, mark_ours(country), strict=True):
        for sample, marked in zip(before.samples, after, strict=True):
            assert marked.ours is None or (
                sample.status is None and availability(sample) is Availability.DOWN
            )
            assert marked.model_copy(update={"ours": None}) == sample


@given(st.lists(ANY_SERIES, max_size=8), st.randoms())
def test_the_order_of_the_sites_does_not_matter(country: list[Series], dice: object) -> None:
    order = list(range(len(country)))
    dice.shuffle(order)  # type: ignore[attr-defined]
    plain, shuffled = mark_ours(country), mark_ours([country[number] for number in order])

    assert [plain[number] for number in order] == list(shuffled)


@given(st.lists(ANY_SERIES, max_size=8).filter(lambda all_: len({p for s in all_ for p in s.places}) < 3))
def test_fewer_than_three_places_prove_nothing(country: list[Series]) -> None:
    assert ours(mark_ours(country)) == [[]] * len(country)


@given(st.lists(st.floats(0, 1), max_size=12))
def test_a_chance_is_a_probability_that_falls_with_the_count(rates: list[float]) -> None:
    chances = [chance_of_so_many(rates, count) for count in range(len(rates) + 2)]

    assert chances[0] == pytest.approx(1)
    assert chances[-1] == pytest.approx(0)
    assert all(0 <= after <= before + 1e-12 for before, after in pairwise(chances))


@pytest.mark.parametrize(
    ("sample", "shown"),
    [
        (up(0), Availability.UP),
        (Sample(at=NOON, status=401), Availability.UP),
        (Sample(at=NOON, status=302), Availability.UP),
        (Sample(at=NOON, status=399), Availability.UP),
        (Sample(at=NOON, status=400), Availability.UNKNOWN),
        (Sample(at=NOON, status=499), Availability.UNKNOWN),
        (Sample(at=NOON, status=410), Availability.DOWN),
        (Sample(at=NOON, status=500), Availability.DOWN),
        (Sample(at=NOON, status=404), Availability.DOWN),
        (Sample(at=NOON, status=403), Availability.UNKNOWN),
        (Sample(at=NOON, status=429), Availability.UNKNOWN),
        (silent(0), Availability.DOWN),
        (silent(0, Reason.TLS_FAILED), Availability.DOWN),
        (silent(0, Reason.NAME_UNKNOWN), Availability.DOWN),
        (silent(0, Reason.RATE_LIMITED), Availability.UNKNOWN),
        (silent(0, Reason.OWNER_PAUSE), Availability.UNKNOWN),
        (silent(0, Reason.PROBE_BROKEN), Availability.UNKNOWN),
        (silent(0).model_copy(update={"ours": Ours.SELF_TEST}), Availability.UNKNOWN),
    ],
)
def test_a_sample_shows_up_or_down_or_nothing(sample: Sample, shown: Availability) -> None:
    assert availability(sample) is shown
