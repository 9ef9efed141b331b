"""What the office's lists of messages show: a part of the rows that are asked for, and how many there are."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Exists, F, Max, Q

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.messages.models import Despatch, Incoming, Message
from sanjeh.apps.messages.queries import (
    SEEN,
    DespatchRow,
    InboxRow,
    IncomingRow,
    MatterRow,
    inbox_row,
    incoming_row,
    row_of,
)
from sanjeh.core.text.persian import normalise


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words of a search, the values of filters by their names, and from which row to before which."""

    search: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    start: int = 0
    stop: int | None = None


def inbox(person: Person, wanted: Wanted) -> tuple[tuple[InboxRow, ...], int]:
    """Return what was written to this person, newest first."""
    rows = Message.objects.filter(person=person).annotate(is_seen=Exists(SEEN)).order_by("-made_at", "-pk")
    if wanted.chosen.get("seen"):
        rows = rows.filter(is_seen=wanted.chosen["seen"] == "yes")
    for word in normalise(wanted.search).split():
        rows = rows.filter(Q(subject__icontains=word) | Q(text__icontains=word))
    return tuple(map(inbox_row, rows[wanted.start : wanted.stop])), rows.count()


def despatches(wanted: Wanted) -> tuple[tuple[DespatchRow, ...], int]:
    """Return what went out, newest first."""
    rows = Despatch.objects.select_related("message__person").order_by("-message__made_at", "-pk")
    rows = rows.filter(
        **{name: wanted.chosen[name] for name in ("state", "channel") if wanted.chosen.get(name)}
    )
    for word in normalise(wanted.search).split():
        rows = rows.filter(
            Q(message__person__display_name__icontains=word)
            | Q(message__subject__icontains=word)
            | Q(message__person=None, address__icontains=word)
        )
    return tuple(map(row_of, rows[wanted.start : wanted.stop])), rows.count()


def despatches_of(numbers: Collection[int]) -> tuple[DespatchRow, ...]:
    """Return those of these numbers that there are, newest first."""
    rows = Despatch.objects.select_related("message__person").filter(pk__in=numbers)
    return tuple(map(row_of, rows.order_by("-message__made_at", "-pk")))


def matters(wanted: Wanted) -> tuple[tuple[MatterRow, ...], int]:
    """Return the matters about which people were asked to acknowledge something, newest first."""
    asked = Message.objects.filter(is_acknowledged=True).annotate(is_seen=Exists(SEEN))
    rows = asked.values("about").annotate(
        asked=Count("pk"), waiting=Count("pk", filter=Q(is_seen=False)), last=Max("pk")
    )
    seen = wanted.chosen.get("seen")
    if seen:
        rows = rows.filter(waiting__gt=0) if seen == "waiting" else rows.filter(waiting=0)
    found = list(rows.order_by("-last")[wanted.start : wanted.stop])
    newest = Message.objects.in_bulk([row["last"] for row in found])
    shown = tuple(
        MatterRow(
            row["about"],
            newest[row["last"]].subject,
            row["asked"],
            row["waiting"],
            newest[row["last"]].made_at,
        )
        for row in found
    )
    return shown, rows.count()


def incoming(wanted: Wanted) -> tuple[tuple[IncomingRow, ...], int]:
    """Return what came in, what is set apart first."""
    rows = Incoming.objects.order_by(F("is_quarantined").desc(), "-received_at", "-pk")
    if wanted.chosen.get("kind"):
        rows = rows.filter(kind=wanted.chosen["kind"])
    if wanted.chosen.get("standing"):
        rows = rows.filter(is_quarantined=wanted.chosen["standing"] == "apart")
    return tuple(map(incoming_row, rows[wanted.start : wanted.stop])), rows.count()
