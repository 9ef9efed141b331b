"""All workers take turns at a place: whoever looks holds its row, and what happened there is remembered."""

import uuid
from datetime import datetime, timedelta

import pytest

from sanjeh.apps.politeness.actions import LEASE, leave, renew, take
from sanjeh.apps.politeness.models import Destination
from sanjeh.core.probing.failures import Reason
from sanjeh.core.scheduling.backoff import BackoffRules, VisitOutcome
from tests.apps.trip import NOW

pytestmark = pytest.mark.django_db
HERE = ("192.0.2.1", "domain:a.example", "host:www.a.example")
RULES = BackoffRules(gap_s=10)
ME, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)


def refused(
    keys: tuple[str, ...], now: datetime, who: uuid.UUID = OTHER
) -> tuple[str, Reason, timedelta] | None:
    later = take(keys, who, now)
    return (later.key, later.reason, later.until - now) if later else None


def visit(outcome: VisitOutcome, times: int = 1, now: datetime = NOW) -> None:
    for number in range(times):
        at = now + timedelta(hours=number)
        assert take(HERE, ME, at) is None
        leave(HERE, ME, outcome, RULES, at)


@pytest.mark.parametrize("shared", [("192.0.2.1",), ("domain:a.example",), ("192.0.2.1", "domain:b.example")])
def test_whoever_shares_one_place_waits_until_the_visit_is_over(shared: tuple[str, ...]) -> None:
    take(HERE, ME, NOW)

    during = refused(shared, NOW)
    leave(HERE, ME, VisitOutcome(), RULES, NOW)
    after = refused(shared, NOW + timedelta(seconds=10))

    assert (during, after) == ((shared[0], Reason.HOST_RESTS, timedelta(seconds=5)), None)


def test_who_cannot_have_all_places_holds_none() -> None:
    take(("192.0.2.1",), ME, NOW)

    assert refused(HERE, NOW) is not None
    assert refused(("domain:a.example",), NOW) is None


def test_the_places_of_a_killed_worker_are_free_after_its_lease_and_those_of_a_living_one_are_not() -> None:
    take(HERE, ME, NOW)
    renew(HERE, ME, NOW + LEASE / 2)

    assert refused(HERE, NOW + LEASE) is not None
    assert refused(HERE, NOW + LEASE * 2) is None


def test_who_lost_its_places_meanwhile_gives_nothing_back() -> None:
    take(HERE, ME, NOW)
    take(HERE, OTHER, NOW + LEASE)

    leave(HERE, ME, VisitOutcome(is_trouble=True), RULES, NOW + LEASE)

    assert set(Destination.objects.values_list("holder", "failures")) == {(OTHER, 0)}


def test_after_a_visit_there_is_a_pause_that_doubles_with_trouble() -> None:
    visit(VisitOutcome())
    usual = refused(HERE, NOW)
    visit(VisitOutcome(is_trouble=True), now=NOW + timedelta(hours=1))
    slower = refused(HERE, NOW + timedelta(hours=1))

    assert usual is not None
    assert slower is not None
    assert (usual[2], slower) == (
        timedelta(seconds=10),
        ("192.0.2.1", Reason.HOST_RESTS, timedelta(seconds=20)),
    )


def test_a_host_that_failed_five_times_in_a_row_rests_and_its_address_and_domain_do_not() -> None:
    visit(VisitOutcome(is_trouble=True), times=5)

    now = NOW + timedelta(hours=5)
    host = ("host:www.a.example",)
    assert refused(host, now) == (*host, Reason.HOST_RESTS, timedelta(hours=5))
    assert refused(("192.0.2.1", "domain:a.example", "host:www2.a.example"), now) is None


def test_what_a_host_asked_for_is_granted_to_it_by_all_workers() -> None:
    visit(VisitOutcome(wait_s=300))

    assert refused(HERE, NOW) == ("host:www.a.example", Reason.RATE_LIMITED, timedelta(seconds=300))
