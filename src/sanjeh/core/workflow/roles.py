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
    DEPUTY = "deputy"
    INTERNAL_APPROVER = "internal_approver"
    DEPARTMENT_EDITOR = "department_editor"
    SENIOR_ASSESSOR = "senior_assessor"
    PANEL_MEMBER = "panel_member"
    MEMBER = "member"


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
    Role.DEPUTY: Translatable("جانشین نماینده"),
    Role.INTERNAL_APPROVER: Translatable("تأییدکننده‌ی درونی دستگاه"),
    Role.DEPARTMENT_EDITOR: Translatable("پاسخ‌دهنده‌ی واحد"),
    Role.SENIOR_ASSESSOR: Translatable("ارزیاب ارشد"),
    Role.PANEL_MEMBER: Translatable("عضو هیئت"),
    Role.MEMBER: Translatable("کارمند دستگاه"),
}
# Held in one body each; all others in the house of the authority. Who is a member may do nothing by it:
# it only says where somebody works, and bars from the complaints about that body.
IN_A_BODY = frozenset(
    {Role.REPRESENTATIVE, Role.DEPUTY, Role.INTERNAL_APPROVER, Role.DEPARTMENT_EDITOR, Role.MEMBER}
)
