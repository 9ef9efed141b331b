"""What fails is tried three times on two days before it is believed, and never becomes a number."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjeh.core.probing.contracts import Finding, Outcome
from sanjeh.core.probing.failures import Reason
from sanjeh.core.scheduling.retry_policy import (
    Attempt,
    FailureStatus,
    blocked_collectors,
    failure_status,
    is_confirmed,
    next_attempt_at,
    next_attempt_before_block_page_at,
    with_downtime,
)

DAY_1 = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
DAY_2 = DAY_1 + timedelta(hours=28)
CLOSES = DAY_1 + timedelta(days=30)


def tries(*at: datetime, reason: Reason = Reason.CONNECT_REFUSED) -> list[Attempt]:
    return [Attempt(one, frozenset({reason})) for one in at]


def finding(check: str, outcome: Outcome = Outcome.ERROR, reason: str = "connect_refused") -> Finding:
    return Finding(id=check, probe="http", outcome=outcome, reason=reason, standard="")


def test_the_second_try_is_taken_at_once_and_the_third_on_another_day_at_another_hour() -> None:
    planned = [
        next_attempt_at(tries(*moments), CLOSES, 0.5)
        for moments in ([DAY_1], [DAY_1] * 2, [DAY_1, DAY_1, DAY_2])
    ]

    assert planned == [DAY_1, DAY_1 + timedelta(hours=28.5), None]


@given(st.floats(0, 1))
def test_the_third_try_is_never_on_the_same_day_nor_at_the_same_hour(jitter: float) -> None:
    third = next_attempt_at(tries(DAY_1, DAY_1), CLOSES, jitter)

    assert third is not None
    assert third.date() == DAY_2.date()
    assert third.hour not in {DAY_1.hour - 1, DAY_1.hour, DAY_1.hour + 1}


def test_a_try_is_taken_before_the_round_closes_and_not_at_that_moment() -> None:
    third = next_attempt_at(tries(DAY_1, DAY_1), CLOSES, 0.5)
    assert third is not None

    planned = [
        next_attempt_at(tries(DAY_1, DAY_1), third + later, 0.5)
        for later in (timedelta(0), timedelta(microseconds=1))
    ]

    assert planned == [None, third]


def test_a_round_that_closes_before_another_day_has_no_third_try_and_says_so() -> None:
    closes = DAY_1 + timedelta(hours=6)

    assert next_attempt_at(tries(DAY_1, DAY_1), closes, 0.5) is None
    assert failure_status(tries(DAY_1, DAY_1), is_planned=False) is FailureStatus.TOO_FEW


@pytest.mark.parametrize(
    "reason", [Reason.BAD_URL, Reason.ADDRESS_REFUSED, Reason.OWNER_PAUSE, Reason.HOST_RESTS]
)
def test_what_cannot_change_by_itself_is_not_tried_again(reason: Reason) -> None:
    assert next_attempt_at(tries(DAY_1, reason=reason), CLOSES, 0.5) is None


@pytest.mark.parametrize("reason", [Reason.OUR_OUTAGE, Reason.BROWSER_CRASHED, Reason.RATE_LIMITED])
def test_what_is_not_the_destinations_doing_is_tried_again_and_is_none_of_the_three(reason: Reason) -> None:
    waits = [next_attempt_at(tries(*[DAY_1] * count, reason=reason), CLOSES, 0.5) for count in (1, 2, 3)]

    assert waits == [DAY_1 + timedelta(minutes=minutes) for minutes in (1, 2, 4)]
    assert not is_confirmed(tries(DAY_1, DAY_1, DAY_2, reason=reason))


@pytest.mark.parametrize(
    ("reason", "count", "minutes"),
    [
        (Reason.RATE_LIMITED, 5, 16),
        (Reason.RATE_LIMITED, 6, None),
        (Reason.OUR_OUTAGE, 6, 32),
        (Reason.OUR_OUTAGE, 7, 64),
        (Reason.OUR_OUTAGE, 8, 64),
        (Reason.BROWSER_CRASHED, 6, 32),
        (Reason.BROWSER_CRASHED, 8, 64),
    ],
)
def test_who_asks_for_time_is_come_back_to_five_times_and_what_is_ours_waits_an_hour_at_most(
    reason: Reason, count: int, minutes: int | None
) -> None:
    due = None if minutes is None else DAY_1 + timedelta(minutes=minutes)

    assert next_attempt_at(tries(*[DAY_1] * count, reason=reason), CLOSES, 0.5) == due


def test_our_own_outage_may_last_but_nobody_is_bothered_without_end() -> None:
    many = [DAY_1] * 20

    assert next_attempt_at(tries(*many, reason=Reason.OUR_OUTAGE), CLOSES, 0.5) == DAY_1 + timedelta(
        minutes=64
    )
    assert next_attempt_at(tries(*many, reason=Reason.RATE_LIMITED), CLOSES, 0.5) is None


@pytest.mark.parametrize(
    ("moments", "is_sure"),
    [
        ([DAY_1, DAY_1, DAY_2], True),
        ([DAY_1, DAY_2], False),
        ([DAY_1, DAY_1, DAY_1], False),
        ([DAY_1, DAY_1, DAY_1, DAY_2], True),
    ],
)
def test_a_failure_is_believed_after_three_tries_on_two_days(
    moments: list[datetime], *, is_sure: bool
) -> None:
    assert is_confirmed(tries(*moments)) is is_sure


def test_a_planned_try_leaves_the_failure_open() -> None:
    assert failure_status(tries(DAY_1, DAY_1), is_planned=True) is FailureStatus.PENDING
    assert failure_status(tries(DAY_1, DAY_1, DAY_2), is_planned=False) is FailureStatus.FINAL


def test_a_service_that_never_answered_is_down_and_its_other_checks_stay_unseen() -> None:
    seen = [finding("http.reach"), finding("http.hsts")]

    [reach, hsts] = with_downtime(seen, tries(DAY_1, DAY_1, DAY_2))

    assert (reach.outcome, reach.reason, reach.observed) == (
        Outcome.FAIL,
        "down",
        {"cause": "connect_refused", "tries": 3, "days": 2},
    )
    assert hsts == seen[1]


@pytest.mark.parametrize(
    "some",
    [
        tries(DAY_1, DAY_1),
        tries(DAY_1, DAY_1, DAY_2, reason=Reason.CAPTCHA),
        [*tries(DAY_1, DAY_1), *tries(DAY_2, reason=Reason.TLS_FAILED)],
        tries(DAY_1, DAY_1, DAY_2, reason=Reason.OUR_OUTAGE),
    ],
    ids=["too few", "a wall", "it answered once", "our own outage"],
)
def test_nobody_is_said_to_be_down_on_anything_less(some: list[Attempt]) -> None:
    seen = (finding("http.reach"),)

    assert with_downtime(seen, some) == seen


def test_a_service_that_was_seen_is_not_down() -> None:
    seen = (finding("http.reach", Outcome.PASS, "ok"),)

    assert with_downtime(seen, tries(DAY_1, DAY_1, DAY_2)) == seen


@pytest.mark.parametrize(("days", "due"), [(30, DAY_1 + timedelta(hours=28.5)), (1, None)])
def test_a_wall_is_knocked_at_on_another_day_if_the_round_lasts_so_long(
    days: int, due: datetime | None
) -> None:
    assert next_attempt_before_block_page_at(DAY_1, DAY_1 + timedelta(days=days), 0.5) == due


def test_walls_are_told_by_the_page_alone() -> None:
    said = [
        finding("http.reach", Outcome.BLOCKED, "captcha"),
        finding("visit.load", Outcome.PASS, "fast"),
        finding("http.hsts", Outcome.BLOCKED, "captcha"),
    ]

    assert (blocked_collectors(said), blocked_collectors(said[1:])) == (frozenset({"http"}), frozenset[str]())
