"""Reading what readers told us."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, F, Q, When

from sanjeh.apps.feedback.kinds import HELPED, KINDS, FeedbackKind, Helped
from sanjeh.apps.feedback.models import Feedback
from sanjeh.core.text.persian import normalise
from sanjeh.core.text.words import Translatable

WAITING, SETTLED = "waiting", "settled"


@dataclass(frozen=True, slots=True)
class FeedbackRow:
    """One message, and what became of it; `helped` is None where the reader did not say."""

    number: int
    kind: Translatable
    helped: Translatable | None
    page: str
    text: str
    contact: str
    at: datetime
    outcome: str
    settled_at: datetime | None


def row_of(one: Feedback) -> FeedbackRow:
    return FeedbackRow(
        number=one.number,
        kind=KINDS[FeedbackKind(one.kind)],
        helped=HELPED[Helped(one.helped)] if one.helped else None,
        page=one.page,
        text=one.text,
        contact=one.contact,
        at=one.at,
        outcome=one.outcome,
        settled_at=one.settled_at,
    )


def waiting() -> tuple[int, datetime | None]:
    """Return how many messages wait for a word, and since when the oldest does."""
    rows = Feedback.objects.filter(settled_at=None).order_by("at").values_list("at", flat=True)
    found = list(rows)
    return len(found), found[0] if found else None


def listed(*, search: str, kind: str, standing: str, part: slice) -> tuple[tuple[FeedbackRow, ...], int]:
    """Return this part of the messages that were asked for, those that wait first, and how many there are."""
    rows = Feedback.objects.all()
    for word in normalise(search).split():
        rows = rows.filter(Q(text__icontains=word) | Q(page__icontains=word) | Q(outcome__icontains=word))
    if kind:
        rows = rows.filter(kind=kind)
    if standing:
        rows = rows.filter(settled_at__isnull=standing == WAITING)
    is_settled = Case(When(settled_at=None, then=0), default=1)
    waiting_first = Case(When(settled_at=None, then=F("number")), default=-F("number"))
    found = rows.order_by(is_settled, F("settled_at").desc(), waiting_first)
    return tuple(map(row_of, found[part])), rows.count()


def open_first(most: int = 200) -> tuple[FeedbackRow, ...]:
    """Return the messages that wait for a word, the longest first, then those that had one."""
    waiting = Feedback.objects.filter(settled_at=None).order_by("number")[:most]
    settled = Feedback.objects.exclude(settled_at=None).order_by("-settled_at", "-number")[
        : max(0, most - len(waiting))
    ]
    return tuple(row_of(one) for one in (*waiting, *settled))
