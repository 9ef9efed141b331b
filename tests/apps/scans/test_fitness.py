"""A worker proves that it can see before its first look; what a blind one left is looked at again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from sanjeh.apps.journal import queries as journal
from sanjeh.apps.politeness import clock
from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.scans import actions, queries, tasks, worker_actions, workers
from sanjeh.apps.scans.fitness import Fitness, place_of, spread
from sanjeh.apps.scans.models import LookJob
from sanjeh.apps.scans.scanner import Scanner
from sanjeh.core.probing.contracts import Failure
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.core.scheduling.fitness import Need
from sanjeh.core.scheduling.rises import WINDOW
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.net.gate import Allow, Gate
from tests import people
from tests.apps import trip
from tests.apps.scans import offline

pytestmark = pytest.mark.django_db(transaction=True)


class Book:
    """All hosts stand in a private network."""

    async def resolve(self, _host: str) -> tuple[str, ...]:
        return ("10.0.0.7",)


class Window:
    """A browser that opens an empty page, or does not."""

    fonts, draws_persian = "38 faces", True

    def __init__(self, problem: Reason | None = None) -> None:
        self.problem = problem

    @asynccontextmanager
    async def page(self) -> AsyncIterator[None]:
        if self.problem:
            raise CaptureFailed(self.problem)
        yield


def worker(*allow: str, browser: Any = None) -> Fitness:
    network: Any = SimpleNamespace(
        gate=Gate(Book(), [Allow(one) for one in allow]), browser=browser or Window(), http=offline.Web()
    )
    scanner: Scanner = replace(offline.scanner(), network=network)
    return Fitness(scanner, name="worker-1")


def needs(fitness: Fitness) -> list[Need]:
    return [lack.need for lack in fitness.lacks]


def told() -> list[tuple[str, int]]:
    return [(one.name, len(one.lacks)) for one in workers.at_work(clock.now())]


@pytest.mark.parametrize(
    ("fitness", "lacking"),
    [
        (worker("10.0.0.0/8"), []),
        (worker(), [Need.APPROVALS]),
        (worker("10.0.0.0/8", browser=Window(Reason.BROWSER_MISSING)), [Need.BROWSER]),
    ],
)
def test_a_worker_tells_what_it_lacks_for_a_running_round(fitness: Fitness, lacking: list[Need]) -> None:
    trip.probing_round(2)

    is_given = asyncio.run(fitness.is_given(trip.ROUND))

    assert (is_given, needs(fitness)) == (not lacking, lacking)
    assert told() == [("worker-1", len(lacking))]


def test_without_a_running_round_no_approval_is_needed() -> None:
    fitness = worker()

    assert (asyncio.run(fitness.is_given()), needs(fitness)) == (True, [])


def test_a_round_that_begins_later_is_proven_before_its_first_look() -> None:
    fitness = worker()
    before = asyncio.run(fitness.is_given())
    trip.probing_round(1)

    assert (before, asyncio.run(fitness.is_given(trip.ROUND))) == (True, False)


def test_what_a_blind_worker_takes_is_put_back_untouched() -> None:
    trip.probing_round(1)
    first = next(iter(rounds.addresses(trip.ROUND))).key

    assert asyncio.run(tasks.is_left_to_others(worker(), first)) is True

    assert queries.latest_captures(address=first) == []
    assert LookJob.objects.get(address=first).state == LookJob.State.WAITING
    assert asyncio.run(tasks.is_left_to_others(None, first)) is False


def refuse_everything(reason: Reason) -> None:
    """See nothing of any address, for a reason that is the worker's own."""
    for address in rounds.addresses(trip.ROUND):
        actions.begin(address=address.key, now=trip.NOW)
        failed = trip.capture(address, failed=True).model_copy(update={"failure": Failure(reason=reason)})
        actions.keep_seen(
            address=address.key,
            captures=[failed],
            findings=trip.findings(address, trip.Seen(unseen=("B1", "B2"))),
            now=trip.NOW,
        )


def states() -> list[str]:
    return list(LookJob.objects.order_by("address").values_list("state", flat=True))


@pytest.mark.parametrize(
    ("reason", "state"),
    [(Reason.PORT_REFUSED, "waiting"), (Reason.BROWSER_MISSING, "waiting"), (Reason.BAD_URL, "failed")],
)
def test_what_one_worker_could_not_see_is_tried_again_where_another_can(reason: Reason, state: str) -> None:
    trip.probing_round(1)
    refuse_everything(reason)
    before = states()

    asyncio.run(worker("10.0.0.0/8").is_given())

    assert (before, states()) == (["failed"] * 2, [state] * 2)


def test_it_is_not_tried_again_by_one_that_cannot_see_it_either() -> None:
    trip.probing_round(1)
    refuse_everything(Reason.PORT_REFUSED)

    asyncio.run(worker().is_given())

    assert states() == ["failed"] * 2


def rise(hosts: int) -> None:
    """Meet one cause at so many hosts, one after another."""
    trip.probing_round(hosts)
    refuse_everything(Reason.PORT_REFUSED)
    first = next(iter(rounds.addresses(trip.ROUND))).key
    worker_actions.stop_at_rise(address=first, now=clock.now())


def test_a_sudden_rise_of_one_cause_stops_the_round_and_asks() -> None:
    rise(WINDOW)
    LookJob.objects.filter(address__unit__code="B1").update(state="waiting")
    waiting = LookJob.objects.filter(state="waiting").first()
    assert waiting is not None

    stop = queries.stop_of(trip.ROUND)

    assert stop is not None
    assert (stop.count, stop.of) == (WINDOW, WINDOW)
    assert actions.begin(address=waiting.address_id, now=trip.NOW) is None
    assert actions.enqueue_running() == 0
    assert [line.entry.what for line in journal.lines_about(f"round:{trip.ROUND}")][-1] == "round.stopped"


def test_fewer_hosts_than_tell_anything_stop_nothing() -> None:
    rise(WINDOW - 1)

    assert queries.stop_of(trip.ROUND) is None


def test_when_somebody_has_judged_it_the_addresses_are_looked_at_again() -> None:
    rise(WINDOW)
    with pytest.raises(NotPermitted):
        worker_actions.go_on(round_code=trip.ROUND, by=people.approver(), now=clock.now())

    again = worker_actions.go_on(round_code=trip.ROUND, by=people.secretariat(), now=clock.now())

    assert (again, states()) == (2 * WINDOW, ["waiting"] * 2 * WINDOW)
    assert queries.stop_of(trip.ROUND) is None
    assert worker_actions.go_on(round_code=trip.ROUND, by=people.secretariat(), now=clock.now()) == 0
    first = next(iter(rounds.addresses(trip.ROUND))).key
    worker_actions.stop_at_rise(address=first, now=clock.now())
    assert queries.stop_of(trip.ROUND) is None


def test_the_clock_is_the_databases() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        there = cursor.fetchone()[0]

    assert 0 <= (clock.now() - there).total_seconds() < 60
    assert abs(clock.offset_s()) < 5


def test_addresses_are_tried_evenly_and_each_place_once() -> None:
    assert list(spread(map(str, range(100)), 4)) == ["0", "25", "50", "75"]
    assert list(spread(["a", "b"], 4)) == ["a", "b"]
    assert list(spread([], 4)) == []
    assert place_of("https://a.test:8443/b/c?d") == "https://a.test:8443"
