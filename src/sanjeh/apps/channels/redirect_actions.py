"""What comes by another way is led to the channels with courtesy: counted, kept, and lodged by nobody but its
writer. A mail does no legal act, whoever it says that it is from.
"""

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.db import transaction
from django.db.models import Max

from sanjeh.apps.accounts.actions import one_at_a_time
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.channels import queries
from sanjeh.apps.channels.models import Redirect
from sanjeh.apps.conf import conf
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.messages.actions import Content
from sanjeh.apps.messages.address_actions import Addressee, send_to_address
from sanjeh.apps.messages.incoming_actions import MOST_BYTES
from sanjeh.apps.messages.mail_texts import written
from sanjeh.apps.messages.models import Despatch, Incoming, Message
from sanjeh.apps.sealing import new_key
from sanjeh.core.messages.answering import MOST_AN_HOUR, ONE_IN, unanswered
from sanjeh.core.messages.incoming import IncomingKind
from sanjeh.core.messages.template_names import TemplateName
from sanjeh.core.messages.written import WrittenMail
from sanjeh.core.text.script_detection import letters_by_script
from sanjeh.core.text.words import Language
from sanjeh.core.workflow.channels import ChannelKind
from sanjeh.core.workflow.reach_moves import MailMove
from sanjeh.core.workflow.redirects import TOLD_BY_HAND, ReachedBy
from sanjeh.locale.catalogues import said

FORM = "/complaints/from/{token}/"
ANSWERS = (TemplateName.MAIL_REDIRECTED, TemplateName.MAIL_TOO_LARGE)
AN_HOUR = timedelta(hours=1)
MEGABYTE = 1_000_000


class UnknownWay(ValueError):
    """Of this way the mailbox tells itself."""


@dataclass(frozen=True, slots=True)
class Reached:
    """What somebody of the house was told by another way; `address` may be empty: then nothing is sent."""

    way: ReachedBy
    text: str
    address: str = ""
    language: Language = "fa"


@dataclass(frozen=True, slots=True)
class Told:
    """The number of what was kept, and the path of the form that holds its words already."""

    number: int
    path: str
    is_answered: bool


@transaction.atomic
def record_redirect(*, reached: Reached, by: Person, now: datetime) -> Told:
    """Keep what reached a person of the house, and answer its writer where an address is known."""
    permit(by=by, move=MailMove.REDIRECT, about="", now=now)
    if reached.way not in TOLD_BY_HAND:
        raise UnknownWay(reached.way)
    to = Addressee(reached.address, reached.language)
    is_open = bool(reached.address) and not answered_enough(reached.address, now)
    return kept(Written(reached.way, reached.text), to if is_open else None, now, by=by)


def redirect_mail(incoming: Incoming, now: datetime) -> str:
    """Lead a mail to the channels, once; answer its writer where a program may. Part of handling it."""
    mail = written(incoming)
    if incoming.kind == IncomingKind.TOO_LARGE:
        return refuse_large(mail, now)
    sender, way = writer_of(mail)
    is_open = not unanswered(IncomingKind(incoming.kind), sender, own_addresses()) and not answered_enough(
        sender, now
    )
    to = Addressee(sender, language_of(mail.text), answers_id=mail.message_id) if is_open else None
    text = "\n\n".join(filter(None, (mail.subject, mail.new_words)))
    return f"redirected:{kept(Written(way, text, incoming), to, now).number}"


def writer_of(mail: WrittenMail) -> tuple[str, ReachedBy]:
    """Return to whom the answer goes: of a mail that one of the house passed on whole, its first writer."""
    is_ours = Person.objects.filter(email__iexact=mail.sender, email_proved_at__isnull=False).exists()
    if mail.original and mail.sender and is_ours:
        return mail.original, ReachedBy.FORWARDED
    return mail.sender, ReachedBy.MAILBOX


