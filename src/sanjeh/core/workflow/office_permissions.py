"""Who keeps the agreement, and who sees what the office works with: a part of the table of permissions."""

from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.moves import (
    AgreementMove,
    ArchiveMove,
    CalendarMove,
    ConsultationMove,
    GapMove,
    Reading,
)
from sanjeh.core.workflow.permission_row import Permission, System
from sanjeh.core.workflow.roles import Role

PREPARING = frozenset({Role.SECRETARIAT})
AGREEING = frozenset({Role.MANAGER, Role.APPROVER})
SPEAKING = frozenset({Role.REPRESENTATIVE, Role.DEPUTY})
SEEING = PREPARING | AGREEING | {Role.AUDITOR}
AGREEMENT = (
    Permission(AgreementMove.LOAD, Translatable("بارگذاری توافق‌نامه"), "agreement.loaded", PREPARING),
    Permission(
        AgreementMove.CONSULT,
        Translatable("به رایزنی گذاشتن توافق‌نامه"),
        "agreement.consulted",
        PREPARING,
    ),
    Permission(
        AgreementMove.CONFIRM,
        Translatable("تأیید و پیشنهاد توافق‌نامه"),
        "agreement.confirmed",
        AGREEING,
        apart_from=(AgreementMove.LOAD,),
    ),
    Permission(
        AgreementMove.PUT_IN_FORCE,
        Translatable("به اجرا گذاشتن توافق‌نامه"),
        "agreement.put_in_force",
        AGREEING,
        apart_from=(AgreementMove.LOAD, AgreementMove.CONSULT),
    ),
    Permission(
        AgreementMove.WITHDRAW,
        Translatable("پس گرفتن توافق‌نامه"),
        "agreement.withdrawn",
        PREPARING | AGREEING,
    ),
    Permission(
        AgreementMove.ACCEPT,
        Translatable("پذیرفتن توافق‌نامه از سوی دستگاه"),
        "agreement.accepted",
        SPEAKING,
    ),
    Permission(
        AgreementMove.SUPERSEDE,
        Translatable("جایگزین‌شدن توافق‌نامه"),
        "agreement.superseded",
        frozenset(),
        system=System.ALWAYS,  # the clock
    ),
    Permission(
        AgreementMove.EXPIRE,
        Translatable("پایان اعتبار توافق‌نامه"),
        "agreement.expired",
        frozenset(),
        system=System.ALWAYS,  # the clock
    ),
    Permission(
        GapMove.REGISTER,
        Translatable("ثبت ناگفته‌ی توافق‌نامه"),
        "gap.registered",
        PREPARING | AGREEING,
    ),
    Permission(GapMove.PROPOSE, Translatable("پیشنهاد برای ناگفته"), "gap.proposed", PREPARING | AGREEING),
    Permission(
        ConsultationMove.COMMENT,
        Translatable("نظر دادن بر پیش‌نویس از سوی دستگاه"),
        "consultation.commented",
        SPEAKING,
    ),
    Permission(
        ConsultationMove.ANSWER,
        Translatable("پاسخ به نظر دستگاه"),
        "consultation.answered",
        PREPARING | AGREEING,
    ),
)
ARCHIVE = (
    Permission(
        ArchiveMove.PACK,
        Translatable("ساختن بسته‌ی بایگانی"),
        "archive.packed",
        PREPARING,
        system=System.ALWAYS,  # the command on the machine itself
    ),
    Permission(
        ArchiveMove.RECEIVE,
        Translatable("ثبت رسید بایگانی"),
        "archive.received",
        AGREEING,
        apart_from=(ArchiveMove.PACK,),
    ),
)
CALENDAR = (
    Permission(CalendarMove.ENTER, Translatable("ثبت تغییر تقویم"), "calendar.entered", PREPARING),
    Permission(
        CalendarMove.CONFIRM,
        Translatable("تأیید تغییر تقویم"),
        "calendar.confirmed",
        AGREEING,
        apart_from=(CalendarMove.ENTER,),
    ),
)
OFFICE_READING = (
    Permission(Reading.HOME, Translatable("کارهای من"), "", frozenset(Role)),
    Permission(Reading.START, Translatable("ساعت نخست"), "", SEEING | {Role.OPERATOR}),
    Permission(Reading.METHODS, Translatable("روش‌های ارزیابی"), "", SEEING),
    Permission(Reading.AGREEMENT, Translatable("توافق‌نامه‌ها"), "", SEEING),
    Permission(Reading.OFFER, Translatable("توافق‌نامه‌ی پیشنهادی"), "", SPEAKING),
    Permission(Reading.ARCHIVE, Translatable("بایگانی"), "", SEEING),
    # Who acted when is nobody's business but of those who look after all of them.
    Permission(Reading.JOURNAL, Translatable("دفتر رویداد"), "", frozenset({Role.AUDITOR})),
    Permission(
        Reading.CALENDAR,
        Translatable("تقویم کاری"),
        "",
        SEEING | {Role.HANDLER, Role.SECOND_READER, Role.OPERATOR},
    ),
)
