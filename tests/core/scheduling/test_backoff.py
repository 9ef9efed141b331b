"""A destination is visited slowly, slower in trouble, and left alone when it asks."""

import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from sanjeh.core.probing.artifacts.http import Answered, Asked
from sanjeh.core.probing.contracts import Capture, Failure, Target
from sanjeh.core.probing.failures import Reason
from sanjeh.core.scheduling.backoff import (
    BackoffRules,
    HostState,
    VisitOutcome,
    interleaved,
    outcome_of,
    put_off,
    retry_after_s,
    state_after,
    state_after_at,
)

NOW = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
RULES = BackoffRules(gap_s=1.0)
TROUBLE = VisitOutcome(is_trouble=True)


def pace_after(*visits: VisitOutcome) -> HostState:
    state = HostState()
    for outcome in visits:
        state = state_after(state, outcome, NOW, RULES)
    return state


def pause_s(state: HostState) -> float:
    assert state.free_at is not None
    return (state.free_at - NOW).total_seconds()


def page(status: int, retry_after: str = "") -> Capture:
    answer = Answered(
        url="https://a.example/",
        status=status,
        headers=(("Retry-After", retry_after),) if retry_after else (),
        cookies=(),
        body="",
        body_bytes=0,
        http_version="1.1",
        ttfb_ms=1.0,
        total_ms=1.0,
    )
    return capture(artifact={"page": Asked(answer=answer).model_dump(mode="json")})


def capture(failure: Reason | None = None, artifact: object = None) -> Capture:
    return Capture.model_validate(
        {
            "look": "http",
            "version": 1,
            "target": Target(url="https://a.example/"),
            "taken_at": NOW,
            "elapsed_ms": 1.0,
            "vantage": "test",
            "tools": {},
            "failure": Failure(reason=failure) if failure else None,
            "sight": artifact,
        }
    )


def artifact_of(seen: Capture) -> dict[str, JsonValue]:
    assert isinstance(seen.artifact, dict)
    return seen.artifact


def test_each_trouble_halves_the_rate_and_each_good_visit_takes_one_halving_back() -> None:
    troubles = [pause_s(pace_after(*[TROUBLE] * count)) for count in range(1, 5)]
    mended = pause_s(pace_after(TROUBLE, TROUBLE, VisitOutcome()))

    assert (troubles, mended, pause_s(pace_after(VisitOutcome()))) == ([2, 4, 8, 16], 2, 1)


def test_a_destination_that_fails_five_times_in_a_row_rests_for_six_hours_and_again_after_one_more() -> None:
    paces = [pace_after(*[TROUBLE] * count) for count in (4, 5, 6)]

    assert [(pause_s(one), one.because) for one in paces] == [
        (16, None),
        (6 * 3600, Reason.HOST_RESTS),
        (6 * 3600, Reason.HOST_RESTS),
    ]


def test_a_good_visit_ends_the_row_of_failures() -> None:
    assert pace_after(*[TROUBLE] * 4, VisitOutcome(), *[TROUBLE] * 4).because is None


@pytest.mark.parametrize(("asked_s", "granted_s"), [(120.0, 120.0), (86_400.0, 3600.0)])
def test_what_a_site_asks_for_is_granted_up_to_an_hour(asked_s: float, granted_s: float) -> None:
    state = pace_after(VisitOutcome(wait_s=asked_s))

    assert (pause_s(state), state.because) == (granted_s, Reason.RATE_LIMITED)


@given(st.lists(st.builds(VisitOutcome, st.booleans(), st.floats(0, 1e6))))
def test_no_destination_waits_longer_than_its_rest_nor_less_than_the_gap(visits: list[VisitOutcome]) -> None:
    state = pace_after(*visits, VisitOutcome())

    assert RULES.gap_s <= pause_s(state) <= RULES.rest_s


@pytest.mark.parametrize(
    ("key", "doublings", "because"),
    [
        ("host:www.a.example", 5, Reason.HOST_RESTS),
        ("192.0.2.1", 5, None),
        ("domain:a.example", 0, None),
    ],
)
def test_a_host_rests_its_address_is_visited_slowly_and_its_domain_bears_no_trouble(
    key: str, doublings: int, because: Reason | None
) -> None:
    state = HostState()
    for _ in range(5):
        state = state_after_at(key, state, VisitOutcome(is_trouble=True, wait_s=60.0), NOW, RULES)

    assert (state.doublings, state.because) == (doublings, because)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        ("Sun, 01 Nov 2026 08:02:00 GMT", 120.0),
        ("Sun, 01 Nov 2026 07:00:00 GMT", 0.0),
        ("soon", 0.0),
        ("", 0.0),
        ("9" * 40, 999_999_999.0),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(value: str, seconds: float) -> None:
    assert retry_after_s(value, NOW) == seconds


