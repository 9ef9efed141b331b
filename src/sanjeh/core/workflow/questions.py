"""What becomes of a question: each of its parts is answered before anything is called an answer."""

from enum import StrEnum

from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.machine import Machine, Transition


class QuestionState(StrEnum):
    OPEN = "open"
    WAITING = "waiting"
    ANSWERED = "answered"
    CLOSED = "closed"


class QuestionMove(StrEnum):
    """`ask_back`: we need a word of the asker first; `not_answered`: a part was no answer to it."""

    ASK = "ask"
    ANSWER = "answer"
    ASK_BACK = "ask_back"
    REPLY = "reply"
    NOT_ANSWERED = "not_answered"
    CLOSE = "close"


class FaqMove(StrEnum):
    """What is done with an answer from which everybody may learn, and with the templates of answers."""

    DRAFT = "draft"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    KEEP_TEMPLATE = "keep_template"


class About(StrEnum):
    """What a question is about."""

    INDICATOR = "indicator"
    NOTICE = "notice"
    SERVICE = "service"
    OTHER = "other"


ABOUT_WORDS = {
    About.INDICATOR: Translatable("یک شاخص"),
    About.NOTICE: Translatable("یک اطلاعیه"),
    About.SERVICE: Translatable("یک خدمت"),
    About.OTHER: Translatable("موضوع دیگر"),
}
STATE_WORDS = {
    QuestionState.OPEN: Translatable("در انتظار پاسخ کارشناس"),
    QuestionState.WAITING: Translatable("کارشناس از پرسنده چیزی پرسیده است"),
    QuestionState.ANSWERED: Translatable("پاسخ داده شد", key="state of a question"),
    QuestionState.CLOSED: Translatable("پرسنده پاسخ را گرفت و بست"),
}
EVENTS = {
    QuestionMove.ASK: "question.asked",
    QuestionMove.ANSWER: "question.answered",
    QuestionMove.ASK_BACK: "question.asked_back",
    QuestionMove.REPLY: "question.replied",
    QuestionMove.NOT_ANSWERED: "question.not_answered",
    QuestionMove.CLOSE: "question.closed",
}
_S, _M = QuestionState, QuestionMove
QUESTION = Machine(
    "question",
    _S.OPEN,
    (
        Transition(_S.OPEN, _M.ANSWER, _S.ANSWERED),
        Transition(_S.OPEN, _M.ASK_BACK, _S.WAITING),
        # What the asker was asked may have come by another way: it is never needed to wait for the form.
        Transition(_S.WAITING, _M.ANSWER, _S.ANSWERED),
        Transition(_S.WAITING, _M.REPLY, _S.OPEN),
        Transition(_S.ANSWERED, _M.NOT_ANSWERED, _S.OPEN),
        Transition(_S.ANSWERED, _M.CLOSE, _S.CLOSED),
    ),
)
ANSWER_DAYS = 3  # working days; a proposal of the house, which binds nobody until a version holds it
MOST_PARTS = 5
