"""Keeping what a lane brought home, beside what the looks at an address found."""

from collections.abc import Sequence

from django.db import transaction

from sanjeh.apps.measurement.actions import capture_record, finding_record
from sanjeh.apps.measurement.models import CaptureRecord, FindingRecord, LookJob
from sanjeh.apps.rounds import queries as rounds
from sanjeh.core.probing.contracts import Capture, Finding
from sanjeh.core.workflow.rounds import RoundState

# Findings of the lanes are told after all others, in the order of the probes.
FIRST_ORDINAL = {"speed": 1000, "uptime": 1100}


def to_be_measured(address: int) -> rounds.FrozenAddress | None:
    """Return the address while its round is being measured; None when that is over."""
    is_running = rounds.state_of_address(address) is RoundState.PROBING
    return rounds.address(address) if is_running else None


@transaction.atomic
def keep(*, address: int, capture: Capture, findings: Sequence[Finding]) -> str:
    """Keep a capture as the newest try of its lane and put its findings in the place of the former ones.

    Return the digest of the capture.
    """
    job = LookJob.objects.select_for_update(of=("self",)).get(address=address)
    former = CaptureRecord.objects.filter(address=address, look=capture.look).count()
    job.tries = former + 1  # of the lane; the row itself is not saved
    record = capture_record(job, capture)
    record.save()
    FindingRecord.objects.filter(address=address, probe=capture.look).delete()
    first = FIRST_ORDINAL[capture.look]
    FindingRecord.objects.bulk_create(
        finding_record(address, first + number, finding) for number, finding in enumerate(findings)
    )
    return record.digest
