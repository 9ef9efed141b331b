"""The agreement that came with the program, kept for the authority that has it: that of the demo."""

from dataclasses import asdict

from sanjeh.apps.agreements.models import AgreementVersion, Gap, GapProposal
from sanjeh.apps.agreements.shipped import ShippedGap, shipped, shipped_gaps, shipped_reading
from sanjeh.core.workflow.agreements import VersionState


def keep_first() -> None:
    """Keep the first agreement, which is over, and what its text does not give; twice changes nothing."""
    first = shipped()
    kept = {**asdict(first), "reading_fa": shipped_reading(), "state": VersionState.EXPIRED}
    row, _ = AgreementVersion.objects.get_or_create(number=first.number, defaults=kept)
    if not row.gaps.exists():
        for one in shipped_gaps():
            keep_gap(row, one)


def keep_gap(version: AgreementVersion, one: ShippedGap) -> None:
    gap = Gap.objects.create(
        authority_id=version.authority_id,
        number=one.number,
        version=version,
        clause=one.clause,
        kind=one.kind,
        sentence=one.sentence,
        lacks_fa=one.lacks_fa,
        lacks_en=one.lacks_en,
    )
    GapProposal.objects.create(gap=gap, words_fa=one.words_fa, words_en=one.words_en)
