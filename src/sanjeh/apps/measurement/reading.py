"""From stored rows to the values of the house."""

from dataclasses import dataclass
from datetime import datetime

from sanjeh.apps.measurement.models import CaptureRecord, FindingRecord
from sanjeh.apps.rounds.models import RoundAddress
from sanjeh.core.probing.contracts import Finding, Outcome
from sanjeh.core.text.words import Words


@dataclass(frozen=True, slots=True)
class LookRow:
    """One capture as a service's page lists it."""

    look: str
    digest: str
    taken_at: datetime
    elapsed_ms: float
    failure_reason: str
    try_number: int


def service_words(address: RoundAddress) -> Words | None:
    return Words(address.service_title_fa, address.service_title_en) if address.service_code else None


def body_words(address: RoundAddress) -> Words:
    return Words(address.unit.title_fa, address.unit.title_en)


def finding(record: FindingRecord) -> Finding:
    return Finding(
        id=record.finding,
        probe=record.probe,
        outcome=Outcome(record.outcome),
        reason=record.reason,
        standard=record.standard,
        observed=record.observed,
        evidence=tuple(record.evidence),
    )


def look_row(record: CaptureRecord) -> LookRow:
    return LookRow(
        look=record.look,
        digest=record.digest,
        taken_at=record.taken_at,
        elapsed_ms=record.elapsed_ms,
        failure_reason=record.failure_reason,
        try_number=record.try_number,
    )
