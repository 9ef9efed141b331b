"""Reading scans: their progress, captures and findings."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min, Prefetch, Q, QuerySet
from django.utils import timezone
from pydantic import JsonValue

from sanjeh.apps.rounds.models import RoundAddress
from sanjeh.apps.scans.mappers import LookRow, body_words, finding, look_row, service_words
from sanjeh.apps.scans.models import CaptureRecord, FindingRecord, LookJob, RoundStop
from sanjeh.apps.scans.store import evidence_store
from sanjeh.core.probing.contracts import Capture, Finding, Outcome
from sanjeh.core.probing.failures import Reason
from sanjeh.core.text.words import Translatable, Wording, Words
from sanjeh.engine import packages, texts
from sanjeh.engine.collectors import SAMPLED_COLLECTORS
from sanjeh.engine.texts import FailureWords, FindingWords

LATEST_SHOWN = 10
FINISHED = (LookJob.State.DONE, LookJob.State.FAILED)
# A look may take minutes, and a host that rests keeps us longer: only then is it said that nothing comes.
STANDS_AFTER, LONG_FOR_ONE = timedelta(minutes=10), 10
LANES = tuple(one.name for one in SAMPLED_COLLECTORS)


class NoSuchEvidence(LookupError):
    """Nothing with this digest was kept for a round."""


class NoSuchCapture(LookupError):
    """No capture with this digest was kept."""


@dataclass(frozen=True, slots=True)
class FinishedAddress:
    """An address that was looked at lately, and how its checks came out."""

    url: str
    body_code: str
    body: Words
    service_code: str
    service: Words | None
    finished_at: datetime
    is_failed: bool
    outcomes: dict[Outcome, int]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the looking has come; `remaining` is None until a pace has been measured, and while it stands.

    `stands_since` is when the last address was finished, where for long none was since.
    """

    waiting: int
    running: int
    done: int
    failed: int
    remaining: timedelta | None
    latest: tuple[FinishedAddress, ...]
    stands_since: datetime | None = None

    @property
    def total(self) -> int:
        return self.waiting + self.running + self.done + self.failed

    @property
    def finished(self) -> int:
        return self.done + self.failed

    @property
    def share(self) -> float:
        """Return the finished share, 0..1; 0 for a round without addresses."""
        return self.finished / self.total if self.total else 0.0

    @property
    def is_complete(self) -> bool:
        return self.total > 0 and self.finished == self.total


@dataclass(frozen=True, slots=True)
class Pace:
    """How long the rest will take, or since when nothing was finished where that is long for an address."""

    remaining: timedelta | None
    stands_since: datetime | None


@dataclass(frozen=True, slots=True)
class AddressFindings:
    """All that is known of one address of a round."""

    url: str
    body_code: str
    body: Words
    service_code: str
    service: Words | None
    findings: tuple[Finding, ...]
    looks: tuple[LookRow, ...]


@dataclass(frozen=True, slots=True)
class CaptureView:
    """A capture as its evidence page shows it."""

    digest: str
    round_code: str
    body_code: str
    body: Words
    service_code: str
    capture: Capture
    document: JsonValue
    screenshot: str


def advice(findings: Iterable[Finding], general: Wording) -> tuple[Wording, ...]:
    return texts.advice(findings, general)  # by the reasons of the findings, else the method's sentence


def advice_of(check: str) -> tuple[tuple[Translatable, Translatable], ...]:
    return texts.advice_of(check)


def finding_words(finding: Finding) -> FindingWords:
    return texts.finding_words(finding)  # what it is about, what it says, what the owner does about it


def title(probe: str) -> Translatable:
    return texts.title(probe)  # what a probe, and the look of the same name, is called


def collector_of(probe: str) -> str:
    return packages.collector_of(probe)  # whose captures the probe judges


def failure_words(reason: str, host: str) -> FailureWords:
    return texts.failure_words(Reason(reason), host)  # why we could not look, and who does what about it


def evidence(digest: str) -> bytes:
    """Return a kept screenshot or page; only what a capture of a round names is given out."""
    if not CaptureRecord.objects.filter(kept__contains=[digest]).exists():
        raise NoSuchEvidence(digest)
    try:
        return evidence_store().read(digest)
    except KeyError as error:
        raise NoSuchEvidence(digest) from error


def progress(round_code: str, now: datetime | None = None) -> Progress:
    """Return the progress of a round: three queries, whatever its size."""
    pace = pace_of(round_code, now or timezone.now())
    jobs = LookJob.objects.filter(address__round__code=round_code)
    counts = dict(jobs.values_list("state").annotate(Count("id")))
    return Progress(
        waiting=counts.get(LookJob.State.WAITING, 0),
        running=counts.get(LookJob.State.RUNNING, 0),
        done=counts.get(LookJob.State.DONE, 0),
        failed=counts.get(LookJob.State.FAILED, 0),
        remaining=pace.remaining,
        latest=latest(round_code),
        stands_since=pace.stands_since,
    )


@dataclass(frozen=True, slots=True)
class Stop:
    """A round that waits for somebody's judgement: `count` of the last `of` addresses met one cause."""

    says: Translatable
    count: int
    of: int
    began_at: datetime


