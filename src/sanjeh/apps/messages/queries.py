"""Reading messages: each person one's own inbox, the office what went out and what came back."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.messages.models import Despatch, Incoming, Message
from sanjeh.core.messages.incoming import KIND_WORDS, IncomingKind
from sanjeh.core.messages.template_names import TemplateName
from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.despatches import (
    CHANNEL_WORDS,
    DESPATCH,
    STATE_WORDS,
    Channel,
    DespatchMove,
    DespatchState,
)

SEEN = Despatch.objects.filter(message=OuterRef("pk"), state=DespatchState.ACKNOWLEDGED)


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A message to its reader; `language` is that in which it was written."""

    number: int
    subject: str
    text: str
    link: str
    language: str
    made_at: datetime
    is_seen: bool

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Return the text without its link, which is a button on a page, and without who signs it."""
        parts = self.text.split("\n\n")
        return tuple(one for one in parts if not (one.startswith("-- ") or one.endswith(f"\n{self.link}")))


@dataclass(frozen=True, slots=True)
class DespatchRow:
    """One way of one message, as the office sees it."""

    number: int
    about: str
    subject: str
    name: str
    channel: Channel
    channel_title: Translatable
    state: DespatchState
    state_title: Translatable
    changed_at: datetime
    tries: int
    problem: str
    letter_number: int | None
    can_be_tried_again: bool


@dataclass(frozen=True, slots=True)
class IncomingRow:
    number: int
    received_at: datetime
    kind: Translatable
    note: str
    despatch: int | None
    is_quarantined: bool


@dataclass(frozen=True, slots=True)
class MatterRow:
    """How many were written to about one matter and asked to acknowledge it, and how many have not."""

    about: str
    subject: str
    asked: int
    waiting: int
    since: datetime


def inbox(person: Person, most: int = 100) -> tuple[InboxRow, ...]:
    """Return what was written to this person, newest first."""
    rows = Message.objects.filter(person=person).annotate(is_seen=Exists(SEEN)).order_by("-made_at", "-pk")
    return tuple(map(inbox_row, rows[:most]))


def inbox_row(row: Message) -> InboxRow:
    """Return a message to its reader; its row tells besides whether it was seen."""
    is_seen: bool = row.is_seen  # type: ignore[attr-defined]  # asked for with the row
    return InboxRow(row.pk, row.subject, row.text, row.link, row.language, row.made_at, is_seen)


def told_about(person: Person, template: TemplateName, page: str) -> frozenset[str]:
    """Return the matters of which this person was told by this template, with a link to this kind of page."""
    rows = Message.objects.filter(person=person, template=template, link__endswith=page)
    return frozenset(rows.values_list("about", flat=True))


def apart_count() -> int:
    """Return how many mails that came in wait for a person."""
    return Incoming.objects.filter(is_quarantined=True).count()


def unseen_count(person: Person) -> int:
    """Return how many messages this person has not acknowledged."""
    return Message.objects.filter(person=person).exclude(Exists(SEEN)).count()


def despatch(number: int) -> DespatchRow | None:
    row = Despatch.objects.select_related("message__person").filter(pk=number).first()
    return row_of(row) if row else None


def row_of(row: Despatch) -> DespatchRow:
    channel, state = Channel(row.channel), DespatchState(row.state)
    return DespatchRow(
        number=row.pk,
        about=row.message.about,
        subject=row.message.subject,
        name=row.message.person.display_name if row.message.person else row.address,
        channel=channel,
        channel_title=CHANNEL_WORDS[channel],
        state=state,
        state_title=STATE_WORDS[state],
        changed_at=row.changed_at,
        tries=row.tries,
        problem=row.problem,
        letter_number=row.letter_number,
        can_be_tried_again=DespatchMove.TRY_AGAIN in DESPATCH.moves(state),
    )


def incoming_row(row: Incoming) -> IncomingRow:
    return IncomingRow(
        row.pk,
        row.received_at,
        KIND_WORDS[IncomingKind(row.kind or IncomingKind.BROKEN)],
        row.problem or row.note,
        row.despatch_id,
        row.is_quarantined,
    )


@dataclass(frozen=True, slots=True)
class LetterText:
    """A letter as it is printed: A4, with number and date."""

    number: int | None
    name: str
    subject: str
    paragraphs: tuple[str, ...]
    language: str
    made_at: datetime


def letter(number: int) -> LetterText | None:
    """Return the letter of a despatch, or None where there is none."""
    row = Despatch.objects.select_related("message__person").filter(pk=number, channel=Channel.LETTER).first()
    if row is None:
        return None
    message = row.message
    paragraphs = tuple(part for part in message.text.split("\n\n") if not part.startswith("-- "))
    return LetterText(
        row.letter_number,
        message.person.display_name if message.person else "",
        message.subject,
        paragraphs,
        message.language,
        message.made_at,
    )


@dataclass(frozen=True, slots=True)
class ReaderRow:
    """How a message about one matter stands with one reader."""

    person: str
    name: str
    is_seen: bool
    has_arrived: bool
    is_lost: bool
    reminders: int


def readers(about: str) -> tuple[ReaderRow, ...]:
    """Return how what was written about a matter stands with each reader, those first who have not seen it.

    What lies in the inbox alone has not arrived where a mail could have: it is told apart.
    """
    lost = Despatch.objects.filter(
        message=OuterRef("pk"), state__in=(DespatchState.BOUNCED, DespatchState.FAILED)
    )
    mailed = Despatch.objects.filter(
        message=OuterRef("pk"), state__in=(DespatchState.SENT, DespatchState.DELIVERED)
    ).exclude(channel=Channel.INBOX)
    asked = Message.objects.filter(about=about, is_acknowledged=True, reminds_of=None, person__isnull=False)
    rows = asked.annotate(
        is_seen=Exists(SEEN), is_lost=Exists(lost), has_left=Exists(mailed), chased=Count("reminders")
    )
    return tuple(
        ReaderRow(person.reference, person.display_name, row.is_seen, row.has_left, row.is_lost, row.chased)
        for row in rows.select_related("person").order_by("is_seen", "person__display_name", "pk")
        if (person := row.person)
    )


def written_to(about: str) -> frozenset[int]:
    """Return the keys of everybody to whom something was written about this matter."""
    told = Message.objects.filter(about=about, person__isnull=False)
    return frozenset(told.values_list("person_id", flat=True))
