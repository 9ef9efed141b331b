"""Who may do what when a promise was not kept, and about courtesy: a part of the table of permissions."""

from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.breaches import EVENTS, MOVE_WORDS, BreachMove
from sanjeh.core.workflow.incidents import EVENTS as INCIDENT_EVENTS
from sanjeh.core.workflow.incidents import CourtesyMove, IncidentMove
from sanjeh.core.workflow.moves import CommitmentMove, Reading
from sanjeh.core.workflow.permission_row import Condition, Permission, System
from sanjeh.core.workflow.roles import Role

PREPARING = frozenset({Role.SECRETARIAT})
VERIFYING = frozenset({Role.MANAGER, Role.APPROVER})
OUTSIDERS = VERIFYING | {Role.HANDLER, Role.SECOND_READER}
JUDGING = frozenset({Role.HANDLER, Role.SECOND_READER})
# Whoever meets the other side: the staff of the house, and those who speak for a body.
MEETING = OUTSIDERS | PREPARING | {Role.OPERATOR, Role.REPRESENTATIVE, Role.DEPUTY, Role.ASSESSOR}


def on_breach(move: BreachMove, roles: frozenset[Role], *bars: BreachMove, apart: bool = False) -> Permission:
    condition = Condition.HAD_NO_PART if apart else None
    return Permission(move, MOVE_WORDS[move], EVENTS[move], roles, bars, condition=condition)


def on_incident(
    move: IncidentMove, title: Translatable, roles: frozenset[Role], *bars: IncidentMove
) -> Permission:
    condition = Condition.HAD_NO_PART if bars else None
    return Permission(move, title, INCIDENT_EVENTS[move], roles, bars, condition=condition)


BREACHES = (
    on_breach(BreachMove.REMEDY, PREPARING),
    on_breach(BreachMove.VERIFY, VERIFYING, BreachMove.REMEDY),
    on_breach(BreachMove.RETURN, VERIFYING, BreachMove.REMEDY),
    on_breach(BreachMove.ASK_EXCUSE, OUTSIDERS, BreachMove.REMEDY, apart=True),
    on_breach(BreachMove.EXCUSE, OUTSIDERS, BreachMove.REMEDY, BreachMove.ASK_EXCUSE, apart=True),
    on_breach(BreachMove.REFUSE_EXCUSE, OUTSIDERS, BreachMove.REMEDY, BreachMove.ASK_EXCUSE, apart=True),
)
COMMITMENTS = (
    Permission(
        CommitmentMove.CARRY_OVER,
        Translatable("آوردن تعهدهای نسخه‌ی پیشین به پیش‌نویس"),
        "commitments.carried_over",
        PREPARING,
    ),
    Permission(
        CommitmentMove.SET,
        Translatable("نوشتن اندازه و جبران یک تعهد در پیش‌نویس"),
        "commitment.set",
        PREPARING,
    ),
    Permission(
        CommitmentMove.ADD,
        Translatable("نوشتن تعهدی تازه از متن پیش‌نویس"),
        "commitment.added",
        PREPARING,
    ),
)
COURTESY = (
    Permission(
        CourtesyMove.ACCEPT_RULES, Translatable("پذیرفتن آداب خانه"), "rules.accepted", frozenset(Role)
    ),
    Permission(
        CourtesyMove.ERASE_INCIDENT,
        Translatable("پاک کردن متن رویداد رفتار"),
        "incident.erased",
        frozenset(),
        system=System.ALWAYS,  # the nightly task, when its time has come
    ),
    on_incident(IncidentMove.REPORT, Translatable("گزارش رویداد رفتار"), MEETING),
    on_incident(IncidentMove.ANSWER, Translatable("پاسخ به گزارش رفتار"), MEETING),
    on_incident(
        IncidentMove.CONFIRM,
        Translatable("تأیید رویداد رفتار"),
        JUDGING,
        IncidentMove.REPORT,
        IncidentMove.ANSWER,
    ),
    on_incident(
        IncidentMove.DISMISS,
        Translatable("تأیید نکردن رویداد رفتار"),
        JUDGING,
        IncidentMove.REPORT,
        IncidentMove.ANSWER,
    ),
)
PROMISES_READING = (
    Permission(Reading.BREACHES, Translatable("نقض تعهدها"), "", OUTSIDERS | PREPARING | {Role.AUDITOR}),
    Permission(Reading.INCIDENTS, Translatable("رویدادهای رفتار"), "", MEETING | {Role.AUDITOR}),
    Permission(Reading.RULES, Translatable("آداب خانه"), "", frozenset(Role)),
)
