"""One mail that came in, as somebody who has to answer it sees it."""

from dataclasses import dataclass
from datetime import datetime

from sanjeh.apps.messages.mail_texts import Forgotten, raw_of, written
from sanjeh.apps.messages.models import Incoming
from sanjeh.core.messages.incoming import KIND_WORDS, IncomingKind
from sanjeh.core.messages.written import AttachedFile, WrittenMail, file_at
from sanjeh.core.text.words import Translatable


class NoSuchMail(LookupError):
    """No mail has this number, or no file that is given out lies at this place."""


@dataclass(frozen=True, slots=True)
class MailPage:
    """`mail` is None where its key is gone; `outcome` and `problem` say what became of it."""

    number: int
    kind: Translatable
    received_at: datetime
    handled_at: datetime | None
    size: int
    is_apart: bool
    outcome: str
    problem: str
    mail: WrittenMail | None


def mail_page(number: int) -> MailPage:
    """Return one mail; raise NoSuchMail."""
    row = found(number)
    try:
        mail = written(row)
    except Forgotten:
        mail = None
    kind = KIND_WORDS[IncomingKind(row.kind or IncomingKind.BROKEN)]
    told = (row.handled_at, row.size, row.is_quarantined, row.outcome, row.problem)
    return MailPage(row.pk, kind, row.received_at, *told, mail)


def mail_file(number: int, place: int) -> tuple[AttachedFile, bytes]:
    """Return a file of a mail with its bytes, if it is of a kind that is given out; raise NoSuchMail."""
    try:
        one = file_at(raw_of(found(number)), place)
    except Forgotten:
        one = None
    if one is None:
        raise NoSuchMail(number)
    return one


def found(number: int) -> Incoming:
    row = Incoming.objects.filter(pk=number).first()
    if row is None:
        raise NoSuchMail(number)
    return row
