"""What people may be to the house; what each role may do stands in `permissions`."""

from enum import StrEnum

from sanjeh.core.text.words import Words


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
    Role.SECRETARIAT: Words("دبیرخانه", "Secretariat"),
    Role.MANAGER: Words("مدیر", "Manager"),
    Role.APPROVER: Words("تأییدکننده", "Approver"),
    Role.HANDLER: Words("رسیدگی‌کننده", "Handler"),
    Role.SECOND_READER: Words("خواننده‌ی دوم", "Second reader"),
    Role.AUDITOR: Words("بازرس", "Auditor"),
    Role.OPERATOR: Words("راهبر سامانه", "Operator"),
    Role.ASSESSOR: Words("ارزیاب", "Assessor"),
    Role.REPRESENTATIVE: Words("نماینده‌ی دستگاه", "Representative"),
}
