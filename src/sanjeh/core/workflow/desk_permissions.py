"""Who may do what with complaints, reports of readers and messages: a part of the table of permissions."""

from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.complaints import COMPLAINT, ComplaintMove
from sanjeh.core.workflow.desk_moves import ClockMove, ComplaintAct, TieMove
from sanjeh.core.workflow.moves import MessageMove, Reading
from sanjeh.core.workflow.outsiders import OutsideMove
from sanjeh.core.workflow.permission_row import Condition, Permission, System
from sanjeh.core.workflow.reach_moves import FeedbackMove
from sanjeh.core.workflow.roles import IN_A_BODY, Role

LEAD = frozenset({Role.SECRETARIAT})
CHASING = frozenset({Role.SECRETARIAT, Role.MANAGER})
HOLDING = frozenset({Role.MANAGER, Role.AUDITOR, Role.SECRETARIAT})
DRAWN = frozenset({Role.HANDLER, Role.SECOND_READER, Role.PANEL_MEMBER, Role.SENIOR_ASSESSOR})
ADMITTING = (ComplaintMove.ADMIT, ComplaintMove.REFUSE)


HOUSE = frozenset(Role) - IN_A_BODY


def drawn(move: ComplaintMove, title: Translatable, role: Role, event: str = "") -> Permission:
    """Return the row of a move that only whoever was drawn makes, never who admitted the complaint, spoke for
    the other side, or made the other half of the ruling.
    """
    bars = (*ADMITTING, ComplaintMove.HEAR)
    named = event or event_of(move)
    return Permission(move, title, named, frozenset({role}), bars, condition=Condition.DRAWN)


def by_receipt(move: ComplaintMove | ComplaintAct, title: Translatable, event: str) -> Permission:
    """Return the row of what the complainant alone does."""
    return Permission(move, title, event, frozenset(), condition=Condition.HOLDS_THE_RECEIPT)


def by_draw(move: ComplaintMove, title: Translatable) -> Permission:
    """Return the row of a move that follows from a draw or a vote: no person makes it."""
    return Permission(move, title, event_of(move), frozenset(), system=System.ALWAYS)


def event_of(move: ComplaintMove) -> str:
    return next(
        f"complaint.{transition.target}" for transition in COMPLAINT.transitions if transition.move is move
    )


