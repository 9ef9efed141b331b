"""What people may be to the house; what each role may do stands in `permissions`."""

from enum import StrEnum

from sanjeh.core.text.words import Translatable


class Role(StrEnum):
    """A part that a person plays, from a day to a day; one person may play several."""

    SECRETARIAT = "secretariat"
    MANAGER = "manager"
    APPROVER = "approver"
    HANDLER = "handler"
    SECOND_READER = "second_reader"
    AUDITOR = "auditor"
    OPERATOR = "operator"
    ASSESSOR = "assessor"
    REPRESENTATIVE = "representative"


ROLE_WORDS = {
    Role.SECRETARIAT: Translatable("دبیرخانه"),
    Role.MANAGER: Translatable("مدیر"),
    Role.APPROVER: Translatable("تأییدکننده"),
    Role.HANDLER: Translatable("رسیدگی‌کننده"),
    Role.SECOND_READER: Translatable("خواننده‌ی دوم"),
    Role.AUDITOR: Translatable("بازرس"),
    Role.OPERATOR: Translatable("راهبر سامانه"),
    Role.ASSESSOR: Translatable("ارزیاب"),
    Role.REPRESENTATIVE: Translatable("نماینده‌ی دستگاه", key="roles: role_words"),
}
