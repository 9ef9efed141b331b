"""Who may do what, as one table: a row for each move, with its roles and its bars.

Actions, pages and commands all ask this table and nothing else; a page draws it and tests walk it. A
new role needs its name in `roles` and its place in the rows of what it may do.
"""

from dataclasses import dataclass
from enum import StrEnum

from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.catalogue_permissions import CATALOGUE, PAUSING
from sanjeh.core.workflow.channel_permissions import CHANNELS, MAIL
from sanjeh.core.workflow.desk_permissions import (
    CHASING,
    CLOCKS,
    COMPLAINTS,
    DRAWN,
    FEEDBACK,
    MESSAGES,
    OUTSIDE,
    TIES,
)
from sanjeh.core.workflow.moves import (
    MeasurementMove,
    MethodologyMove,
    Move,
    NoticeMove,
    ProvisionMove,
    Reading,
    RoundAct,
    key_of,
)
from sanjeh.core.workflow.office_permissions import AGREEMENT, ARCHIVE, CALENDAR, OFFICE_READING
from sanjeh.core.workflow.people_permissions import AUTHORITY, KEEPING, PEOPLE
from sanjeh.core.workflow.permission_row import Condition, Permission, System
from sanjeh.core.workflow.promise_permissions import BREACHES, COMMITMENTS, COURTESY, PROMISES_READING
from sanjeh.core.workflow.question_permissions import QUESTIONS
from sanjeh.core.workflow.roles import Role
from sanjeh.core.workflow.rounds import LEADS_TO, MOVE_WORDS, RoundMove

LEAD = frozenset({Role.SECRETARIAT})
PUBLISH = frozenset({Role.APPROVER, Role.MANAGER})
CASES = frozenset({Role.SECRETARIAT, Role.MANAGER, Role.HANDLER, Role.SECOND_READER, Role.AUDITOR})
OFFICE = CASES | {Role.APPROVER, Role.OPERATOR}
DRAFTING = (RoundAct.DRAFT, RoundAct.CHANGE_DRAFT)


def leading(move: RoundMove) -> Permission:
    """Return the row of a move that the secretariat makes alone."""
    return Permission(move, MOVE_WORDS[move], f"round.{LEADS_TO[move]}", LEAD)


RESULTS = {
    RoundMove.MAKE_FINAL: Permission(
        RoundMove.MAKE_FINAL,
        MOVE_WORDS[RoundMove.MAKE_FINAL],
        "round.final",
        frozenset({Role.SECRETARIAT, Role.MANAGER}),
    ),
    RoundMove.PUBLISH: Permission(
        RoundMove.PUBLISH,
        MOVE_WORDS[RoundMove.PUBLISH],
        "round.published",
        PUBLISH,
        apart_from=(*DRAFTING, RoundMove.MAKE_FINAL),
    ),
}
ROUND = (
    Permission(RoundAct.DRAFT, Translatable("پیش‌نویس دوره"), "round.drafted", LEAD),
    Permission(RoundAct.CHANGE_DRAFT, Translatable("تغییر پیش‌نویس"), "round.draft_changed", LEAD),
    *(RESULTS.get(move) or leading(move) for move in RoundMove),
    Permission(
        RoundAct.PUBLISH_ERRATUM,
        Translatable("انتشار ویراست اصلاحی"),
        "edition.published",
        PUBLISH,
        apart_from=(*DRAFTING, RoundMove.MAKE_FINAL),
    ),
    Permission(
        RoundAct.GO_ON,
        Translatable("ادامه‌ی سنجش پس از ایست"),
        "round.went_on",
        frozenset({Role.SECRETARIAT, Role.OPERATOR}),
    ),
    Permission(
        RoundAct.REVIEW_UNSEEN,
        Translatable("بررسی نشانی‌های دیده‌نشده پیش از انتشار"),
        "round.unseen_reviewed",
        frozenset({Role.SECRETARIAT, Role.MANAGER, Role.APPROVER, Role.AUDITOR}),
    ),
    Permission(
        RoundAct.SHOW_DISPUTED,
        Translatable("نشان دادن نمره‌های مورد اعتراض در ویراست"),
        "round.disputed_shown",
        frozenset({Role.SECRETARIAT, Role.MANAGER}),
    ),
)
METHODOLOGY = (
    Permission(MethodologyMove.LOAD, Translatable("بارگذاری روش"), "methodology.loaded", LEAD),
    Permission(
        MethodologyMove.PUT_IN_FORCE,
        Translatable("به اجرا گذاشتن روش"),
        "methodology.put_in_force",
        PUBLISH,
        apart_from=(MethodologyMove.LOAD,),
    ),
)
NOTICE = (
    Permission(
        NoticeMove.PUBLISH,
        Translatable("انتشار اطلاعیه"),
        "notice.published",
        frozenset({Role.SECRETARIAT, Role.MANAGER}),
    ),
    Permission(
        NoticeMove.TELL,
        Translatable("خبر قطع همه‌ی کانال‌ها"),
        "notice.told",
        frozenset(),
        system=System.ALWAYS,  # what the checks have seen, told when it is over
    ),
    Permission(ProvisionMove.LOAD, Translatable("بارگذاری فرم، مدارک یا فرایند"), "provision.loaded", LEAD),
    Permission(
        ProvisionMove.PUT_IN_FORCE,
        Translatable("به اجرا گذاشتن فرم، مدارک یا فرایند"),
        "provision.put_in_force",
        PUBLISH,
        apart_from=(ProvisionMove.LOAD,),
    ),
)
MEASUREMENT = (
    Permission(
        MeasurementMove.DECLARE_MAINTENANCE,
        Translatable("ثبت نگهداری اعلام‌شده"),
        "maintenance.declared",
        PAUSING,
        system=System.ALWAYS,  # the command on the machine itself
    ),
)


