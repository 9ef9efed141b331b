"""Who registers, invites and appoints people, and who hands on what: a part of the table of permissions."""

from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.moves import AuthorityMove, PeopleMove
from sanjeh.core.workflow.permission_row import Condition, Permission, System
from sanjeh.core.workflow.roles import Role

KEEPING = frozenset({Role.MANAGER})
ANSWERING = frozenset({Role.REPRESENTATIVE, Role.DEPUTY})  # each for the own body
PEOPLE = (
    Permission(
        PeopleMove.REGISTER, Translatable("نام‌نویسی کسی"), "person.registered", KEEPING, system=System.FIRST
    ),
    Permission(PeopleMove.INVITE, Translatable("دعوت کسی"), "invitation.sent", KEEPING, system=System.FIRST),
    Permission(
        PeopleMove.WITHDRAW_INVITATION, Translatable("پس گرفتن دعوت"), "invitation.withdrawn", KEEPING
    ),
    Permission(
        PeopleMove.GIVE_MANDATE,
        Translatable("دادن حکم"),
        "mandate.given",
        KEEPING,
        condition=Condition.NOT_ONESELF,
        system=System.FIRST,
    ),
    Permission(
        PeopleMove.CONFIRM_MANDATE,
        Translatable("تأیید حکم"),
        "mandate.confirmed",
        KEEPING,
        apart_from=(PeopleMove.GIVE_MANDATE, PeopleMove.HAND_OVER),
        condition=Condition.NOT_ONESELF,
    ),
    Permission(PeopleMove.END_MANDATE, Translatable("پایان حکم"), "mandate.ended", KEEPING),
    Permission(
        PeopleMove.HAND_OVER,
        Translatable("سپردن به جانشین"),
        "mandate.handed_over",
        KEEPING,
        condition=Condition.NOT_ONESELF,
    ),
    Permission(
        PeopleMove.DELEGATE,
        Translatable("سپردن بخشی از پاسخ‌ها"),
        "mandate.delegated",
        KEEPING | ANSWERING,
    ),
    Permission(
        PeopleMove.END_DELEGATION,
        Translatable("پایان سپردن پاسخ‌ها"),
        "mandate.delegation_ended",
        KEEPING | ANSWERING,
    ),
)
AUTHORITY = (
    Permission(AuthorityMove.CHANGE, Translatable("تغییر مشخصات مرجع ارزیابی"), "authority.changed", KEEPING),
    Permission(
        AuthorityMove.EMPTY_DEMO,
        Translatable("خالی کردن نمایش برای آغاز واقعی"),
        "demo.emptied",
        KEEPING | {Role.OPERATOR},
    ),
    Permission(
        AuthorityMove.OPEN,
        Translatable("گشودن مرجع ارزیابی دیگر"),
        "authority.opened",
        frozenset(),
        system=System.ALWAYS,  # the command on the machine itself
    ),
)
