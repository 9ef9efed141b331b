"""Answers from which everybody may learn, and the templates with which an answer begins."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from sanjeh.apps.accounts.actions import one_at_a_time
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.accounts.queries import named
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.questions import faq
from sanjeh.apps.questions.models import AnswerTemplate, Faq, Part
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.questions import About, FaqMove


class WordsMissing(ValueError):
    """A question and an answer have words, and both their English or neither."""


class NamesAPerson(ValueError):
    """Somebody's whole name stands in it: what everybody reads names nobody."""


class NotAwaited(Exception):
    """This was published already, or is not published, or was withdrawn."""


@dataclass(frozen=True, slots=True)
class FaqEntry:
    """What everybody is to read; the English may be missing as a whole."""

    question_fa: str
    answer_fa: str
    question_en: str = ""
    answer_en: str = ""
    about: About = About.OTHER
    name: str = ""
    part: int | None = None  # the key of the part that was answered so


@transaction.atomic
def draft_faq(*, entry: FaqEntry, by: Person, now: datetime) -> int:
    """Write what everybody may learn, for another to publish; raise WordsMissing or NamesAPerson."""
    one_at_a_time("number of a common answer")
    number: int = (Faq.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    about = Subject.FAQ.named(number)
    permit(by=by, move=FaqMove.DRAFT, about=about, now=now)
    texts = [
        text.strip() for text in (entry.question_fa, entry.answer_fa, entry.question_en, entry.answer_en)
    ]
    if not (texts[0] and texts[1]) or bool(texts[2]) != bool(texts[3]):
        raise WordsMissing
    if named("\n".join(texts)):
        raise NamesAPerson
    Faq.objects.create(
        number=number,
        part=Part.objects.filter(pk=entry.part).first() if entry.part else None,
        about=entry.about,
        name=entry.name.strip(),
        question_fa=texts[0],
        answer_fa=texts[1],
        question_en=texts[2],
        answer_en=texts[3],
        drafted_by=by,
        drafted_at=now,
    )
    journal.write(by=by, at=now, what="faq.drafted", about=about)
    return number


@transaction.atomic
def publish_faq(*, number: int, by: Person, now: datetime) -> None:
    """Show it to everybody, as another than its writer; raise NoSuchFaq or NotAwaited."""
    about = Subject.FAQ.named(number)
    permit(by=by, move=FaqMove.PUBLISH, about=about, now=now)
    row = locked(number)
    if row.published_at or row.withdrawn_at:
        raise NotAwaited(number)
    Faq.objects.filter(pk=row.pk).update(published_by=by, published_at=now)
    journal.write(by=by, at=now, what="faq.published", about=about)


@transaction.atomic
def withdraw_faq(*, number: int, by: Person, now: datetime) -> None:
    """Take it away from the public page; it stays on the office's. Raise NoSuchFaq or NotAwaited."""
    about = Subject.FAQ.named(number)
    permit(by=by, move=FaqMove.WITHDRAW, about=about, now=now)
    row = locked(number)
    if row.withdrawn_at:
        raise NotAwaited(number)
    Faq.objects.filter(pk=row.pk).update(withdrawn_by=by, withdrawn_at=now)
    journal.write(by=by, at=now, what="faq.withdrawn", about=about)


def locked(number: int) -> Faq:
    row = Faq.objects.select_for_update(of=("self",)).filter(number=number).first()
    if row is None:
        raise faq.NoSuchFaq(number)
    return row


@transaction.atomic
def keep_template(*, title: str, text: str, by: Person, now: datetime) -> None:
    """Keep a template of answers under its title; an earlier one of that title is used no more.

    Without a text the title is used no more. Raise WordsMissing.
    """
    permit(by=by, move=FaqMove.KEEP_TEMPLATE, about="", now=now)
    name = " ".join(title.split())[:120]
    if not name:
        raise WordsMissing
    one_at_a_time("templates of answers")
    retired = AnswerTemplate.objects.filter(title=name, retired_at=None).update(retired_at=now)
    if not (text.strip() or retired):
        raise WordsMissing
    if text.strip():
        AnswerTemplate.objects.create(title=name, text=text.strip(), by=by, at=now)
    journal.write(by=by, at=now, what="template.kept", about=Subject.PROCESS.named("answer-templates"))
