"""Every address is looked at; what fails is tried again and never becomes a number."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from sanjeh.apps.results import archive
from sanjeh.apps.results import queries as results
from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.scans import actions, queries
from sanjeh.apps.scans.failures import blocked_looks, failed_looks
from sanjeh.apps.scans.mappers import digest_of
from sanjeh.apps.scans.models import LookJob
from sanjeh.core.observations.model import NoValue, State
from sanjeh.core.probing.contracts import Finding, Outcome
from sanjeh.core.scheduling.retry_policy import FailureStatus
from tests.apps import trip

pytestmark = pytest.mark.django_db


def queued() -> list[tuple[str, str, int]]:
    jobs = ProcrastinateJob.objects.filter(status="todo").order_by("id")
    return list(jobs.values_list("queueing_lock", "lock", "priority"))


def keys() -> list[int]:
    return [one.key for one in rounds.addresses(trip.ROUND)]


def test_looking_begins_with_one_job_for_each_address_and_a_lock_for_each_host() -> None:
    trip.probing_round(2)

    assert Counter(lock for _, lock, _ in queued()) == {
        "destination:body-1.example": 2,
        "destination:body-2.example": 2,
    }
    assert queries.progress(trip.ROUND).waiting == 4


def test_enqueueing_twice_queues_nothing_twice() -> None:
    trip.probing_round(2)
    before = queued()

    again = actions.enqueue(round_code=trip.ROUND)

    assert (again, queued()) == (0, before)


def test_what_an_interrupted_worker_left_behind_is_queued_again() -> None:
    trip.probing_round(1)
    actions.begin(address=keys()[0], now=trip.NOW)
    ProcrastinateJob.objects.all().delete()

    assert actions.enqueue_running() == 2


def test_what_was_seen_is_kept_once_though_two_workers_bring_it() -> None:
    trip.probing_round(1)
    address = next(rounds.addresses(trip.ROUND))
    actions.begin(address=address.key, now=trip.NOW)

    for _ in range(2):
        actions.keep_seen(
            address=address.key,
            captures=[trip.capture(address, failed=False)],
            findings=trip.findings(address, trip.Seen()),
            now=trip.NOW,
        )

    [seen, _] = queries.findings(trip.ROUND)
    assert [look.try_number for look in seen.looks] == [1]
    assert seen.findings == trip.findings(address, trip.Seen())
    assert actions.begin(address=address.key, now=trip.NOW) is None


def test_a_failed_look_waits_for_its_second_try_behind_all_others() -> None:
    trip.probing_round(1)
    address = next(rounds.addresses(trip.ROUND))
    actions.begin(address=address.key, now=trip.NOW)

    actions.keep_seen(
        address=address.key,
        captures=[trip.capture(address, failed=True)],
        findings=trip.findings(address, trip.Seen(unseen=("B1",))),
        now=trip.NOW,
    )

    assert queued()[-1] == (f"look:{address.key}:2", "destination:body-1.example", -10)
    again = actions.begin(address=address.key, now=trip.NOW)
    assert again is not None
    assert (again.wanted, again.kept) == ((trip.LOOK,), ())


def test_what_failed_three_times_is_told_with_its_reason() -> None:
    trip.probing_round(2)

    trip.look_everywhere(trip.Seen(unseen=("B2",)))

    progress = queries.progress(trip.ROUND)
    failed = [(one.body_code, one.collector, one.reason, one.tries) for one in failed_looks(trip.ROUND)]
    assert (progress.done, progress.failed, progress.is_complete) == (2, 2, True)
    assert failed == [("B2", "http", "connect_refused", 3), ("B2", "http", "connect_refused", 3)]


def test_how_long_it_will_take_grows_while_nothing_comes_and_then_is_said_no_more() -> None:
    trip.probing_round(2)
    first, *_ = rounds.addresses(trip.ROUND)
    actions.begin(address=first.key, now=trip.NOW)
    ended = trip.NOW + timedelta(seconds=30)
    LookJob.objects.filter(address=first.key).update(state=LookJob.State.DONE, finished_at=ended)

    told = {
        minutes: (one.remaining, one.stands_since)
        for minutes in (0, 5, 10, 11)
        if (one := queries.progress(trip.ROUND, ended + timedelta(minutes=minutes)))
    }

    assert told == {
        0: (timedelta(seconds=90), None),
        5: (timedelta(minutes=16, seconds=30), None),
        10: (timedelta(minutes=31, seconds=30), None),
        11: (None, ended),
    }


def test_a_wall_is_among_what_could_not_be_seen() -> None:
    trip.probing_round(1)
    address, *_ = rounds.addresses(trip.ROUND)
    wall = Finding(id="http.reach", probe="http", outcome=Outcome.BLOCKED, reason="waf", standard="")
    other = Finding(id="http.hsts", probe="http", outcome=Outcome.BLOCKED, reason="waf", standard="")
    actions.begin(address=address.key, now=trip.NOW)
    seen = [trip.capture(address, failed=False)]
    actions.keep_seen(address=address.key, captures=seen, findings=[wall, other], now=trip.NOW)

    assert [(one.url, one.collector, one.finding.id) for one in blocked_looks(trip.ROUND)] == [
        (address.target.url, "http", "http.reach")
    ]


def tried(address: rounds.FrozenAddress, *moments: datetime) -> tuple[str, Outcome, str]:
    """Try an address at these moments, always in vain; return its state and what is said of its reach."""
    reach = Finding(
        id="http.reach", probe="http", outcome=Outcome.ERROR, reason="connect_refused", standard=""
    )
    for at in moments:
        actions.begin(address=address.key, now=at)
        failed = trip.capture(address, failed=True).model_copy(update={"taken_at": at})
        actions.keep_seen(address=address.key, captures=[failed], findings=[reach], now=at)
    [said] = next(seen.findings for seen in queries.findings(trip.ROUND) if seen.url == address.target.url)
    return failed_looks(trip.ROUND)[0].standing, said.outcome, said.reason


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        ((0, 0), (FailureStatus.PENDING, Outcome.ERROR, "connect_refused")),
        ((0, 0, 0), (FailureStatus.TOO_FEW, Outcome.ERROR, "connect_refused")),
        ((0, 0, 28), (FailureStatus.FINAL, Outcome.FAIL, "down")),
        ((12, 12, 12.6), (FailureStatus.FINAL, Outcome.FAIL, "down")),
        ((12.6, 12.6, 17), (FailureStatus.TOO_FEW, Outcome.ERROR, "connect_refused")),
    ],
    ids=[
        "two tries",
        "three tries on one day",
        "on two days",
        "over midnight in Tehran",
        "over midnight in UTC",
    ],
)
def test_a_service_is_said_to_be_down_only_after_three_tries_on_two_days(
    hours: Sequence[float], told: tuple[FailureStatus, Outcome, str]
) -> None:
    trip.probing_round(1)
    address = next(rounds.addresses(trip.ROUND))

    assert tried(address, *(trip.NOW + timedelta(hours=count) for count in hours)) == told


def walled(address: rounds.FrozenAddress, at: datetime) -> actions.ScanPlan | None:
    """Look at an address before which a firewall stands; return what the next try would be asked to see."""
    wall = Finding(
        id="http.reach", probe="http", outcome=Outcome.BLOCKED, reason="blocked_by_wall", standard=""
    )
    actions.begin(address=address.key, now=at)
    seen = trip.capture(address, failed=False).model_copy(update={"taken_at": at})
    actions.keep_seen(address=address.key, captures=[seen], findings=[wall], now=at)
    return actions.begin(address=address.key, now=at)


def test_a_wall_is_knocked_at_once_more_on_another_day_and_then_left_to_people() -> None:
    trip.probing_round(1)
    address = next(rounds.addresses(trip.ROUND))

    again = walled(address, trip.NOW)
    due = ProcrastinateJob.objects.latest("id").scheduled_at
    last = walled(address, trip.NOW + timedelta(hours=28))

    assert again is not None
    assert (again.wanted, again.kept, len(again.before)) == ((trip.LOOK,), (), 1)
    assert timedelta(hours=27) <= due - trip.NOW <= timedelta(hours=30)
    assert (last, queries.progress(trip.ROUND).done) == (None, 1)


def test_a_look_that_failed_becomes_no_number() -> None:
    trip.final_round(3, trip.Seen(unseen=("B2",)))

    page = results.ranking(trip.ROUND, results.RankingAsk())
    card = results.body_card(trip.ROUND, "B2")

    assert [row.code for row in page.rows] == ["B1", "B3"]
    assert [(row.code, row.place, row.score, row.stage) for row in page.apart] == [("B2", None, None, None)]
    assert {(line.state, line.points) for line in card.tree.indicators} == {(State.PROBE_ERROR, None)}
    assert [lack.coverage for lack in card.row.lacks] == [0.0, 0.0, 0.0]


def test_a_fault_of_ours_is_given_up_without_a_number() -> None:
    trip.probing_round(1)
    for key in keys():
        actions.begin(address=key, now=trip.NOW)
        actions.note_broken(address=key, error="RuntimeError: ours", is_last=True, now=trip.NOW)

    progress = queries.progress(trip.ROUND)

    assert (progress.failed, progress.is_complete) == (2, True)


def test_a_capture_is_found_by_its_digest_and_shows_its_whole_document() -> None:
    trip.probing_round(1)
    trip.look_everywhere(trip.Seen())
    [look] = queries.findings(trip.ROUND)[0].looks

    view = queries.capture(look.digest)

    assert (view.round_code, view.body_code, digest_of(view.capture)) == (
        trip.ROUND,
        "B1",
        look.digest,
    )


def test_evidence_that_no_capture_names_is_not_given_out() -> None:
    with pytest.raises(queries.NoSuchEvidence):
        queries.evidence("0" * 64)


def test_remaining_time_follows_the_measured_pace() -> None:
    trip.probing_round(2)
    assert queries.progress(trip.ROUND).remaining is None

    address = next(rounds.addresses(trip.ROUND))
    actions.begin(address=address.key, now=trip.NOW)
    actions.keep_seen(
        address=address.key,
        captures=[trip.capture(address, failed=False)],
        findings=trip.findings(address, trip.Seen(usual=Outcome.WARN)),
        now=trip.NOW + timedelta(seconds=10),
    )

    progress = queries.progress(trip.ROUND, trip.NOW + timedelta(seconds=10))
    assert progress.remaining == timedelta(seconds=30)
    assert [(seen.url, seen.outcomes) for seen in progress.latest] == [
        ("https://body-1.example/service", {Outcome.WARN: 3})
    ]


def test_an_unseen_check_is_an_observation_without_a_number() -> None:
    trip.final_round(1, trip.Seen(unseen=("B1",)))

    answers = {one.answer for one in archive.observations(results.result(trip.ROUND))}
    assert answers == {NoValue(State.PROBE_ERROR, f"{check}: connect_refused") for check in trip.CHECKS}
