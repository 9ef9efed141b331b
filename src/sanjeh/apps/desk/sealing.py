"""What opens the words of one complaint, as long as its key is kept."""

from sanjeh.apps.desk.models import CaseKey, Complaint
from sanjeh.apps.sealing import Reader, Sealer, nothing, unlocked


class Erased(Exception):
    """The key of this complaint is gone, and with it all its words."""


def sealer_of(complaint: Complaint) -> Sealer:
    """Return what opens this complaint; raise Erased where the key is gone."""
    kept = CaseKey.objects.filter(complaint=complaint).first()
    if kept is None:
        raise Erased(complaint.number)
    return unlocked(bytes(kept.locked))


def is_kept(complaint: Complaint) -> bool:
    """Say whether the words of this complaint can still be read."""
    return CaseKey.objects.filter(complaint=complaint).exists()


def reader_of(complaint: Complaint) -> Reader:
    """Return how the words of this complaint are read; of an erased one every word is empty."""
    try:
        return sealer_of(complaint).open
    except Erased:
        return nothing