def own_addresses() -> frozenset[str]:
    """Return the addresses of the house itself: whatever comes from one of them is a loop."""
    boxes = queries.addresses(ChannelKind.EMAIL)
    named = (parseaddr(conf()["MAIL_FROM"])[1], conf()["CONTACT_EMAIL"], *boxes)
    return frozenset(one.strip().lower() for one in named if one)


def answered_enough(address: str, now: datetime) -> bool:
    """Say whether this address was answered within a day, or so many others within the hour."""
    answers = Message.objects.filter(template__in=ANSWERS)
    if answers.filter(made_at__gt=now - AN_HOUR).count() >= MOST_AN_HOUR:
        return True
    lately = Despatch.objects.filter(message__template__in=ANSWERS, message__made_at__gt=now - ONE_IN)
    return lately.filter(address__iexact=address).exists()


def language_of(text: str) -> Language:
    """Return in which language to answer: English where more is written in Latin letters than in Persian."""
    letters = letters_by_script(text)
    return "en" if letters.get("Latin", 0) > letters.get("Arabic", 0) else "fa"


def refuse_large(mail: WrittenMail, now: datetime) -> str:
    """Tell the writer that the mail was too large; its head is kept, the rest was never read."""
    if unanswered(IncomingKind.WORDS, mail.sender, own_addresses()) or answered_enough(mail.sender, now):
        return "too_large"
    to = Addressee(mail.sender, language_of(mail.subject), answers_id=mail.message_id)
    facts = {"most": MOST_BYTES // MEGABYTE, "channels": ways(now, to.language)}
    content = Content(TemplateName.MAIL_TOO_LARGE, "", "/channels/", facts)
    send_to_address(content=content, to=to, now=now)
    return "too_large"


@dataclass(frozen=True, slots=True)
class Written:
    way: ReachedBy
    text: str
    incoming: Incoming | None = None


def kept(what: Written, to: Addressee | None, now: datetime, *, by: Person | None = None) -> Told:
    """Keep the words sealed, write the journal's line, and send the answer; the secret stands in it alone."""
    one_at_a_time("number of a redirect")
    number: int = (Redirect.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    token = secrets.token_urlsafe(24)
    sealer, locked = new_key()
    row = Redirect.objects.create(
        number=number,
        reached_by=what.way,
        incoming=what.incoming,
        token_hash=hash_of(token),
        sealed=sealer.seal(json.dumps({"text": what.text})),
        locked=locked,
        is_answered=to is not None,
        by=by,
        at=now,
    )
    facts = {"way": what.way.value, "is_answered": to is not None}
    journal.write(by=by, at=now, what="redirect.kept", about=row.reference, facts=facts)
    path = FORM.format(token=token)
    if to:
        told = {"channels": ways(now, to.language)}
        content = Content(TemplateName.MAIL_REDIRECTED, row.reference, path, told)
        send_to_address(content=content, to=to, now=now)
    return Told(number, path, is_answered=to is not None)


def ways(now: datetime, language: Language) -> str:
    """Return the channels in one line, with where each is reached."""
    site = conf()["SITE_URL"].rstrip("/")
    told = []
    for row in queries.open_channels(now):
        where = f"{site}/complaints/" if row.is_of_the_program else row.address
        told.append(": ".join(filter(None, (said(row.title, language), where))))
    return ("؛ " if language == "fa" else "; ").join(told)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def note_lodged(*, token: str, now: datetime) -> None:
    """Note that the form was sent, and forget the words: they stand in what was lodged."""
    row = Redirect.objects.select_for_update(of=("self",)).filter(token_hash=hash_of(token)).first()
    if row is None or row.lodged_at:
        return
    Redirect.objects.filter(pk=row.pk).update(lodged_at=now, locked=None)
    journal.write(by=journal.PUBLIC, at=now, what="redirect.lodged", about=row.reference)


@transaction.atomic
def forget_redirects(*, before: datetime) -> int:
    """Empty the keys of what was kept before this moment, and return how many."""
    return Redirect.objects.filter(at__lt=before, locked__isnull=False).update(locked=None)
