"""Every move that somebody can make, by the machine it belongs to.

Those of rounds and complaints lead from state to state; the others change something that has no states.
"""

from enum import StrEnum

from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.breaches import BreachMove
from sanjeh.core.workflow.complaints import ComplaintMove
from sanjeh.core.workflow.desk_moves import ClockMove, ComplaintAct, TieMove
from sanjeh.core.workflow.incidents import CourtesyMove, IncidentMove
from sanjeh.core.workflow.outsiders import OutsideMove
from sanjeh.core.workflow.questions import FaqMove, QuestionMove
from sanjeh.core.workflow.reach_moves import ChannelMove, FeedbackMove, MailMove
from sanjeh.core.workflow.rounds import RoundMove


class RoundAct(StrEnum):
    """What is done to a round beside leading it on."""

    DRAFT = "draft"
    CHANGE_DRAFT = "change_draft"
    PUBLISH_ERRATUM = "publish_erratum"
    GO_ON = "go_on"
    REVIEW_UNSEEN = "review_unseen"
    SHOW_DISPUTED = "show_disputed"


class MethodologyMove(StrEnum):
    LOAD = "load"
    PUT_IN_FORCE = "put_in_force"


class AuthorityMove(StrEnum):
    CHANGE = "change"
    EMPTY_DEMO = "empty_demo"
    OPEN = "open"


class NoticeMove(StrEnum):
    PUBLISH = "publish"
    TELL = "tell"


class ProvisionMove(StrEnum):
    """What is done with a form, a list of documents or a process."""

    LOAD = "load"
    PUT_IN_FORCE = "put_in_force"


class CatalogueMove(StrEnum):
    LOAD = "load"
    PAUSE = "pause"
    END_PAUSE = "end_pause"
    PREPARE = "prepare"
    APPLY = "apply"
    DISCARD = "discard"
    EDIT = "edit"


class MeasurementMove(StrEnum):
    DECLARE_MAINTENANCE = "declare_maintenance"


class PeopleMove(StrEnum):
    REGISTER = "register"
    INVITE = "invite"
    WITHDRAW_INVITATION = "withdraw_invitation"
    GIVE_MANDATE = "give_mandate"
    CONFIRM_MANDATE = "confirm_mandate"
    END_MANDATE = "end_mandate"
    HAND_OVER = "hand_over"
    DELEGATE = "delegate"
    END_DELEGATION = "end_delegation"


class MessageMove(StrEnum):
    """What is done with messages that went out."""

    CHASE = "chase"
    TRY_AGAIN = "try_again"
    POST_LETTER = "post_letter"


class AgreementMove(StrEnum):
    """What is done with the authority's own agreement."""

    LOAD = "load"
    CONSULT = "consult"
    CONFIRM = "confirm"
    PUT_IN_FORCE = "put_in_force"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    SUPERSEDE = "supersede"
    EXPIRE = "expire"


class GapMove(StrEnum):
    """What is done with what the agreement announces and does not give."""

    REGISTER = "register"
    PROPOSE = "propose"


class ConsultationMove(StrEnum):
    """What is said of a version that is being talked over."""

    COMMENT = "comment"
    ANSWER = "answer"


class ArchiveMove(StrEnum):
    """What is done to hand something over to an archive."""

    PACK = "pack"
    RECEIVE = "receive"


class CalendarMove(StrEnum):
    """What is done with the working calendar."""

    ENTER = "enter"
    CONFIRM = "confirm"


class CommitmentMove(StrEnum):
    """What is done with the sentences of a version before it is offered."""

    CARRY_OVER = "carry_over"
    SET = "set"
    ADD = "add"


class Reading(StrEnum):
    """The pages of the office, by what they show."""

    ROUNDS = "rounds"
    COMPLAINTS = "complaints"
    NOTICES = "notices"
    PAUSES = "pauses"
    PERMISSIONS = "permissions"
    AUTHORITY = "authority"
    PEOPLE = "people"
    FEEDBACK = "feedback"
    INBOX = "inbox"
    MESSAGES = "messages"
    CATALOGUE = "catalogue"
    HOME = "home"
    START = "start"
    METHODS = "methods"
    AGREEMENT = "agreement"
    OFFER = "offer"
    ARCHIVE = "archive"
    CALENDAR = "calendar"
    JOURNAL = "journal"
    TIES = "ties"
    OUTSIDE = "outside"
    BREACHES = "breaches"
    INCIDENTS = "incidents"
    RULES = "rules"
    CHANNELS = "channels"
    MAIL = "mail"
    REDIRECTS = "redirects"
    QUESTIONS = "questions"
    FAQ = "faq"


