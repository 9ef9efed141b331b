"""Words that lie under a key of their own; without the key nobody can read them any more.

The key lies in a row of its own, locked by a secret of the installation that no dump of the database holds.
To erase the words is to delete that row: what the journal tells of the matter stays, and still verifies.
"""

from collections.abc import Callable
from dataclasses import dataclass

from cryptography.fernet import Fernet
from django.conf import settings

Reader = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Sealer:
    """Seals and opens the words of one matter; an empty text stays empty."""

    key: Fernet

    def seal(self, text: str) -> str:
        return self.key.encrypt(text.encode()).decode() if text else ""

    def open(self, sealed: str) -> str:
        return self.key.decrypt(sealed).decode() if sealed else ""

    def seal_bytes(self, content: bytes) -> bytes:
        return self.key.encrypt(content)

    def open_bytes(self, sealed: bytes) -> bytes:
        return self.key.decrypt(sealed)


def installation() -> Fernet:
    """Return the lock of all keys: the secret of this installation (SANJEH_SEALING_KEY)."""
    return Fernet(settings.SEALING_KEY)


def new_key() -> tuple[Sealer, bytes]:
    """Return the sealer of a new matter, and its key as it is to be stored."""
    key = Fernet.generate_key()
    return Sealer(Fernet(key)), installation().encrypt(key)


def unlocked(locked: bytes) -> Sealer:
    """Return what opens the words of a matter, by its key as it is stored."""
    return Sealer(Fernet(installation().decrypt(bytes(locked))))


def nothing(sealed: str) -> str:
    """Read what was erased: every word is empty."""
    del sealed
    return ""
