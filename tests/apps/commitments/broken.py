"""A promise that was not kept, under a version with or without remedies."""

from datetime import datetime

from sanjeh.apps.commitments import actions
from sanjeh.apps.commitments.models import Breach, CheckRun, Commitment
from tests import hands

REFS = ("notice:99",)


def a_breach(now: datetime, *remedies: str, code: str = "S12", refs: tuple[str, ...] = REFS) -> Breach:
    """Open one of this sentence of version 1, as the nightly check does; its remedies are planted."""
    actions.keep_sentences()
    with hands.thawed():
        Commitment.objects.filter(code=code).update(remedies=list(remedies))
    run = CheckRun.objects.first() or CheckRun.objects.create(at=now, took_ms=1)
    actions.open_breach(Commitment.objects.get(code=code), run, list(refs), now)
    return Breach.objects.latest("pk")
