"""Writing to people: a message is one row of words and a row for each way that it goes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, Max

from sanjeh.apps.accounts.actions import one_at_a_time
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.authorities import queries as authorities
from sanjeh.apps.authorities.cards import AuthorityCard
from sanjeh.apps.conf import conf
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.messages.models import Despatch, Message
from sanjeh.apps.messages.ways import Way, ways_to
from sanjeh.core.messages.rendering import Reader, Rendered, render
from sanjeh.core.messages.template_names import TemplateName
from sanjeh.core.messages.templates import TEMPLATES
from sanjeh.core.workflow.despatches import DESPATCH, Channel, DespatchMove, DespatchState
from sanjeh.core.workflow.moves import MessageMove
from sanjeh.locale import catalogues
from sanjeh.locale.days import day

# Whoever gets more in a day finds the rest in the inbox alone: no fault of ours may flood a mailbox.
MOST_A_DAY = 20
BETWEEN_REMINDERS = timedelta(days=1)


class NotYours(LookupError):
    """There is no such message to this person."""


@dataclass(frozen=True, slots=True)
class Content:
    """What is written: the template with its facts, the matter, and the page behind the link."""

    template: TemplateName
    about: str
    path: str
    facts: Mapping[str, object] = field(default_factory=dict)


@transaction.atomic
def send(
    *, content: Content, to: Iterable[Person], now: datetime, with_letter: bool = False
) -> tuple[Message, ...]:
    """Write to each of these people, once; nothing leaves the house here: a worker hands it over.

    The questions to the database are as many for one person as for all who hold a mandate.
    """
    people = sorted(set(to), key=lambda person: person.pk)
    by, flooded = authorities.current(), flooded_of(people, now)
    messages = Message.objects.bulk_create(worded(content, person, by, now) for person in people)
    Despatch.objects.bulk_create(
        despatch(message, way, now)
        for message, person in zip(messages, people, strict=True)
        for way in allowed(person, with_letter=with_letter, is_flooded=person.pk in flooded)
    )
    return tuple(messages)


def write(
    content: Content, person: Person, now: datetime, *, with_letter: bool, reminds_of: Message
) -> Message:
    """Keep one reminder in its words, with a row for each way on which it goes."""
    message = worded(content, person, authorities.current(), now)
    message.reminds_of = reminds_of
    message.save()
    is_flooded = bool(flooded_of([person], now))
    ways = allowed(person, with_letter=with_letter, is_flooded=is_flooded)
    Despatch.objects.bulk_create(despatch(message, way, now) for way in ways)
    return message


def worded(content: Content, person: Person, by: AuthorityCard, now: datetime) -> Message:
    """Return the message to this person in its words, not stored yet."""
    link = f"{conf()['SITE_URL'].rstrip('/')}{content.path}"
    words = rendered(person.language, content, link, by)
    return Message(
        template=content.template,
        language=person.language,
        about=content.about,
        person=person,
        subject=words.subject[:300],
        text=words.text,
        html=words.html,
        short=words.short,
        link=link,
        is_acknowledged=TEMPLATES[content.template].is_acknowledged,
        made_at=now,
    )


def rendered(language: str, content: Content, link: str, authority: AuthorityCard) -> Rendered:
    """Return the words for a reader of this language, days in its calendar."""
    facts = {
        name: day(fact, language, authority.calendar) if isinstance(fact, date) else fact
        for name, fact in content.facts.items()
    }
    reader = Reader(
        language,
        catalogues.direction(language),
        catalogues.speaker(language),
        authority.title.in_language(language),
    )
    return render(content.template, facts, link, reader)


def despatch(message: Message, way: Way, now: datetime) -> Despatch:
    """Return the row of one way; what lies in the inbox has arrived."""
    arrived = way.channel is Channel.INBOX
    state = DESPATCH.next(DESPATCH.start, DespatchMove.DELIVER) if arrived else DESPATCH.start
    return Despatch(
        message=message, channel=way.channel, state=state, address=way.address, due_at=now, changed_at=now
    )


def flooded_of(people: Iterable[Person], now: datetime) -> frozenset[int]:
    """Return which of these people have been mailed as often today as anybody may be."""
    day = Despatch.objects.filter(
        message__person__in=list(people), message__made_at__gt=now - timedelta(days=1)
    )
    mailed = day.filter(channel=Channel.EMAIL).values("message__person").annotate(mails=Count("pk"))
    return frozenset(mailed.filter(mails__gte=MOST_A_DAY).values_list("message__person", flat=True))


def allowed(person: Person, *, with_letter: bool, is_flooded: bool) -> tuple[Way, ...]:
    """Return the ways that are still open today; the inbox and letters always are."""
    kept = {Channel.INBOX, Channel.LETTER}
    ways = ways_to(person, with_letter=with_letter)
    return tuple(way for way in ways if not is_flooded or way.channel in kept)


def moved(row: Despatch, move: DespatchMove, now: datetime, **changes: object) -> None:
    """Make the move of one despatch; raise MoveNotAllowed from any other state."""
    row.state = DESPATCH.next(DespatchState(row.state), move)
    row.changed_at = now
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=["state", "changed_at", *changes])


@transaction.atomic
def acknowledge(*, message: int, by: Person, now: datetime) -> None:
    """Note that the person has seen it: on every way that had reached this far; twice changes nothing."""
    rows = Despatch.objects.select_for_update().filter(message=message, message__person=by)
    if not rows:
        raise NotYours(message)
    for row in rows:
        if DespatchMove.ACKNOWLEDGE in DESPATCH.moves(DespatchState(row.state)):
            moved(row, DespatchMove.ACKNOWLEDGE, now)


@transaction.atomic
def try_again(*, despatch: int, by: Person, now: datetime) -> None:
    """Queue again what bounced or was given up, to where the person is reached today."""
    about = f"despatch:{despatch}"
    permit(by=by, move=MessageMove.TRY_AGAIN, about=about, now=now)
    row = Despatch.objects.select_for_update(of=("self",)).select_related("message__person").get(pk=despatch)
    today = {way.channel: way.address for way in ways_to(row.message.person)} if row.message.person else {}
    address = today.get(Channel(row.channel), row.address)
    moved(row, DespatchMove.TRY_AGAIN, now, tries=0, due_at=now, problem="", address=address)
    journal.write(by=by, at=now, what="message.tried_again", about=(about, row.message.about))


@transaction.atomic
def try_again_together(*, despatches: Iterable[int], by: Person, now: datetime) -> int:
    """Queue again those of these that bounced or were given up, and return how many they are."""
    permit(by=by, move=MessageMove.TRY_AGAIN, about="", now=now)
    rows = Despatch.objects.select_for_update().filter(pk__in=list(despatches)).order_by("pk")
    found = [row.pk for row in rows if DespatchMove.TRY_AGAIN in DESPATCH.moves(DespatchState(row.state))]
    for number in found:
        try_again(despatch=number, by=by, now=now)
    return len(found)


@transaction.atomic
def chase(*, about: str, by: Person, now: datetime, with_letter: bool = False) -> int:
    """Remind everybody who has not acknowledged a message about this matter; return how many were reminded.

    Nobody is reminded twice within a day of the same message.
    """
    permit(by=by, move=MessageMove.CHASE, about=about, now=now)
    late = [message for message in waiting(about) if not reminded_lately(message, now)]
    for message in late:
        remind(message, now, with_letter=with_letter)
    if late:
        journal.write(by=by, at=now, what="message.chased", about=about, facts={"people": len(late)})
    return len(late)


def waiting(about: str) -> tuple[Message, ...]:
    """Return the messages about this matter that their readers have not acknowledged though they should."""
    asked = Message.objects.select_related("person").filter(about=about, is_acknowledged=True)
    seen = Despatch.objects.filter(state=DespatchState.ACKNOWLEDGED).values("message")
    return tuple(asked.exclude(pk__in=seen).filter(person__is_active=True).order_by("pk"))


def reminded_lately(message: Message, now: datetime) -> bool:
    lately = now - BETWEEN_REMINDERS
    return message.made_at > lately or message.reminders.filter(made_at__gt=lately).exists()


def remind(message: Message, now: datetime, *, with_letter: bool) -> None:
    if message.person is None:  # an address is written to once
        return
    facts = {"subject": message.subject, "sent": message.made_at}
    content = Content(TemplateName.REMINDER, message.about, "/office/inbox/", facts)
    write(content, message.person, now, with_letter=with_letter, reminds_of=message)


@transaction.atomic
def post_letter(*, despatch: int, post_number: str, by: Person, now: datetime) -> int:
    """Number a letter that has been handed to the post, and return its number."""
    about = f"despatch:{despatch}"
    permit(by=by, move=MessageMove.POST_LETTER, about=about, now=now)
    one_at_a_time("letter numbers")
    row = Despatch.objects.select_for_update().get(pk=despatch, channel=Channel.LETTER)
    number = row.letter_number or (Despatch.objects.aggregate(last=Max("letter_number"))["last"] or 0) + 1
    moved(row, DespatchMove.SEND, now, letter_number=number, provider_id=post_number.strip())
    journal.write(by=by, at=now, what="letter.posted", about=about, facts={"number": number})
    return number


def forget_addresses(*, before: datetime) -> int:
    """Empty the addresses of what is no longer on its way, and return how many."""
    on_the_way = (DespatchState.QUEUED, DespatchState.SENT)
    old = Despatch.objects.filter(changed_at__lt=before).exclude(address="").exclude(state__in=on_the_way)
    return old.update(address="")
