"""One visitor may try up to the limit, and again as soon as the oldest attempt is old enough."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection

from sanjeh.apps.desk import attempt_actions, rate_limit
from tests.apps.desk.country import NOW

pytestmark = pytest.mark.django_db

LIMITS = [(rate_limit.LODGING, 10, timedelta(hours=1)), (rate_limit.TRACKING, 10, timedelta(minutes=15))]
MOMENT = timedelta(microseconds=1)
every_rate = pytest.mark.parametrize(
    ("rate", "limit", "per"), LIMITS, ids=lambda value: getattr(value, "name", "")
)


def count_attempt(
    rate: rate_limit.RateLimit, times: int, *, visitor: str = "192.0.2.1", since: datetime = NOW
) -> None:
    for number in range(times):
        attempt_actions.count_attempt(rate, visitor, since + timedelta(seconds=number))


@every_rate
def test_the_last_attempt_of_the_limit_counts_and_the_next_is_told_when_to_come(
    rate: rate_limit.RateLimit, limit: int, per: timedelta
) -> None:
    count_attempt(rate, limit)

    with pytest.raises(rate_limit.TooMany) as refused:
        attempt_actions.count_attempt(rate, "192.0.2.1", NOW + timedelta(minutes=1))

    assert refused.value.after == NOW + per


@every_rate
def test_a_refused_attempt_does_not_put_off_the_next_one(
    rate: rate_limit.RateLimit, limit: int, per: timedelta
) -> None:
    count_attempt(rate, limit)
    with pytest.raises(rate_limit.TooMany):
        attempt_actions.count_attempt(rate, "192.0.2.1", NOW + per - MOMENT)

    attempt_actions.count_attempt(rate, "192.0.2.1", NOW + per)
    with pytest.raises(rate_limit.TooMany) as refused:
        attempt_actions.count_attempt(rate, "192.0.2.1", NOW + per)

    assert refused.value.after == NOW + timedelta(seconds=1) + per


@every_rate
def test_a_visitor_keeps_nobody_else_out_and_reaches_no_other_limit(
    rate: rate_limit.RateLimit, limit: int, per: timedelta
) -> None:
    count_attempt(rate, limit)

    count_attempt(rate, limit, visitor="192.0.2.2")
    for other, number, _ in LIMITS:
        if other is not rate:
            count_attempt(other, number)


@pytest.mark.django_db(transaction=True)
def test_of_many_attempts_at_one_moment_no_more_than_the_limit_are_let_in() -> None:
    def attempt(_number: int) -> bool:
        try:
            attempt_actions.count_attempt(rate_limit.TRACKING, "192.0.2.1", NOW)
        except rate_limit.TooMany:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as threads:
        let_in = list(threads.map(attempt, range(24)))

    assert let_in.count(True) == rate_limit.TRACKING.limit
