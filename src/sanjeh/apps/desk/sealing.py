"""The words of a complaint lie under a key of its own; without the key nobody can read them any more.

The key lies in a row of its own, locked by a secret of the installation that no dump of the database holds.
To erase a complaint is to delete that row: what the journal has committed to stays, and still verifies.
"""

from collections.abc import Callable
from dataclasses import dataclass

from cryptography.fernet import Fernet
from django.conf import settings

from sanjeh.apps.desk.models import CaseKey, Complaint

Reader = Callable[[str], str]


class Erased(Exception):
    """The key of this complaint is gone, and with it all its words."""


@dataclass(frozen=True, slots=True)
class Sealer:
    """Seals and opens the words of one complaint; an empty text stays empty."""

    key: Fernet

    def seal(self, text: str) -> str:
        return self.key.encrypt(text.encode()).decode() if text else ""

    def open(self, sealed: str) -> str:
        return self.key.decrypt(sealed).decode() if sealed else ""


def installation() -> Fernet:
    """Return the lock of all keys: the secret of this installation (SANJEH_SEALING_KEY)."""
    return Fernet(settings.SEALING_KEY)


def new_key() -> tuple[Sealer, bytes]:
    """Return the sealer of a new complaint, and its key as it is to be stored."""
    key = Fernet.generate_key()
    return Sealer(Fernet(key)), installation().encrypt(key)


def sealer_of(complaint: Complaint) -> Sealer:
    """Return what opens this complaint; raise Erased where the key is gone."""
    kept = CaseKey.objects.filter(complaint=complaint).first()
    if kept is None:
        raise Erased(complaint.number)
    return Sealer(Fernet(installation().decrypt(bytes(kept.locked))))


def is_kept(complaint: Complaint) -> bool:
    """Say whether the words of this complaint can still be read."""
    return CaseKey.objects.filter(complaint=complaint).exists()


def reader_of(complaint: Complaint) -> Reader:
    """Return how the words of this complaint are read; of an erased one every word is empty."""
    try:
        return sealer_of(complaint).open
    except Erased:
        return lambda _sealed: ""
