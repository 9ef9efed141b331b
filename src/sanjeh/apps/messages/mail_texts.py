"""The words of a mail that came in, as long as the key to them is kept."""

from sanjeh.apps.messages.models import Incoming, IncomingKey
from sanjeh.apps.sealing import unlocked
from sanjeh.core.messages.written import WrittenMail, read_written


class Forgotten(LookupError):
    """The key of this mail is gone, and with it all its words."""


def raw_of(kept: Incoming) -> bytes:
    """Return the mail as it came; raise Forgotten."""
    key = IncomingKey.objects.filter(incoming=kept).first()
    if key is None:
        raise Forgotten(kept.pk)
    return unlocked(bytes(key.locked)).open_bytes(bytes(kept.raw))


def written(kept: Incoming) -> WrittenMail:
    """Return what it says; raise Forgotten."""
    return read_written(raw_of(kept))
