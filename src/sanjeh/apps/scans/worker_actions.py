"""What workers tell of themselves, what is looked at again because of it, and when a round stops and asks."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.db import transaction

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.politeness import clock
from sanjeh.apps.rounds import actions as round_actions
from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.scans import jobs
from sanjeh.apps.scans.actions import OF_OTHERS, defer, enqueue, held
from sanjeh.apps.scans.jobs import ScheduledScan, job_for
from sanjeh.apps.scans.models import CaptureRecord, LookJob, RoundStop, WorkerRecord
from sanjeh.apps.scans.queries import is_stopped, usual_captures
from sanjeh.core.integrity.hash_chain import Fact
from sanjeh.core.integrity.references import Subject
from sanjeh.core.probing.failures import Reason
from sanjeh.core.scheduling.fitness import OF_THE_WORKER, Lack
from sanjeh.core.scheduling.rises import WINDOW, Rise, rise_in
from sanjeh.core.workflow.moves import RoundAct
from sanjeh.core.workflow.rounds import RoundState

FORGOTTEN_AFTER = timedelta(days=1)
# A worker that is refused again and again where its gate lets it in has met something else.
MOST_TRIES = 6
# The look that reaches the page first: what it meets, all others would.
TELLING = "http"
# So many tries before the last ones say what is usual.
REMEMBERED = 500


@transaction.atomic
def tell_of_worker(*, name: str, vantage: str, fonts: str, lacks: Sequence[Lack]) -> None:
    """Keep what a worker has found out of itself; those that were silent for a day are forgotten."""
    now = clock.now()
    told = [{"need": lack.need.value, "facts": dict(lack.facts)} for lack in lacks]
    WorkerRecord.objects.update_or_create(
        name=name, defaults={"vantage": vantage, "fonts": fonts, "lacks": told, "seen_at": now}
    )
    WorkerRecord.objects.filter(seen_at__lt=now - FORGOTTEN_AFTER).delete()


@transaction.atomic
def put_back(*, address: int, until: datetime) -> None:
    """Queue the try of an address again, untouched: the worker that took it cannot see what it needs."""
    job = held(address)
    scan = ScheduledScan(rounds.address(address), job.tries + 1, until)
    defer([job_for(scan)], unless=jobs.WAITING)


def unseen_by_workers() -> list[rounds.FrozenAddress]:
    """Return the addresses of running rounds of which every look says that its worker could not."""
    ended = LookJob.objects.filter(
        address__round__state=RoundState.PROBING,
        state__in=[LookJob.State.FAILED, LookJob.State.DONE],
        tries__lt=MOST_TRIES,
        address__captures__failure_reason__in=OF_THE_WORKER,
    )
    keys = ended.values_list("address", flat=True).distinct()
    return [rounds.address(key) for key in keys if is_of_the_worker(reasons_at(key))]


def is_of_the_worker(reasons: frozenset[Reason]) -> bool:
    return bool(reasons) and reasons <= OF_THE_WORKER


def reasons_at(address: int) -> frozenset[Reason]:
    """Return why the last looks at a destination itself brought nothing."""
    there = (one for one in usual_captures(address) if one.collector not in OF_OTHERS)
    return frozenset(Reason(one.failure_reason) for one in there if one.failure_reason)


@transaction.atomic
def look_again(*, address: int) -> None:
    """Queue an address once more whose last word was only that a worker could not look."""
    job = held(address)
    if job.state not in (LookJob.State.FAILED, LookJob.State.DONE) or rounds.is_counted(job.address.round):
        return
    job.state, job.finished_at = LookJob.State.WAITING, None
    job.save(update_fields=["state", "finished_at"])
    defer([job_for(ScheduledScan(rounds.address(address), job.tries + 1))])


@transaction.atomic
def stop_at_rise(*, address: int, now: datetime) -> None:
    """Stop the round of this address where one cause has become frequent all at once."""
    code, _ = rounds.whereabouts(address)
    if is_stopped(code) or (rise := rise_now(code)) is None:
        return
    found = rounds.get(code)
    RoundStop.objects.get_or_create(
        round=found,
        ended_at=None,
        defaults={"reason": rise.reason, "count": rise.count, "of": rise.of, "began_at": now},
    )
    facts: dict[str, Fact] = {"reason": str(rise.reason), "count": rise.count, "of": rise.of}
    journal.write(by=None, at=now, what="round.stopped", about=round_actions.about(found), facts=facts)


def rise_now(code: str) -> Rise | None:
    """Return the cause that has become frequent since somebody last judged one, None when there is none."""
    told = CaptureRecord.objects.filter(address__round__code=code, collector=TELLING)
    if last := RoundStop.objects.filter(round__code=code).order_by("-began_at").first():
        told = told.filter(taken_at__gt=last.ended_at)
    newest_first = told.order_by("-id").values_list("address__url", "failure_reason")[: WINDOW + REMEMBERED]
    by_host: dict[str, Reason | None] = {}
    for url, reason in newest_first:
        by_host.setdefault(urlsplit(url).hostname or url, Reason(reason) if reason else None)
    listed = list(by_host.values())
    return rise_in(listed[:WINDOW], listed[WINDOW:])


@transaction.atomic
def go_on(*, round_code: str, by: Person | None, now: datetime) -> int:
    """End the stop of a round; what met its cause is looked at again. Return how many addresses that are."""
    about = Subject.ROUND.named(round_code)
    permit(by=by, move=RoundAct.GO_ON, about=about, now=now, authority=rounds.authority_of(round_code))
    stop = RoundStop.objects.select_for_update().filter(round__code=round_code, ended_at=None).first()
    if stop is None:
        return 0
    stop.ended_at = now
    stop.save(update_fields=["ended_at"])
    again = [] if rounds.is_counted(stop.round) else list(met(stop))
    LookJob.objects.filter(address__in=again).update(state=LookJob.State.WAITING, finished_at=None)
    enqueue(round_code=round_code)
    facts: dict[str, Fact] = {"reason": stop.reason, "again": len(again)}
    journal.write(
        by=by, at=now, what="round.went_on", about=round_actions.about(rounds.get(round_code)), facts=facts
    )
    return len(again)


def met(stop: RoundStop) -> Iterable[int]:
    """Return the addresses whose last looks ended with the cause of a stop."""
    ended = LookJob.objects.filter(
        address__round=stop.round, state__in=[LookJob.State.FAILED, LookJob.State.DONE]
    )
    return (key for key in ended.values_list("address", flat=True) if Reason(stop.reason) in reasons_at(key))