def reading(page: Reading, title: Translatable, roles: frozenset[Role]) -> Permission:
    return Permission(page, title, "", roles)


READING = (
    reading(Reading.ROUNDS, Translatable("دوره‌ها"), OFFICE),
    # Of those who are drawn each reads the cases alone in which they sit.
    reading(Reading.COMPLAINTS, Translatable("شکایت‌ها"), CASES | DRAWN | {Role.APPROVER}),
    reading(
        Reading.NOTICES,
        Translatable("اطلاعیه‌ها"),
        frozenset({Role.SECRETARIAT, Role.MANAGER, Role.APPROVER, Role.AUDITOR}),
    ),
    reading(Reading.PAUSES, Translatable("درنگ‌ها"), PAUSING | {Role.MANAGER, Role.AUDITOR}),
    reading(
        Reading.FEEDBACK,
        Translatable("گزارش‌های خوانندگان"),
        frozenset({Role.SECRETARIAT, Role.MANAGER, Role.OPERATOR, Role.AUDITOR}),
    ),
    reading(Reading.INBOX, Translatable("صندوق پیام"), frozenset(Role)),
    reading(Reading.MESSAGES, Translatable("پیام‌ها"), CHASING | {Role.OPERATOR, Role.AUDITOR}),
    reading(Reading.PERMISSIONS, Translatable("دسترسی‌ها"), OFFICE),
    reading(Reading.AUTHORITY, Translatable("مرجع ارزیابی"), LEAD | KEEPING | {Role.AUDITOR}),
    reading(Reading.CATALOGUE, Translatable("دستگاه‌ها و خدمت‌ها"), OFFICE),
    reading(Reading.PEOPLE, Translatable("کسان و حکم‌ها"), LEAD | KEEPING | {Role.AUDITOR}),
)
PERMISSIONS = (
    *ROUND,
    *METHODOLOGY,
    *NOTICE,
    *CATALOGUE,
    *MEASUREMENT,
    *COMPLAINTS,
    *CLOCKS,
    *TIES,
    *OUTSIDE,
    *FEEDBACK,
    *MESSAGES,
    *PEOPLE,
    *AUTHORITY,
    *AGREEMENT,
    *ARCHIVE,
    *CALENDAR,
    *CHANNELS,
    *MAIL,
    *QUESTIONS,
    *READING,
    *OFFICE_READING,
    *BREACHES,
    *COMMITMENTS,
    *COURTESY,
    *PROMISES_READING,
)
BY_KEY = {one.key: one for one in PERMISSIONS}


class Why(StrEnum):
    """Why a move is refused."""

    ROLE = "role"
    SAME_PERSON = "same_person"
    ONESELF = "oneself"
    AUTHORITY = "authority"


@dataclass(frozen=True, slots=True)
class Asker:
    """What is known of the one who asks: the roles held now at the authority whose matter it is, the
    journal's names of what this person has done about the matter, whether the matter is this very person, and
    the roles held at other authorities, by which nobody may do anything here.
    """

    roles: frozenset[Role]
    done: frozenset[str] = frozenset()
    is_oneself: bool = False
    elsewhere: frozenset[Role] = frozenset()


class NotPermitted(Exception):
    """This person may not make this move; `earlier` is the own move that bars from it."""

    def __init__(self, permission: Permission, why: Why, earlier: Permission | None = None) -> None:
        bar = f"; who has made {earlier.key!r} may not" if earlier else ""
        roles = ", ".join(sorted(permission.roles)) or "nobody"
        super().__init__(f"{permission.key!r} is for {roles}: refused ({why.value}){bar}")
        self.permission, self.why, self.earlier = permission, why, earlier


def permission(move: Move) -> Permission:
    """Return the row of a move."""
    return BY_KEY[key_of(move)]


def refusal(row: Permission, asker: Asker) -> NotPermitted | None:
    """Return why this person may not make the move, or None."""
    if not asker.roles & row.roles:
        return NotPermitted(row, Why.AUTHORITY if asker.elsewhere & row.roles else Why.ROLE)
    if row.condition is Condition.NOT_ONESELF and asker.is_oneself:
        return NotPermitted(row, Why.ONESELF)
    bars = (permission(move) for move in row.apart_from)
    earlier = next((bar for bar in bars if bar.event in asker.done), None)
    return NotPermitted(row, Why.SAME_PERSON, earlier) if earlier else None


def open_to(roles: frozenset[Role]) -> frozenset[str]:
    """Return the keys of all that these roles may do, before any matter is known."""
    return frozenset(row.key for row in PERMISSIONS if row.roles & roles)
