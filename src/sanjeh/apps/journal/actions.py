"""Writing the journal: one line for each thing that was done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db import connection, transaction

from sanjeh.apps.conf import conf
from sanjeh.apps.journal import queries
from sanjeh.apps.journal.models import JournalCheckpoint, JournalLine, KeyChange
from sanjeh.core.integrity import hash_chain
from sanjeh.core.integrity.merkle_tree import root_of
from sanjeh.core.integrity.references import Subject
from sanjeh.edition.sign import public_key_of
from sanjeh.ledger.checkpoint import checkpoint_of, signed_checkpoint
from sanjeh.ledger.key_change import signed_change

CHAIN_LOCK = 0x5A4A_0001  # any number, as long as nothing else locks it


class JournalRewritten(Exception):
    """The lines under an earlier checkpoint are no longer those that were signed: nothing more is signed."""


class KeyGivenUp(ValueError):
    """This key was followed by another before, or has followed one: no key comes back."""


class Actor(Protocol):
    """Someone who acts, under a name that tells nothing about the person."""

    @property
    def reference(self) -> str:
        """Return `person:7` or the like."""
        ...


@dataclass(frozen=True, slots=True)
class Named:
    """An actor who is no person of ours."""

    reference: str


SYSTEM = Named("system")
PUBLIC = Named("public")


@transaction.atomic
def write(
    *,
    by: Actor | None,
    at: datetime,
    what: str,
    about: str | tuple[str, ...],
    facts: Mapping[str, hash_chain.Fact] | None = None,
) -> hash_chain.Line:
    """Add one line to the chain; None is the system itself.

    `about` names each matter that this touches (`round:1405-1`, `body:NAZ`, `methodology:IR@1`): from it
    we derive who had to do with what. Call it last in a transaction: others wait until that ends.
    """
    matters = (about,) if isinstance(about, str) else about
    entry = hash_chain.Entry(at, (by or SYSTEM).reference, what, matters, facts or {})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    line = hash_chain.follow(queries.head(), entry)
    JournalLine.objects.create(
        number=line.number,
        at=at,
        by=entry.by,
        what=what,
        about=list(matters),
        facts=entry.facts,
        previous=line.previous,
        digest=line.digest,
    )
    return line


@transaction.atomic
def sign_checkpoint(*, now: datetime) -> int | None:
    """Sign the root over all lines; return how many these are, or None where no line came since the last.

    Raise JournalRewritten where what was signed before is not the beginning of what stands now.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    leaves, last = queries.leaves(), queries.newest_checkpoint()
    if last and root_of(leaves[: last.size]).hex() != last.root:
        raise JournalRewritten(last.size)
    if len(leaves) == (last.size if last else 0):
        return None
    made = checkpoint_of(queries.origin(), leaves, now)
    note = signed_checkpoint(made, conf()["SIGNING_KEY"])
    JournalCheckpoint.objects.create(size=made.size, at=now, root=made.root.hex(), note=note)
    return made.size


@transaction.atomic
def change_key(*, following: bytes, now: datetime) -> None:
    """Let the key of which these are the 32 secret bytes follow the present one; each signs for the other.

    The present key signs on until the setting is the new one. To tell it once more changes nothing.
    Raise KeyGivenUp.
    """
    former = conf()["SIGNING_KEY"]
    new, old = public_key_of(following), public_key_of(former)
    if KeyChange.objects.filter(former=old.base64(), following=new.base64()).exists():
        return
    if new in queries.signing_keys() or KeyChange.objects.filter(former=old.base64()).exists():
        raise KeyGivenUp(new.id)
    note = signed_change(queries.origin(), former, following, now)
    KeyChange.objects.create(at=now, former=old.base64(), following=new.base64(), note=note)
    about = (Subject.KEY.named(new.id), Subject.KEY.named(old.id))
    write(by=None, at=now, what="key.changed", about=about, facts={"former": old.id, "following": new.id})
