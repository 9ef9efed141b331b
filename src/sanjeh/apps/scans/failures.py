"""Reading what could not be seen, how often it was tried, and whether that is the last word."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from sanjeh.apps.scans.mappers import body_words, finding
from sanjeh.apps.scans.models import CaptureRecord, FindingRecord, LookJob
from sanjeh.apps.scans.queries import LANES, collector_of, latest_captures
from sanjeh.core.probing.contracts import Finding, Outcome
from sanjeh.core.probing.failures import Reason
from sanjeh.core.scheduling.retry_policy import TELL_OF_REACHING, Attempt, FailureStatus, failure_status
from sanjeh.core.text.words import Words


@dataclass(frozen=True, slots=True)
class FailedLook:
    """A look that brought nothing home, though it was tried `tries` times."""

    url: str
    body_code: str
    body: Words
    service_code: str
    collector: str
    reason: str
    detail: str
    tries: int
    taken_at: datetime
    standing: FailureStatus


@dataclass(frozen=True, slots=True)
class BlockedLook:
    """A look that met a wall in the place of the page: it came home, and saw nothing of the service."""

    url: str
    body_code: str
    body: Words
    service_code: str
    collector: str
    finding: Finding
    tries: int
    taken_at: datetime | None


def blocked_looks(round_code: str) -> tuple[BlockedLook, ...]:
    """Return the looks that a firewall or a captcha kept from the page, by address; one query."""
    blocked = FindingRecord.objects.filter(
        address__round__code=round_code, finding__in=TELL_OF_REACHING, outcome=Outcome.BLOCKED
    )
    found = blocked.select_related("address__unit", "address__job").order_by("address", "ordinal")
    return tuple(
        BlockedLook(
            url=record.address.url,
            body_code=record.address.unit.code,
            body=body_words(record.address),
            service_code=record.address.service_code,
            collector=collector_of(record.probe),
            finding=finding(record),
            tries=record.address.job.tries,
            taken_at=record.address.job.finished_at,
        )
        for record in found
    )


def failed_tries(address: int, collector: str = "") -> tuple[Attempt, ...]:
    """Return the tries at an address of which some look failed, or this one, in their order."""
    failed = (
        CaptureRecord.objects.filter(address=address).exclude(failure_reason="").exclude(collector__in=LANES)
    )
    failed = failed.order_by("try_number")
    return tries_in(failed.filter(collector=collector) if collector else failed)


def tries_in(failed: Iterable[CaptureRecord]) -> tuple[Attempt, ...]:
    """Return the tries that these captures of one address belong to."""
    by_number: dict[int, list[CaptureRecord]] = {}
    for one in failed:
        by_number.setdefault(one.try_number, []).append(one)
    return tuple(
        Attempt(timezone.localtime(some[0].taken_at), frozenset(Reason(one.failure_reason) for one in some))
        for some in by_number.values()
    )


def failed_looks(round_code: str) -> tuple[FailedLook, ...]:
    """Return the looks whose last try failed, by address; two queries."""
    last = [one for one in latest_captures(address__round__code=round_code) if one.failure_reason]
    failed = CaptureRecord.objects.filter(address__in=[record.address_id for record in last])
    by_look: dict[tuple[int, str], list[CaptureRecord]] = {}
    for one in failed.exclude(failure_reason="").defer("document").order_by("try_number"):
        by_look.setdefault((one.address_id, one.collector), []).append(one)
    return tuple(
        failed_look(record, tries_in(by_look[record.address_id, record.collector])) for record in last
    )


def failed_look(record: CaptureRecord, tries: tuple[Attempt, ...]) -> FailedLook:
    is_planned = record.address.job.state in (LookJob.State.WAITING, LookJob.State.RUNNING)
    return FailedLook(
        url=record.address.url,
        body_code=record.address.unit.code,
        body=body_words(record.address),
        service_code=record.address.service_code,
        collector=record.collector,
        reason=record.failure_reason,
        detail=record.failure_detail,
        tries=record.try_number,
        taken_at=record.taken_at,
        standing=failure_status(tries, is_planned=is_planned),
    )
