"""The worker's own work: a mail to the thread of a question is noted there, any other is led to the channels.

It changes no state and stops no clock: nobody has proven who wrote it.
"""

from datetime import datetime

from sanjeh.apps.channels import mail_actions
from sanjeh.apps.channels.redirect_actions import redirect_mail
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.messages.mail_texts import raw_of, written
from sanjeh.apps.messages.models import Despatch, Incoming
from sanjeh.apps.questions.actions import tell_experts
from sanjeh.apps.questions.models import Note, Question
from sanjeh.core.integrity.references import Subject
from sanjeh.core.messages.incoming import IncomingKind, read_mail
from sanjeh.core.messages.written import WrittenMail


def take_words(*, now: datetime) -> int:
    """Handle what people have written, each mail once; return how many."""
    return mail_actions.take_words(now=now, work=noted_or_redirected)


def noted_or_redirected(incoming: Incoming, now: datetime) -> str:
    """Note a mail in the thread that it answers, or lead its writer to the channels."""
    if incoming.kind == IncomingKind.WORDS:
        mail = written(incoming)
        question = thread_of(incoming, mail)
        if question and mail.new_words:
            return noted(question, incoming, mail, now)
    return redirect_mail(incoming, now)


def thread_of(incoming: Incoming, mail: WrittenMail) -> Question | None:
    """Return the question about which we wrote to this very address what this mail answers."""
    named = read_mail(raw_of(incoming)).about
    if not (named and mail.sender):
        return None
    asked = Despatch.objects.filter(
        provider_id__in=named,
        message__about__startswith=f"{Subject.QUESTION}:",
        message__person__email__iexact=mail.sender,
        message__person__email_proved_at__isnull=False,
    )
    about = asked.order_by("-pk").values_list("message__about", flat=True).first()
    return Question.objects.filter(number=int(about.partition(":")[2])).first() if about else None


def noted(question: Question, incoming: Incoming, mail: WrittenMail, now: datetime) -> str:
    Note.objects.create(question=question, text=mail.new_words, incoming=incoming, at=now)
    journal.write(by=journal.PUBLIC, at=now, what="question.mail_noted", about=question.reference)
    tell_experts(question, now)
    return f"noted:{question.reference}"