COMPLAINTS = (
    Permission(
        ComplaintMove.ADMIT,
        Translatable("پذیرش شکایت"),
        event_of(ComplaintMove.ADMIT),
        LEAD,
        condition=Condition.HAD_NO_PART,
        system=System.ALWAYS,  # what nobody judges in time is admitted
    ),
    Permission(
        ComplaintAct.ACKNOWLEDGE,
        Translatable("نخستین پاسخ به شاکی"),
        "complaint.acknowledged",
        LEAD,
        condition=Condition.HAD_NO_PART,
    ),
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
    by_draw(ComplaintMove.UNSEAT, Translatable("بازگشت به قرعه")),
    Permission(
        ComplaintMove.HEAR,
        Translatable("پاسخ طرف دیگر", key="permissions: complaints"),
        event_of(ComplaintMove.HEAR),
        HOUSE - {Role.AUDITOR},
        condition=Condition.OTHER_SIDE,
        system=System.ALWAYS,  # when its time is over
    ),
    drawn(ComplaintMove.PROPOSE, Translatable("نوشتن رأی"), Role.HANDLER),
    # Not by the name of the state into which it leads: who sends back has heard nobody.
    drawn(ComplaintMove.SEND_BACK, Translatable("بازگرداندن رأی"), Role.SECOND_READER, "complaint.sent_back"),
    drawn(ComplaintMove.DECIDE, Translatable("صدور رأی", key="permissions: complaints"), Role.SECOND_READER),
    by_receipt(ComplaintMove.SERVE, Translatable("دریافت رأی"), event_of(ComplaintMove.SERVE)),
    by_receipt(ComplaintMove.WITHDRAW, Translatable("پس گرفتن شکایت"), event_of(ComplaintMove.WITHDRAW)),
    by_receipt(ComplaintMove.APPEAL, Translatable("اعتراض به رأی"), event_of(ComplaintMove.APPEAL)),
    by_receipt(ComplaintAct.CHALLENGE, Translatable("ایراد به رسیدگی‌کننده"), "complaint.challenged"),
    Permission(
        ComplaintAct.DECIDE_CHALLENGE,
        Translatable("تصمیم درباره‌ی ایراد"),
        "complaint.challenge_decided",
        frozenset({Role.MANAGER, Role.APPROVER}),
        condition=Condition.HAD_NO_PART,
    ),
    Permission(
        ComplaintAct.DECLARE,
        Translatable("اعلام بی‌طرفی پیش از گشودن پرونده"),
        "complaint.declared",
        DRAWN,
        condition=Condition.DRAWN,
    ),
    Permission(
        ComplaintAct.LET_OUTSIDERS,
        Translatable("پذیرفتن قرعه از میان عضوهای بیرونی"),
        "complaint.outsiders_let",
        frozenset({Role.APPROVER}),
        ADMITTING,
        condition=Condition.HAD_NO_PART,
    ),
    Permission(
        ComplaintAct.RECUSE,
        Translatable("کنار رفتن از رسیدگی"),
        "complaint.unseated",
        DRAWN,
        condition=Condition.DRAWN,
    ),
    by_draw(ComplaintMove.CONVENE, Translatable("قرعه‌ی هیئت")),
    Permission(
        ComplaintAct.VOTE,
        Translatable("رأی عضو هیئت"),
        "complaint.vote_sealed",
        frozenset({Role.PANEL_MEMBER}),
        (*ADMITTING, ComplaintMove.HEAR, ComplaintMove.PROPOSE, ComplaintMove.DECIDE),
        condition=Condition.DRAWN,
    ),
    by_draw(ComplaintMove.UPHOLD, Translatable("رأی هیئت: ماندن رأی")),
    by_draw(ComplaintMove.QUASH, Translatable("رأی هیئت: شکستن رأی")),
    Permission(
        ComplaintMove.CLOSE,
        Translatable("بستن شکایت", key="permissions: complaints"),
        event_of(ComplaintMove.CLOSE),
        frozenset({Role.HANDLER}),
        (*ADMITTING, ComplaintMove.HEAR),
        condition=Condition.DRAWN,
        system=System.ALWAYS,  # when the time of the appeal is over
    ),
    by_receipt(ComplaintAct.REPRESENT, Translatable("سپردن پی‌گیری به نماینده"), "complaint.represented"),
    by_receipt(ComplaintAct.FOLLOW_UP, Translatable("پاسخ شاکی پس از چند هفته"), "complaint.followed_up"),
    Permission(
        ComplaintAct.ORDER,
        Translatable("دستور فوری"),
        "complaint.ordered",
        frozenset({Role.MANAGER, Role.APPROVER}),
        condition=Condition.HAD_NO_PART,
    ),
    Permission(
        ComplaintAct.LIKEN,
        Translatable("کنار هم گذاشتن شکایت‌های همانند"),
        "complaint.likened",
        LEAD,
        condition=Condition.HAD_NO_PART,
    ),
    Permission(ComplaintAct.PLAN_REMEDY, Translatable("قول جبران"), "complaint.remedy_planned", CHASING),
    Permission(ComplaintAct.DO_REMEDY, Translatable("انجام جبران"), "complaint.remedy_done", CHASING),
    Permission(
        ComplaintAct.VERIFY_REMEDY,
        Translatable("گواهی انجام جبران"),
        "complaint.remedy_verified",
        frozenset({Role.MANAGER, Role.APPROVER}),
        apart_from=(ComplaintAct.DO_REMEDY,),
        condition=Condition.HAD_NO_PART,
    ),
    Permission(
        ComplaintAct.CORRECT,
        Translatable("دستور اصلاح نمره"),
        "complaint.correction_ordered",
        frozenset({Role.SENIOR_ASSESSOR}),
        condition=Condition.DRAWN,
    ),
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
TIES = (
    Permission(
        TieMove.DECLARE, Translatable("گفتن پیوند میان دو نفر"), "tie.declared", HOUSE - {Role.AUDITOR}
    ),
    Permission(TieMove.END, Translatable("پایان پیوند میان دو نفر"), "tie.ended", frozenset({Role.MANAGER})),
    Permission(Reading.TIES, Translatable("پیوندهای کسان"), "", HOUSE),
)
OUTSIDE = (
    Permission(
        OutsideMove.REGISTER,
        Translatable("نام‌نویسی عضو بیرونی"),
        "outside.registered",
        frozenset({Role.MANAGER}),
        condition=Condition.NOT_ONESELF,
    ),
    Permission(
        OutsideMove.END, Translatable("پایان عضویت بیرونی"), "outside.ended", frozenset({Role.MANAGER})
    ),
    Permission(
        Reading.OUTSIDE,
        Translatable("عضوهای بیرونی"),
        "",
        frozenset({Role.MANAGER, Role.APPROVER, Role.SECRETARIAT, Role.AUDITOR}),
    ),
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