Move = (
    RoundAct
    | RoundMove
    | MethodologyMove
    | NoticeMove
    | ProvisionMove
    | CatalogueMove
    | MeasurementMove
    | ComplaintMove
    | ComplaintAct
    | ClockMove
    | TieMove
    | OutsideMove
    | PeopleMove
    | AuthorityMove
    | FeedbackMove
    | MessageMove
    | AgreementMove
    | GapMove
    | ConsultationMove
    | ArchiveMove
    | CalendarMove
    | ChannelMove
    | MailMove
    | QuestionMove
    | FaqMove
    | BreachMove
    | CommitmentMove
    | CourtesyMove
    | IncidentMove
    | Reading
)

MACHINE_OF: dict[type[StrEnum], str] = {
    RoundAct: "round",
    RoundMove: "round",
    MethodologyMove: "methodology",
    NoticeMove: "notice",
    ProvisionMove: "provision",
    CatalogueMove: "catalogue",
    MeasurementMove: "measurement",
    ComplaintMove: "complaint",
    ComplaintAct: "complaint",
    ClockMove: "clock",
    TieMove: "tie",
    OutsideMove: "outside",
    PeopleMove: "people",
    AuthorityMove: "authority",
    FeedbackMove: "feedback",
    MessageMove: "message",
    AgreementMove: "agreement",
    GapMove: "gap",
    ConsultationMove: "consultation",
    ArchiveMove: "archive",
    CalendarMove: "calendar",
    ChannelMove: "channel",
    MailMove: "mail",
    QuestionMove: "question",
    FaqMove: "faq",
    BreachMove: "breach",
    CommitmentMove: "commitment",
    CourtesyMove: "courtesy",
    IncidentMove: "incident",
    Reading: "read",
}
MACHINE_WORDS = {
    "round": Translatable("دوره"),
    "methodology": Translatable("روش ارزیابی", key="moves: machine_words"),
    "notice": Translatable("اطلاعیه"),
    "provision": Translatable("فرم‌ها، مدارک و فرایندها"),
    "catalogue": Translatable("فهرست دستگاه‌ها و نشانی‌ها"),
    "measurement": Translatable("سنجش"),
    "complaint": Translatable("شکایت"),
    "clock": Translatable("مهلت شکایت"),
    "tie": Translatable("پیوند میان کسان"),
    "outside": Translatable("عضوهای بیرونی"),
    "people": Translatable("کسان و حکم‌ها"),
    "authority": Translatable("مرجع ارزیابی"),
    "message": Translatable("پیام‌ها"),
    "feedback": Translatable("گزارش‌های خوانندگان"),
    "agreement": Translatable("توافق‌نامه"),
    "gap": Translatable("ناگفته‌های توافق‌نامه"),
    "consultation": Translatable("رایزنی توافق‌نامه"),
    "archive": Translatable("سپردن به بایگانی"),
    "calendar": Translatable("تقویم کاری"),
    "channel": Translatable("کانال‌های ارتباط"),
    "mail": Translatable("نامه‌هایی که می‌رسد"),
    "question": Translatable("پرسش از کارشناس"),
    "faq": Translatable("پاسخ‌های همگانی"),
    "breach": Translatable("نقض تعهد"),
    "commitment": Translatable("تعهدهای توافق‌نامه"),
    "courtesy": Translatable("ادب دوسویه"),
    "incident": Translatable("رویداد رفتار"),
    "read": Translatable("دیدن در دبیرخانه"),
}


def key_of(move: Move) -> str:
    """Return the name of a move among those of all machines: `round.publish`."""
    return f"{MACHINE_OF[type(move)]}.{move.value}"