@pytest.mark.parametrize("value", ["Sun, 01 Nov 2026 08:02:00", "Sun, 01 Nov 2026 08:02:00 -0000"])
@pytest.mark.parametrize("zone", ["UTC", "Asia/Tehran", "America/New_York"])
def test_a_date_without_a_zone_is_read_alike_on_every_machine(
    value: str, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert retry_after_s(value, NOW) == 120.0
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_silent_host_is_in_trouble_and_a_page_that_asks_for_time_says_for_how_long() -> None:
    assert outcome_of([capture(Reason.CONNECT_TIMEOUT), page(200)], NOW) == VisitOutcome(is_trouble=True)
    assert outcome_of([capture(Reason.NOT_HTML), page(200)], NOW) == VisitOutcome()
    assert outcome_of([capture(Reason.NOT_HTML), page(503, "30")], NOW) == VisitOutcome(
        is_trouble=True, wait_s=30.0
    )


def test_a_site_that_has_enough_of_us_says_so_on_any_of_its_answers() -> None:
    tired = page(200).model_copy(
        update={"artifact": {**artifact_of(page(200)), "robots": artifact_of(page(429, "60"))["page"]}}
    )

    assert outcome_of([tired], NOW) == VisitOutcome(is_trouble=True, wait_s=60.0)
    assert put_off(tired, comes_back=True) is None


def test_a_question_without_an_answer_says_nothing_of_the_destination() -> None:
    unanswered = Asked(failure=Failure(reason=Reason.ROBOTS_REFUSED)).model_dump(mode="json")
    seen = page(200).model_copy(
        update={"artifact": {**artifact_of(page(200)), "robots": unanswered, "steps": ["twin"]}}
    )

    assert outcome_of([seen], NOW) == VisitOutcome()


@pytest.mark.parametrize(("status", "is_trouble"), [(429, True), (499, False), (500, True), (599, True)])
def test_a_page_that_is_broken_or_has_enough_is_trouble(status: int, *, is_trouble: bool) -> None:
    assert outcome_of([page(status)], NOW) == VisitOutcome(is_trouble=is_trouble)


@pytest.mark.parametrize(
    ("seen", "comes_back", "detail"),
    [
        (page(429, "30"), False, "429; Retry-After: 30 s"),
        (page(429), False, "429; Retry-After: 0 s"),
        (page(503, "30"), True, "503; Retry-After: 30 s"),
        (page(503, "30"), False, None),
        (page(503), True, None),
        (page(200, "30"), True, None),
    ],
)
def test_a_page_that_only_says_later_was_not_seen(
    seen: Capture, detail: str | None, *, comes_back: bool
) -> None:
    failure = put_off(seen, comes_back=comes_back)

    assert failure == (Failure(reason=Reason.RATE_LIMITED, detail=detail) if detail else None)


@given(st.lists(st.sampled_from("ABCD"), max_size=40), st.text(max_size=5))
def test_two_services_of_one_body_are_neighbours_only_when_it_cannot_be_helped(
    bodies: list[str], seed: str
) -> None:
    items = [(body, number) for number, body in enumerate(bodies)]

    order = list(interleaved(items, of=lambda one: one[0], key=str, seed=seed))

    neighbours = sum(left[0] == right[0] for left, right in pairwise(order))
    most = max((bodies.count(body) for body in bodies), default=0)
    assert sorted(order) == sorted(items)
    assert neighbours == max(0, most - (len(bodies) - most) - 1)


def test_the_order_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    items = [(str(number % 7), number) for number in range(50)]

    orders = [list(interleaved(items, of=lambda one: one[0], key=str, seed=seed)) for seed in ("a", "a", "b")]

    assert (orders[0] == orders[1], orders[0] == orders[2]) == (True, False)


def test_a_pause_is_counted_from_the_end_of_the_visit() -> None:
    later = NOW + timedelta(minutes=5)

    assert state_after(HostState(), VisitOutcome(), later, RULES).free_at == later + timedelta(seconds=1)
