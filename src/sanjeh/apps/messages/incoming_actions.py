"""Mail that comes in: stored first, read once; nothing in it ever makes us send anything."""

import hashlib
from datetime import datetime

from django.db import transaction

from sanjeh.apps.messages.actions import moved
from sanjeh.apps.messages.models import Despatch, Incoming
from sanjeh.core.messages.incoming import IncomingKind, IncomingMail, read_mail
from sanjeh.core.workflow.despatches import DESPATCH, DespatchMove, DespatchState

MOST_BYTES = 1_000_000
MOVES = {IncomingKind.BOUNCE: DespatchMove.BOUNCE, IncomingKind.RECEIPT: DespatchMove.DELIVER}


def receive_mail(*, raw: bytes, now: datetime) -> bool:
    """Keep a mail and do what it asks for; return whether it is new. The same mail counts once.

    What is longer than a million bytes is kept in its beginning.
    """
    raw = raw[:MOST_BYTES]
    read = read_mail(raw)
    digest = hashlib.sha256(raw).hexdigest()
    kept, is_new = Incoming.objects.get_or_create(
        message_id=read.message_id[:300] or f"sha256:{digest}",
        defaults={"raw": raw, "sha256": digest, "received_at": now},
    )
    if is_new:
        attach(kept, read, now)
    return is_new


@transaction.atomic
def attach(kept: Incoming, read: IncomingMail, now: datetime) -> None:
    """Lead a report to the despatch that it is about; what leads nowhere, or a person wrote, is set apart."""
    row = despatch_of(read)
    kept.kind, kept.note, kept.about = read.kind, read.note, [name[:300] for name in read.about[:20]]
    kept.despatch = row
    kept.is_quarantined = read.kind in {IncomingKind.WORDS, IncomingKind.BROKEN} or (
        row is None and read.kind in MOVES
    )
    kept.save(update_fields=["kind", "note", "about", "despatch", "is_quarantined"])
    move = MOVES.get(read.kind)
    if row and move and move in DESPATCH.moves(DespatchState(row.state)):
        moved(row, move, now, problem=read.note)


def despatch_of(read: IncomingMail) -> Despatch | None:
    named = Despatch.objects.select_for_update().filter(provider_id__in=read.about)
    return named.order_by("pk").first() if read.about else None
