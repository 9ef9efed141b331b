"""Who keeps the agreement, and who sees what the office works with: a part of the table of permissions."""

from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.moves import AgreementMove, Reading
from sanjeh.core.workflow.permission_row import Permission
from sanjeh.core.workflow.roles import Role

PREPARING = frozenset({Role.SECRETARIAT})
AGREEING = frozenset({Role.MANAGER, Role.APPROVER})
SEEING = PREPARING | AGREEING | {Role.AUDITOR}
AGREEMENT = (
    Permission(AgreementMove.LOAD, Translatable("بارگذاری توافق‌نامه"), "agreement.loaded", PREPARING),
    Permission(
        AgreementMove.CONFIRM,
        Translatable("تأیید توافق‌نامه"),
        "agreement.confirmed",
        AGREEING,
        apart_from=(AgreementMove.LOAD,),
    ),
)
OFFICE_READING = (
    Permission(Reading.HOME, Translatable("کارهای من"), "", frozenset(Role)),
    Permission(Reading.START, Translatable("ساعت نخست"), "", SEEING | {Role.OPERATOR}),
    Permission(Reading.METHODS, Translatable("روش‌های ارزیابی"), "", SEEING),
    Permission(Reading.AGREEMENT, Translatable("توافق‌نامه‌ها"), "", SEEING),
)
