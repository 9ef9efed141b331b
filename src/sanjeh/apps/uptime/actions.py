"""Keeping samples and what they say of an address; noting maintenance before it begins."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.scans import actions as scans
from sanjeh.apps.uptime.models import Maintenance, UptimeSample
from sanjeh.core.integrity.hash_chain import Fact
from sanjeh.core.integrity.references import Subject
from sanjeh.core.probing.artifacts.uptime import Sample, Span
from sanjeh.core.probing.contracts import Capture, Finding
from sanjeh.core.workflow.moves import MeasurementMove


@dataclass(frozen=True, slots=True)
class Judged:
    """What the samples of one address of a round say."""

    address: int
    capture: Capture
    findings: tuple[Finding, ...]


class NoSuchAddress(LookupError):
    """The catalogue has no address like this."""


def keep_sample(address: int, sample: Sample, places: Sequence[str]) -> None:
    """Keep a sample of its planned moment; a returned job may bring it twice."""
    UptimeSample.objects.get_or_create(
        address_id=address,
        planned_at=sample.at,
        defaults={
            "status": sample.status,
            "ttfb_ms": sample.ttfb_ms,
            "reason": sample.reason or "",
            "ours": sample.ours or "",
            "places": list(places),
        },
    )


@transaction.atomic
def declare_maintenance(*, url: str, span: Span, by: Person | None, now: datetime) -> None:
    """Note that an address will not answer in this span; raise NoSuchAddress."""
    about = Subject.ADDRESS.named(url)
    permit(by=by, move=MeasurementMove.DECLARE_MAINTENANCE, about=about, now=now)
    found = catalogue.address_keys(url)
    if not found:
        raise NoSuchAddress(url)
    Maintenance.objects.bulk_create(
        Maintenance(address_id=key, begins_at=span.begins_at, ends_at=span.ends_at, declared_at=now)
        for key in found
    )
    facts = {"begins": span.begins_at.isoformat(), "ends": span.ends_at.isoformat()}
    journal.write(by=by, at=now, what="maintenance.declared", about=about, facts=facts)


def keep_judged(*, round_code: str, judged: Iterable[Judged], now: datetime) -> int:
    """Keep what all samples of a round say so far; return of how many addresses that is.

    Each address is a transaction of its own: all in one would keep the looks at a whole round waiting.
    Raise RoundCounted where the round takes no more findings.
    """
    rounds.refuse_counted(rounds.get(round_code))
    digests = [
        scans.keep_of_lane(address=one.address, capture=one.capture, findings=one.findings) for one in judged
    ]
    facts: dict[str, Fact] = {
        "addresses": len(digests),
        "captures": hashlib.sha256("".join(digests).encode()).hexdigest(),
    }
    journal.write(by=None, at=now, what="uptime.reckoned", about=Subject.ROUND.named(round_code), facts=facts)
    return len(digests)
