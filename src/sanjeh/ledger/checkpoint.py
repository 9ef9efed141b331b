"""A checkpoint (C2SP tlog-checkpoint): whose journal, how many lines it had, and the root over all of them.

Whoever keeps one can later ask for a proof that the journal only grew from it. Its leaves are the digests
of the lines, 32 bytes each, in the order of their numbers; the fourth line tells when it was made.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sanjeh.core.integrity.hash_chain import instant
from sanjeh.core.integrity.merkle_tree import root_of
from sanjeh.edition.sign import decoded
from sanjeh.ledger.signed_note import NotANote, SignedNote, read_note, sign_note

MADE_AT = "made-at "
MOST_DIGITS = 18
ROOT_BYTES = 32


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """`origin` names the journal for ever, `size` counts lines, `root` are 32 bytes, `at` is a moment."""

    origin: str
    size: int
    root: bytes
    at: datetime

    def text(self) -> str:
        root = base64.b64encode(self.root).decode()
        return f"{self.origin}\n{self.size}\n{root}\n{MADE_AT}{instant(self.at)}\n"


def checkpoint_of(origin: str, leaves: Sequence[bytes], at: datetime) -> Checkpoint:
    """Return the checkpoint over all lines, of which these are the digests."""
    return Checkpoint(origin, len(leaves), root_of(leaves), at.astimezone(UTC))


def signed_checkpoint(checkpoint: Checkpoint, seed: bytes) -> str:
    """Return the checkpoint as a note, signed under the journal's own name."""
    return sign_note(checkpoint.text(), checkpoint.origin, seed)


def read_checkpoint(content: str) -> tuple[Checkpoint, SignedNote]:
    """Return the checkpoint of a note; raise NotANote where it is none, or is written in another way."""
    note = read_note(content)
    origin, size, root, at, *more = [*note.text.removesuffix("\n").split("\n"), "", "", ""]
    try:
        found = Checkpoint(origin, _size(size), decoded(root), datetime.fromisoformat(at[len(MADE_AT) :]))
    except (ValueError, OverflowError) as broken:
        raise NotANote(content[:80]) from broken
    if any(more) or not origin or len(found.root) != ROOT_BYTES or found.text() != note.text:
        raise NotANote(content[:80])
    return found, note


def _size(digits: str) -> int:
    if not digits.isascii() or len(digits) > MOST_DIGITS:
        raise ValueError(digits)
    return int(digits)
