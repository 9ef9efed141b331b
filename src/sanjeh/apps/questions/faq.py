"""Reading the answers for everybody: the public what is published, the office all of them."""

from dataclasses import dataclass
from datetime import datetime

from sanjeh.apps.questions.models import Faq
from sanjeh.core.text.words import Translatable, Words, titled
from sanjeh.core.workflow.questions import ABOUT_WORDS, About


class NoSuchFaq(LookupError):
    """No answer for everybody has this number."""


@dataclass(frozen=True, slots=True)
class FaqRow:
    number: int
    about: Translatable
    name: str
    question: Words
    answer: Words
    drafted_by: str
    drafted_at: datetime
    published_at: datetime | None
    withdrawn_at: datetime | None

    @property
    def is_public(self) -> bool:
        return self.published_at is not None and self.withdrawn_at is None


def faqs() -> tuple[FaqRow, ...]:
    """Return all of them, the newest first."""
    return tuple(map(row_of, Faq.objects.select_related("drafted_by")))


def published() -> tuple[FaqRow, ...]:
    """Return what everybody reads."""
    rows = Faq.objects.filter(published_at__isnull=False, withdrawn_at=None)
    return tuple(map(row_of, rows.select_related("drafted_by")))


def faq(number: int) -> FaqRow:
    """Return one of them; raise NoSuchFaq."""
    row = Faq.objects.select_related("drafted_by").filter(number=number).first()
    if row is None:
        raise NoSuchFaq(number)
    return row_of(row)


def row_of(row: Faq) -> FaqRow:
    return FaqRow(
        number=row.number,
        about=ABOUT_WORDS[About(row.about)],
        name=row.name,
        question=titled(row.question_fa, row.question_en),
        answer=titled(row.answer_fa, row.answer_en),
        drafted_by=row.drafted_by.display_name,
        drafted_at=row.drafted_at,
        published_at=row.published_at,
        withdrawn_at=row.withdrawn_at,
    )
