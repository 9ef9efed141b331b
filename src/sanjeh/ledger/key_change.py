"""A change of the key that signs: one note, which the former key and the next both sign.

Who trusts either of them may trust the other, for a thief of one alone cannot write such a note. It is
kept and published for ever, so that a key that somebody wrote down years ago still leads to the present one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sanjeh.core.integrity.hash_chain import instant
from sanjeh.edition.sign import PublicKey, public_key, public_key_of
from sanjeh.ledger.signed_note import NotANote, add_signature, read_note, sign_note

TITLE = "sanjeh key change"
AT = "changed-at "


@dataclass(frozen=True, slots=True)
class KeyChange:
    """Whose key it is (`origin`, as in a checkpoint), which key was before, which comes after, and when."""

    origin: str
    former: PublicKey
    following: PublicKey
    at: datetime

    def text(self) -> str:
        keys = f"{self.former.base64()}\n{self.following.base64()}"
        return f"{TITLE}\n{self.origin}\n{keys}\n{AT}{instant(self.at)}\n"


def signed_change(origin: str, former: bytes, following: bytes, at: datetime) -> str:
    """Return the note of a change between two signing keys, of each the 32 secret bytes."""
    change = KeyChange(origin, public_key_of(former), public_key_of(following), at.astimezone(UTC))
    return add_signature(sign_note(change.text(), origin, former), origin, following)


def read_change(content: str) -> KeyChange:
    """Return the change that a note tells; raise NotANote unless both keys have signed exactly this."""
    note = read_note(content)
    title, origin, former, following, at, *more = [*note.text.removesuffix("\n").split("\n"), *[""] * 5]
    try:
        when = datetime.fromisoformat(at[len(AT) :])
        found = KeyChange(origin, public_key(former), public_key(following), when)
    except (ValueError, OverflowError) as broken:
        raise NotANote(content[:80]) from broken
    if any(more) or title != TITLE or found.former == found.following or found.text() != note.text:
        raise NotANote(content[:80])
    if not all(note.is_signed_by([key]) for key in (found.former, found.following)):
        raise NotANote(content[:80])
    return found


def trusted_through(keys: Iterable[PublicKey], changes: Sequence[KeyChange]) -> tuple[PublicKey, ...]:
    """Return these keys, and every other to which changes lead from one of them."""
    known = dict.fromkeys(keys)
    while new := [
        other
        for change in changes
        for one, other in ((change.former, change.following), (change.following, change.former))
        if one in known and other not in known
    ]:
        known |= dict.fromkeys(new)
    return tuple(known)
