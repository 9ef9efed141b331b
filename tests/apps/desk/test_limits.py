"""One visitor may knock up to the limit, and again as soon as the oldest knock is old enough."""

from datetime import datetime, timedelta

import pytest

from sanjeh.apps.desk import actions, rate_limit
from tests.apps.desk.country import NOW

pytestmark = pytest.mark.django_db

LIMITS = [(rate_limit.LODGING, 10, timedelta(hours=1)), (rate_limit.TRACKING, 10, timedelta(minutes=15))]
MOMENT = timedelta(microseconds=1)
every_door = pytest.mark.parametrize(
    ("door", "limit", "per"), LIMITS, ids=lambda value: getattr(value, "name", "")
)


def knock(
    door: rate_limit.RateLimit, times: int, *, visitor: str = "192.0.2.1", since: datetime = NOW
) -> None:
    for number in range(times):
        actions.knock(door, visitor, since + timedelta(seconds=number))


@every_door
def test_the_last_knock_of_the_limit_counts_and_the_next_is_told_when_to_come(
    door: rate_limit.RateLimit, limit: int, per: timedelta
) -> None:
    knock(door, limit)

    with pytest.raises(rate_limit.TooMany) as refused:
        actions.knock(door, "192.0.2.1", NOW + timedelta(minutes=1))

    assert refused.value.after == NOW + per


@every_door
def test_a_refused_knock_does_not_put_off_the_next_one(
    door: rate_limit.RateLimit, limit: int, per: timedelta
) -> None:
    knock(door, limit)
    with pytest.raises(rate_limit.TooMany):
        actions.knock(door, "192.0.2.1", NOW + per - MOMENT)

    actions.knock(door, "192.0.2.1", NOW + per)
    with pytest.raises(rate_limit.TooMany) as refused:
        actions.knock(door, "192.0.2.1", NOW + per)

    assert refused.value.after == NOW + timedelta(seconds=1) + per


@every_door
def test_a_visitor_shuts_no_door_for_others_and_no_other_door(
    door: rate_limit.RateLimit, limit: int, per: timedelta
) -> None:
    knock(door, limit)

    knock(door, limit, visitor="192.0.2.2")
    for other, number, _ in LIMITS:
        if other is not door:
            knock(other, number)
