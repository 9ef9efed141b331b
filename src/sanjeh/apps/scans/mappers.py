"""From stored rows to the values of the house, and back."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sanjeh.apps.rounds.models import RoundAddress
from sanjeh.apps.scans.models import CaptureRecord, FindingRecord
from sanjeh.core.integrity.canonical_json import canonical_json
from sanjeh.core.probing.contracts import Capture, Finding, Outcome
from sanjeh.core.text.words import Words, titled
from sanjeh.engine.digests import digests_in


@dataclass(frozen=True, slots=True)
class LookRow:
    """One capture as a service's page lists it."""

    collector: str
    digest: str
    taken_at: datetime
    elapsed_ms: float
    failure_reason: str
    try_number: int


def service_words(address: RoundAddress) -> Words | None:
    return titled(address.service_title_fa, address.service_title_en) if address.service_code else None


def body_words(address: RoundAddress) -> Words:
    return titled(address.unit.title_fa, address.unit.title_en)


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
        collector=record.collector,
        digest=record.digest,
        taken_at=record.taken_at,
        elapsed_ms=record.elapsed_ms,
        failure_reason=record.failure_reason,
        try_number=record.try_number,
    )


def capture_record(address: int, try_number: int, capture: Capture) -> CaptureRecord:
    return CaptureRecord(
        address_id=address,
        collector=capture.collector,
        version=capture.version,
        try_number=try_number,
        taken_at=capture.taken_at,
        elapsed_ms=capture.elapsed_ms,
        failure_reason=capture.failure.reason if capture.failure else "",
        failure_detail=capture.failure.detail if capture.failure else "",
        document=capture.model_dump(mode="json"),
        digest=digest_of(capture),
        kept=sorted(digests_in(capture.artifact)),
    )


def digest_of(capture: Capture) -> str:
    """Return the SHA-256 of the capture's canonical JSON."""
    return hashlib.sha256(canonical_json(capture.model_dump(mode="json")).encode()).hexdigest()


def finding_record(address: int, ordinal: int, finding: Finding) -> FindingRecord:
    return FindingRecord(
        address_id=address,
        ordinal=ordinal,
        finding=finding.id,
        probe=finding.probe,
        outcome=finding.outcome,
        reason=finding.reason,
        standard=finding.standard,
        observed=finding.observed,
        evidence=list(finding.evidence),
    )