def stop_of(round_code: str) -> Stop | None:
    """Return the stop of a round that nobody has judged yet."""
    stops = RoundStop.objects.filter(round__code=round_code, ended_at=None)
    told = (Stop(failure_words(at.reason, "").happened, at.count, at.of, at.began_at) for at in stops)
    return next(told, None)


def is_stopped(round_code: str) -> bool:
    return RoundStop.objects.filter(round__code=round_code, ended_at=None).exists()


def pace_of(round_code: str, now: datetime) -> Pace:
    """Return how long the rest will take at the pace of what is finished, the wait until now counted in."""
    jobs = LookJob.objects.filter(address__round__code=round_code)
    span = jobs.aggregate(
        began=Min("started_at"),
        ended=Max("finished_at"),
        finished=Count("id", filter=Q(state__in=FINISHED)),
        left=Count("id", filter=~Q(state__in=FINISHED)),
    )
    if not (span["finished"] and span["left"] and span["began"] and span["ended"]):
        return Pace(None, None)
    usual = (span["ended"] - span["began"]) / span["finished"]
    if now - span["ended"] > max(STANDS_AFTER, usual * LONG_FOR_ONE):
        return Pace(None, span["ended"])
    return Pace((max(now, span["ended"]) - span["began"]) / span["finished"] * span["left"], None)


def latest(round_code: str) -> tuple[FinishedAddress, ...]:
    finished = LookJob.objects.filter(address__round__code=round_code, finished_at__isnull=False)
    jobs = finished.select_related("address__unit").order_by("-finished_at")[:LATEST_SHOWN]
    outcomes = outcomes_of(job.address_id for job in jobs)
    return tuple(finished_address(job, outcomes.get(job.address_id, Counter())) for job in jobs)


def outcomes_of(addresses: Iterable[int]) -> dict[int, Counter[Outcome]]:
    found = FindingRecord.objects.filter(address__in=list(addresses)).order_by()
    counted: dict[int, Counter[Outcome]] = {}
    for address, outcome, count in found.values_list("address", "outcome").annotate(Count("id")):
        counted.setdefault(address, Counter())[Outcome(outcome)] = count
    return counted


def finished_address(job: LookJob, outcomes: Counter[Outcome]) -> FinishedAddress:
    address = job.address
    return FinishedAddress(
        url=address.url,
        body_code=address.unit.code,
        body=body_words(address),
        service_code=address.service_code,
        service=service_words(address),
        finished_at=job.finished_at or job.address.round.opens_at,
        is_failed=job.state == LookJob.State.FAILED,
        outcomes=dict(outcomes),
    )


def usual_captures(address: int) -> list[CaptureRecord]:
    """Return the last try of every look at an address but those of the lanes."""
    return [one for one in latest_captures(address=address) if one.collector not in LANES]


def latest_captures(**where: object) -> list[CaptureRecord]:
    """Return of every look at every address the last try."""
    found = CaptureRecord.objects.filter(**where).select_related("address__unit", "address__job")
    return list(found.order_by("address", "collector", "-try_number").distinct("address", "collector"))


def findings(round_code: str, *, body: str = "", service: str = "") -> tuple[AddressFindings, ...]:
    """Return the findings of a round by address, narrowed to a body or a service; three queries."""
    wanted = RoundAddress.objects.filter(round__code=round_code)
    if body:
        wanted = wanted.filter(unit__code=body)
    if service:
        wanted = wanted.filter(service_code=service)
    return found_at(wanted)


def findings_by_body(round_code: str, bodies: list[str]) -> dict[str, list[AddressFindings]]:
    """Return the findings of these bodies; three queries."""
    by_body: dict[str, list[AddressFindings]] = {}
    for one in found_at(RoundAddress.objects.filter(round__code=round_code, unit__code__in=bodies)):
        by_body.setdefault(one.body_code, []).append(one)
    return by_body


def found_at(wanted: QuerySet[RoundAddress]) -> tuple[AddressFindings, ...]:
    looks = CaptureRecord.objects.defer("document")
    found = wanted.select_related("unit").prefetch_related("findings", Prefetch("captures", looks))
    return tuple(address_findings(address) for address in found.order_by("id"))


def address_findings(address: RoundAddress) -> AddressFindings:
    return AddressFindings(
        url=address.url,
        body_code=address.unit.code,
        body=body_words(address),
        service_code=address.service_code,
        service=service_words(address),
        findings=tuple(finding(record) for record in address.findings.all()),
        looks=tuple(look_row(record) for record in sorted(address.captures.all(), key=lambda one: one.pk)),
    )


def capture(digest: str) -> CaptureView:
    """Return one capture by the SHA-256 of its JSON; raise NoSuchCapture."""
    found = CaptureRecord.objects.select_related("address__unit", "address__round").filter(digest=digest)
    record = found.first()
    if record is None:
        raise NoSuchCapture(digest)
    artifact = record.document.get("sight")
    return CaptureView(
        digest=digest,
        round_code=record.address.round.code,
        body_code=record.address.unit.code,
        body=body_words(record.address),
        service_code=record.address.service_code,
        capture=Capture.model_validate(record.document),
        document=record.document,
        screenshot=str(artifact.get("screenshot") or "") if isinstance(artifact, dict) else "",
    )
