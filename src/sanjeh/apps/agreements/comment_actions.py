"""A version is talked over: bodies say what they think of a clause, and the house answers each of them."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sanjeh.apps.accounts.actions import one_at_a_time
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.agreements.actions import NotAwaited, NotMandated, about, authority_of, locked, speaks_for
from sanjeh.apps.agreements.models import Comment, CommentAnswer
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.messages import actions as messages
from sanjeh.core.integrity.references import Subject
from sanjeh.core.messages.template_names import TemplateName
from sanjeh.core.workflow.agreements import VersionState
from sanjeh.core.workflow.moves import ConsultationMove

WHOLE_TEXT = 0  # the clause of a comment on the text as a whole


class NoSuchClause(ValueError):
    """The version has no clause of this number."""


class NoSuchComment(LookupError):
    """Nobody has made this comment."""


class AnsweredAlready(Exception):
    """This comment has its one answer."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a body says of a clause; clause 0 is the text as a whole."""

    version: int
    body: str
    clause: int
    text: str


@transaction.atomic
def comment(*, said: Said, by: Person, now: datetime) -> int:
    """Keep what a body says of a version in consultation, and return the number of the comment.

    Raise NotAwaited, NoSuchClause or NotMandated.
    """
    row = locked(said.version)
    permit(
        by=by,
        move=ConsultationMove.COMMENT,
        about=about(said.version),
        now=now,
        authority=authority_of(row),
    )
    if row is None or row.state != VersionState.CONSULTATION:
        raise NotAwaited(said.version)
    if not WHOLE_TEXT <= said.clause <= len(row.words.clauses):
        raise NoSuchClause(said.clause)
    mandate = speaks_for(said.body, by, str(row.authority_id), now)
    if mandate is None:
        raise NotMandated(said.body)
    made = Comment.objects.create(
        version=row, body=said.body, mandate_id=mandate, clause=said.clause, text=said.text.strip(), at=now
    )
    matters = (row.reference, Subject.BODY.named(said.body), Subject.AUTHORITY.named(row.authority_id))
    facts = {"comment": made.pk, "clause": said.clause}
    journal.write(by=by, at=now, what="consultation.commented", about=matters, facts=facts)
    return int(made.pk)


@transaction.atomic
def answer(*, number: int, text: str, by: Person, now: datetime) -> None:
    """Answer a comment, once, and tell whoever made it; raise NoSuchComment or AnsweredAlready."""
    one_at_a_time("answers to comments")
    found = Comment.objects.select_related("version", "mandate__person").filter(pk=number).first()
    version = found.version if found else None
    permit(
        by=by,
        move=ConsultationMove.ANSWER,
        about=about(version.number if version else 0),
        now=now,
        authority=authority_of(version),
    )
    if found is None:
        raise NoSuchComment(number)
    if CommentAnswer.objects.filter(comment=found).exists():
        raise AnsweredAlready(number)
    CommentAnswer.objects.create(comment=found, text=text.strip(), by=by, at=now)
    reference = found.version.reference
    content = messages.Content(
        TemplateName.COMMENT_ANSWERED, reference, "/office/consultation/", {"number": found.version.number}
    )
    messages.send(content=content, to=[found.mandate.person], now=now)
    matters = (reference, Subject.BODY.named(found.body), Subject.AUTHORITY.named(found.version.authority_id))
    journal.write(by=by, at=now, what="consultation.answered", about=matters, facts={"comment": number})
