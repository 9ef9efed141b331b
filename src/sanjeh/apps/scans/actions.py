"""Starting a scan, keeping its captures and findings, trying again."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.rounds import actions as round_actions
from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.scans import jobs
from sanjeh.apps.scans.failures import failed_tries
from sanjeh.apps.scans.jobs import ScheduledScan, jitter_of, job_for
from sanjeh.apps.scans.mappers import capture_record, digest_of, finding, finding_record
from sanjeh.apps.scans.models import CaptureRecord, FindingRecord, LookJob
from sanjeh.apps.scans.queries import FINISHED, LANES, is_stopped, usual_captures
from sanjeh.apps.scans.retention import over, unneeded
from sanjeh.apps.scans.store import evidence_store
from sanjeh.core.integrity.hash_chain import Fact
from sanjeh.core.integrity.references import Subject
from sanjeh.core.probing.contracts import Capture, Finding
from sanjeh.core.scheduling.backoff import interleaved
from sanjeh.core.scheduling.retry_policy import (
    blocked_collectors,
    next_attempt_at,
    next_attempt_before_block_page_at,
    with_downtime,
)
from sanjeh.core.workflow.rounds import RoundMove
from sanjeh.engine import retention
from sanjeh.engine.collectors import COLLECTORS

# These say nothing of the destination itself.
OF_OTHERS = frozenset(look.name for look in COLLECTORS if look.asks_others)
# Findings of the lanes stand after all others, lane by lane.
FIRST_ORDINAL, ORDINALS_OF_A_LANE = 1000, 100
# What is tried a last time is taken as it is, though it asks us to come later.
COMEBACKS = 2
ROUND_CLOSED = "not finished when the round was closed"


@dataclass(frozen=True, slots=True)
class ScanPlan:
    """What is to be seen at one address: `wanted` looks, none meaning all.

    `kept` need not be redone; `before` is what the wanted looks have brought home so far.
    `comes_back` says that there is time to come again if the page asks for it.
    """

    address: rounds.FrozenAddress
    wanted: tuple[str, ...]
    kept: tuple[Capture, ...]
    before: tuple[Capture, ...]
    closes_at: datetime
    comes_back: bool


@transaction.atomic
def start_probing(*, round_code: str, by: Person | None, now: datetime) -> None:
    """Start to look at every address of the frozen list."""
    round_actions.move(code=round_code, what=RoundMove.START_PROBING, by=by, now=now)
    frozen = rounds.addresses(round_code)
    LookJob.objects.bulk_create((LookJob(address_id=one.key) for one in frozen), ignore_conflicts=True)
    enqueue(round_code=round_code)


def defer(wanted: Iterable[Job], *, unless: Collection[str] = jobs.KNOWN) -> int:
    """Queue these jobs but those that stand in one of these states already; return how many were new."""
    listed = list(wanted)
    known = jobs.locks_known(unless, [job.queueing_lock for job in listed])
    if fresh := [job for job in listed if job.queueing_lock not in known]:
        app.job_manager.batch_defer_jobs(fresh)
    return len(fresh)


@transaction.atomic
def enqueue(*, round_code: str) -> int:
    """Queue every unfinished address that is not queued yet; return how many were."""
    round_actions.locked(round_code)
    unfinished = LookJob.objects.filter(
        address__round__code=round_code, state__in=[LookJob.State.WAITING, LookJob.State.RUNNING]
    )
    tries = dict(unfinished.values_list("address", "tries"))
    scans = (ScheduledScan(one, tries[one.key] + 1) for one in rounds.addresses(round_code, tries))
    shuffled = interleaved(
        scans,
        of=lambda scan: scan.address.target.body,
        key=lambda scan: scan.address.target.url,
        seed=round_code,
    )
    return defer(map(job_for, shuffled))


def enqueue_running() -> int:
    """Queue what a worker that was stopped in the middle has left behind, in all running rounds."""
    return sum(enqueue(round_code=row.code) for row in rounds.running() if not is_stopped(row.code))


def held(address: int) -> LookJob:
    """Return the job of an address, held so that no other worker changes it meanwhile."""
    jobs_held = LookJob.objects.select_for_update(of=("self",))
    return jobs_held.select_related("address__round", "address__unit").get(address=address)


@transaction.atomic
def begin(*, address: int, now: datetime) -> ScanPlan | None:
    """Note that looking begins; return what is to be seen, None when nothing is left to do."""
    job = held(address)
    if job.state in (LookJob.State.DONE, LookJob.State.FAILED) or is_stopped(job.address.round.code):
        return None
    job.state = LookJob.State.RUNNING
    job.started_at = job.started_at or now
    job.save(update_fields=["state", "started_at"])
    latest = [Capture.model_validate(one.document) for one in usual_captures(address)]
    behind_block_pages = blocked_collectors(
        finding(one) for one in FindingRecord.objects.filter(address=address)
    )
    before = tuple(one for one in latest if one.failure or one.collector in behind_block_pages)
    return ScanPlan(
        address=rounds.address(address),
        wanted=tuple(capture.collector for capture in before),
        kept=tuple(capture for capture in latest if capture not in before),
        before=before,
        closes_at=job.address.round.closes_at,
        comes_back=job.tries < COMEBACKS,
    )


@transaction.atomic
def put_off(*, address: int, until: datetime) -> None:
    """Queue the try that has begun for later: its destination must be left alone until then."""
    job = held(address)
    if job.state != LookJob.State.RUNNING:
        return
    job.state = LookJob.State.WAITING
    job.save(update_fields=["state"])
    scan = ScheduledScan(rounds.address(address), job.tries + 1, until)
    defer([job_for(scan)], unless=jobs.WAITING)  # the try itself is still under way


@transaction.atomic
def keep_seen(
    *, address: int, captures: Sequence[Capture], findings: Sequence[Finding], now: datetime
) -> None:
    """Keep what one try brought home; what failed is queued again, as `core.scheduling.retry_policy` says."""
    job = held(address)
    if job.state != LookJob.State.RUNNING:
        return  # another worker has kept this try: a returned job may run twice
    job.tries += 1
    keep_captures(job, captures)
    keep_findings(job, with_downtime(findings, failed_tries(address, collector="http")))
    again = next_scan(job, findings) if captures else None
    job.state = LookJob.State.WAITING if again else final_state(address)
    job.finished_at = None if again else now
    job.save(update_fields=["tries", "state", "finished_at"])
    if again:
        defer([job_for(again)])
    note(job, captures, now)


def next_scan(job: LookJob, findings: Sequence[Finding]) -> ScheduledScan | None:
    """Return the next try of an address; None when everything was seen or enough was tried."""
    latest = usual_captures(job.address_id)
    closes_at, jitter = job.address.round.closes_at, jitter_of(job.address.url)
    seen_at = max(one.taken_at for one in latest)
    at: datetime | None = None
    if any(one.failure_reason for one in latest):
        at = next_attempt_at(failed_tries(job.address_id), closes_at, jitter)
    elif job.tries == 1 and blocked_collectors(findings):
        at = next_attempt_before_block_page_at(seen_at, closes_at, jitter)
    if at is None:
        return None
    return ScheduledScan(rounds.address(job.address_id), job.tries + 1, at if at > seen_at else None)


def keep_captures(job: LookJob, captures: Iterable[Capture]) -> None:
    CaptureRecord.objects.bulk_create(capture_record(job.address_id, job.tries, one) for one in captures)


def keep_findings(job: LookJob, findings: Iterable[Finding]) -> None:
    """Put the new judgement in the place of the old; the captures it stands on all remain."""
    FindingRecord.objects.filter(address=job.address_id).exclude(probe__in=LANES).delete()
    FindingRecord.objects.bulk_create(
        finding_record(job.address_id, ordinal, finding) for ordinal, finding in enumerate(findings)
    )


def final_state(address: int) -> LookJob.State:
    """Return FAILED when the destination itself gave nothing at all."""
    there = [one for one in usual_captures(address) if one.collector not in OF_OTHERS]
    seen = any(not one.failure_reason for one in there)
    return LookJob.State.DONE if seen else LookJob.State.FAILED


def note(job: LookJob, captures: Iterable[Capture], now: datetime) -> None:
    about = (Subject.ROUND.named(job.address.round.code), Subject.BODY.named(job.address.unit.code))
    facts: dict[str, Fact] = {
        "url": job.address.url,
        "try": job.tries,
        "captures": tuple(digest_of(one) for one in captures),
    }
    journal.write(by=None, at=now, what="address.looked_at", about=about, facts=facts)


@transaction.atomic
def note_broken(*, address: int, error: str, is_last: bool, now: datetime) -> None:
    """Note a fault of ours: the address waits for the next attempt, or is given up without a number.

    A round that was counted meanwhile has given it up already.
    """
    job = held(address)
    if rounds.is_counted(job.address.round):
        return
    job.state = LookJob.State.FAILED if is_last else LookJob.State.WAITING
    job.last_error = error
    job.finished_at = now if is_last else None
    job.save(update_fields=["state", "last_error", "finished_at"])
    facts: dict[str, Fact] = {"url": job.address.url, "given_up": is_last}
    journal.write(
        by=None,
        at=now,
        what="address.look_broke",
        about=Subject.ROUND.named(job.address.round.code),
        facts=facts,
    )


@transaction.atomic
def give_up_rest(*, round_code: str, now: datetime) -> int:
    """Give up whatever of a round is not finished, without a number; return how many addresses that is."""
    unfinished = LookJob.objects.filter(address__round__code=round_code).exclude(state__in=FINISHED)
    given_up = unfinished.update(state=LookJob.State.FAILED, last_error=ROUND_CLOSED, finished_at=now)
    if given_up:
        about = Subject.ROUND.named(round_code)
        facts: dict[str, Fact] = {"addresses": given_up}
        journal.write(by=None, at=now, what="round.rest_given_up", about=about, facts=facts)
    return given_up


@transaction.atomic
def keep_of_lane(*, address: int, capture: Capture, findings: Sequence[Finding]) -> str:
    """Keep a capture as the newest try of its lane and put its findings in the place of the former ones.

    Return the digest of the capture; raise RoundCounted where its round takes none any more.
    """
    rounds.refuse_counted(held(address).address.round)  # held: no two tries at a time
    former = CaptureRecord.objects.filter(address=address, collector=capture.collector).count()
    record = capture_record(address, former + 1, capture)
    record.save()
    FindingRecord.objects.filter(address=address, probe=capture.collector).delete()
    first = FIRST_ORDINAL + ORDINALS_OF_A_LANE * LANES.index(capture.collector)
    FindingRecord.objects.bulk_create(
        finding_record(address, first + number, finding) for number, finding in enumerate(findings)
    )
    return record.digest


@transaction.atomic
def prune(*, keep: Collection[str], now: datetime) -> retention.DiskUse:
    """Forget what no round needs and note it in the journal; the digests stay in the captures."""
    evidence_store().clear_unfinished(now - retention.GRACE)
    disk_use = retention.prune(evidence_store(), list(unneeded(keep, now)))
    about = tuple(Subject.ROUND.named(code) for code in over(keep)) or ("evidence",)
    facts = {"things": disk_use.things, "packed_bytes": disk_use.packed_bytes}
    journal.write(by=None, at=now, what="evidence.pruned", about=about, facts=facts)
    return disk_use
