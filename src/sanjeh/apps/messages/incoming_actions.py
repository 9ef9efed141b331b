"""Mail that comes in: stored first, sealed, and handled once. A report of delivery leads to what was sent, an
automatic mail ends here, and what a person wrote waits for whoever answers people.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime

import structlog
from django.db import transaction
from django.db.models import QuerySet

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.messages.actions import moved
from sanjeh.apps.messages.mail_texts import raw_of
from sanjeh.apps.messages.models import Despatch, Incoming, IncomingKey
from sanjeh.apps.sealing import new_key
from sanjeh.core.integrity.references import Subject
from sanjeh.core.messages.incoming import IncomingKind, IncomingMail, content_digest, read_mail
from sanjeh.core.workflow.despatches import DESPATCH, DespatchMove, DespatchState
from sanjeh.core.workflow.reach_moves import MailMove

log = structlog.get_logger(__name__)

MOST_BYTES = 5_000_000
MOVES = {IncomingKind.BOUNCE: DespatchMove.BOUNCE, IncomingKind.RECEIPT: DespatchMove.DELIVER}
# What a person has to answer, or a program in the name of persons.
TO_PEOPLE = frozenset({IncomingKind.WORDS, IncomingKind.TOO_LARGE})

Work = Callable[[Incoming, datetime], str]


class NothingApart(LookupError):
    """There is no such mail that waits for a person."""


def receive_mail(*, raw: bytes, now: datetime, size: int | None = None) -> bool:
    """Keep a mail and do what it asks for; return whether it is new. The same mail counts once.

    `size` is that of the whole mail where `raw` is its head alone: such a one is told that it was too large.
    """
    kept = kept_once(raw, size or len(raw), now)
    if kept is None:
        return False
    if kept.kind not in TO_PEOPLE:
        handle(kept.pk, lead, now)
    return True


@transaction.atomic
def kept_once(raw: bytes, size: int, now: datetime) -> Incoming | None:
    """Store the mail, sealed; None for one that is known. Another under a known name is kept for a person."""
    read, content = read_mail(raw), content_digest(raw)
    digest = hashlib.sha256(raw).hexdigest()
    named = read.message_id[:230] or f"sha256:{digest}"
    known = Incoming.objects.filter(message_id=named).first()
    if known:
        if known.content_sha256 in ("", content):
            return None
        named = f"{named}#{content[:40]}"
    sealer, locked = new_key()
    kept, is_new = Incoming.objects.get_or_create(
        message_id=named,
        defaults={
            "raw": sealer.seal_bytes(raw),
            "size": size,
            "sha256": digest,
            "content_sha256": content,
            "received_at": now,
            "kind": IncomingKind.TOO_LARGE if size > len(raw) else read.kind,
        },
    )
    if not is_new:
        return None
    IncomingKey.objects.create(incoming=kept, locked=locked)
    if known:
        set_apart(kept, "another mail came under this Message-ID", now)
    return kept


def handle(number: int, work: Work, now: datetime) -> None:
    """Handle one mail once, in a transaction of its own; whatever fails sets it apart, and ends there."""
    try:
        with transaction.atomic():
            kept = waiting().filter(pk=number).first()
            if kept:
                outcome = work(kept, now)
                Incoming.objects.filter(pk=number).update(handled_at=now, outcome=outcome, problem="")
    # A mail whose handling fails would come back for ever: it is told to the office, with what went wrong.
    except Exception as trouble:
        log.exception("mail.failed", mail=number)
        with transaction.atomic():
            set_apart(Incoming.objects.get(pk=number), type(trouble).__name__, now)


def waiting() -> QuerySet[Incoming]:
    """Return what was kept and not handled, for this worker alone."""
    found = Incoming.objects.filter(handled_at=None)
    return found.select_for_update(skip_locked=True, of=("self",)).order_by("received_at", "pk")


def set_apart(kept: Incoming, problem: str, now: datetime) -> None:
    kept.is_quarantined, kept.problem, kept.handled_at = True, problem[:300], now
    kept.save(update_fields=["is_quarantined", "problem", "handled_at"])


def lead(kept: Incoming, now: datetime) -> str:
    """Lead a report to the despatch that it is about; what leads nowhere, or cannot be read, is set apart."""
    read = read_mail(raw_of(kept))
    row = despatch_of(read)
    kept.kind, kept.note, kept.about = read.kind, read.note, [name[:300] for name in read.about[:20]]
    kept.despatch = row
    kept.is_quarantined = read.kind is IncomingKind.BROKEN or (row is None and read.kind in MOVES)
    kept.save(update_fields=["kind", "note", "about", "despatch", "is_quarantined"])
    move = MOVES.get(read.kind)
    if row and move and move in DESPATCH.moves(DespatchState(row.state)):
        moved(row, move, now, problem=read.note)
    return "led" if row else ""


def despatch_of(read: IncomingMail) -> Despatch | None:
    named = Despatch.objects.select_for_update().filter(provider_id__in=read.about)
    return named.order_by("pk").first() if read.about else None


@transaction.atomic
def try_mail_again(*, mail: int, by: Person, now: datetime) -> None:
    """Let what was set apart be handled once more; raise NothingApart."""
    about = Subject.MAIL.named(mail)
    permit(by=by, move=MailMove.TRY_AGAIN, about=about, now=now)
    kept = apart(mail)
    kept.is_quarantined, kept.handled_at = False, None
    kept.save(update_fields=["is_quarantined", "handled_at"])
    journal.write(by=by, at=now, what="mail.tried_again", about=about)


@transaction.atomic
def settle_mail(*, mail: int, by: Person, now: datetime) -> None:
    """Note that a person has read it and that nothing is to be done; raise NothingApart."""
    about = Subject.MAIL.named(mail)
    permit(by=by, move=MailMove.SETTLE, about=about, now=now)
    kept = apart(mail)
    kept.is_quarantined, kept.settled_by, kept.settled_at = False, by, now
    kept.save(update_fields=["is_quarantined", "settled_by", "settled_at"])
    journal.write(by=by, at=now, what="mail.settled", about=about)


def apart(mail: int) -> Incoming:
    kept = Incoming.objects.select_for_update(of=("self",)).filter(pk=mail, is_quarantined=True).first()
    if kept is None:
        raise NothingApart(mail)
    return kept


@transaction.atomic
def forget_mails(*, before: datetime) -> int:
    """Destroy the keys of what was handled before this moment and waits for nobody; return how many."""
    old = IncomingKey.objects.filter(incoming__handled_at__lt=before, incoming__is_quarantined=False)
    return old.delete()[0]
