"""Reading what bodies said of a version that was talked over, and what they were answered."""

from dataclasses import dataclass
from datetime import datetime

from sanjeh.apps.agreements.models import AgreementVersion, Comment
from sanjeh.core.workflow.agreements import VersionState


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A comment with its one answer, empty while it waits; clause 0 is the text as a whole."""

    number: int
    body: str
    clause: int
    text: str
    at: datetime
    answer: str
    answered_at: datetime | None


def comments(version: int) -> tuple[CommentRow, ...]:
    """Return what was said of a version, clause by clause, in the order in which it was said."""
    rows = Comment.objects.filter(version__number=version).select_related("answer").order_by("clause", "pk")
    return tuple(map(row_of, rows))


def row_of(row: Comment) -> CommentRow:
    answer = getattr(row, "answer", None)
    return CommentRow(
        number=row.pk,
        body=row.body,
        clause=row.clause,
        text=row.text,
        at=row.at,
        answer=answer.text if answer else "",
        answered_at=answer.at if answer else None,
    )


def unanswered(version: int) -> int:
    """Return how many comments on this version have no answer yet."""
    return Comment.objects.filter(version__number=version, answer=None).count()


def in_consultation(authority: str) -> int | None:
    """Return the number of the newest version that is being talked over, or None."""
    own = AgreementVersion.objects.filter(authority__code=authority, state=VersionState.CONSULTATION)
    return own.order_by("-number").values_list("number", flat=True).first()


def version_of(number: int) -> int | None:
    """Return the version on which this comment was made."""
    return Comment.objects.filter(pk=number).values_list("version__number", flat=True).first()
