"""Who may do what with complaints, reports of readers and messages: a part of the table of permissions."""

from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.complaints import COMPLAINT, ComplaintMove
from sanjeh.core.workflow.moves import ClockMove, ComplaintAct, FeedbackMove, MessageMove, Reading, TieMove
from sanjeh.core.workflow.permission_row import Condition, Permission, System
from sanjeh.core.workflow.roles import IN_A_BODY, Role

LEAD = frozenset({Role.SECRETARIAT})
CHASING = frozenset({Role.SECRETARIAT, Role.MANAGER})
HOLDING = frozenset({Role.MANAGER, Role.AUDITOR, Role.SECRETARIAT})
ADMITTING = (ComplaintMove.ADMIT, ComplaintMove.REFUSE)


def handling(move: ComplaintMove, title: Translatable) -> Permission:
    """Return the row of a move that only the seated handler makes, never who admitted the complaint or wrote
    the answer of the other side.
    """
    bars = (*ADMITTING, ComplaintMove.HEAR)
    return Permission(move, title, event_of(move), frozenset({Role.HANDLER}), bars, condition=Condition.DRAWN)


def event_of(move: ComplaintMove) -> str:
    return next(
        f"complaint.{transition.target}" for transition in COMPLAINT.transitions if transition.move is move
    )


COMPLAINTS = (
    Permission(ComplaintMove.ADMIT, Translatable("پذیرش شکایت"), event_of(ComplaintMove.ADMIT), LEAD),
    Permission(
        ComplaintMove.REFUSE,
        Translatable("نپذیرفتن شکایت"),
        event_of(ComplaintMove.REFUSE),
        LEAD,
        condition=Condition.HAD_NO_PART,
    ),
    Permission(
        ComplaintMove.ASSIGN,
        Translatable("قرعه", key="permissions: complaints"),
        event_of(ComplaintMove.ASSIGN),
        LEAD,
        system=System.ALWAYS,  # it takes no name: whoever asks for it gets the same answer
    ),
    Permission(
        ComplaintMove.HEAR,
        Translatable("ثبت پاسخ طرف دیگر"),
        event_of(ComplaintMove.HEAR),
        LEAD,
        condition=Condition.NOT_DRAWN,
    ),
    handling(ComplaintMove.DECIDE, Translatable("صدور رأی", key="permissions: complaints")),
    Permission(
        ComplaintMove.SERVE,
        Translatable("دریافت رأی"),
        event_of(ComplaintMove.SERVE),
        frozenset(),
        condition=Condition.HOLDS_THE_RECEIPT,
    ),
    handling(ComplaintMove.CLOSE, Translatable("بستن شکایت", key="permissions: complaints")),
    Permission(
        ComplaintAct.ERASE,
        Translatable("پاک کردن متن شکایت"),
        "complaint.erased",
        frozenset({Role.MANAGER}),
        condition=Condition.HAD_NO_PART,
        system=System.ALWAYS,  # the nightly task, when its time has come
    ),
    Permission(
        ComplaintAct.HOLD, Translatable("نگه داشتن متن شکایت به دستور قانون"), "complaint.held", HOLDING
    ),
    Permission(
        ComplaintAct.LIFT_HOLD,
        Translatable("پایان نگه داشتن متن شکایت"),
        "complaint.hold_lifted",
        HOLDING,
        apart_from=(ComplaintAct.HOLD,),
    ),
)
CLOCKS = (
    Permission(ClockMove.PAUSE, Translatable("درنگ در مهلت"), "clock.paused", LEAD),
    Permission(ClockMove.RESUME, Translatable("پایان درنگ"), "clock.resumed", LEAD),
    Permission(
        ClockMove.CONTEST,
        Translatable("اعتراض به درنگ"),
        "clock.contested",
        frozenset(),
        condition=Condition.HOLDS_THE_RECEIPT,
    ),
    Permission(
        ClockMove.OVERTURN,
        Translatable("ناروا دانستن درنگ"),
        "clock.overturned",
        frozenset({Role.MANAGER}),
        apart_from=(ClockMove.PAUSE,),
        condition=Condition.HAD_NO_PART,
    ),
)
# A tie bars and seats nobody, so each may tell of the own ones; of others' the manager tells.
HOUSE = frozenset(Role) - IN_A_BODY
TIES = (
    Permission(
        TieMove.DECLARE, Translatable("گفتن پیوند میان دو نفر"), "tie.declared", HOUSE - {Role.AUDITOR}
    ),
    Permission(TieMove.END, Translatable("پایان پیوند میان دو نفر"), "tie.ended", frozenset({Role.MANAGER})),
    Permission(Reading.TIES, Translatable("پیوندها"), "", HOUSE),
)
FEEDBACK = (
    Permission(
        FeedbackMove.SETTLE,
        Translatable("پاسخ به گزارش خواننده"),
        "feedback.settled",
        frozenset({Role.SECRETARIAT, Role.MANAGER, Role.OPERATOR}),
    ),
)
MESSAGES = (
    Permission(MessageMove.CHASE, Translatable("یادآوری به همه‌ی بی‌پاسخان"), "message.chased", CHASING),
    Permission(
        MessageMove.TRY_AGAIN,
        Translatable("فرستادن دوباره"),
        "message.tried_again",
        CHASING | {Role.OPERATOR},
    ),
    Permission(MessageMove.POST_LETTER, Translatable("سپردن نامه به پست"), "letter.posted", CHASING),
)
