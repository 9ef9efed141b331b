"""Who asks, who answers, and who publishes an answer for everybody: a part of the table of permissions."""

from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.moves import Reading
from sanjeh.core.workflow.permission_row import Permission
from sanjeh.core.workflow.questions import EVENTS, FaqMove, QuestionMove
from sanjeh.core.workflow.roles import Role

ASKING = frozenset({Role.REPRESENTATIVE, Role.DEPUTY, Role.INTERNAL_APPROVER, Role.DEPARTMENT_EDITOR})
EXPERTS = frozenset({Role.SECRETARIAT, Role.ASSESSOR, Role.SENIOR_ASSESSOR})
PUBLISHING = frozenset({Role.APPROVER, Role.MANAGER})


def row(move: QuestionMove, title: Translatable, roles: frozenset[Role]) -> Permission:
    return Permission(move, title, EVENTS[move], roles)


QUESTIONS = (
    row(QuestionMove.ASK, Translatable("پرسیدن از کارشناس"), ASKING),
    row(QuestionMove.ANSWER, Translatable("پاسخ به همه‌ی بخش‌های پرسش"), EXPERTS),
    row(QuestionMove.ASK_BACK, Translatable("خواستن توضیح از پرسنده"), EXPERTS),
    row(QuestionMove.REPLY, Translatable("توضیح پرسنده"), ASKING),
    row(QuestionMove.NOT_ANSWERED, Translatable("گفتن این که بخشی پاسخ نگرفت"), ASKING),
    row(QuestionMove.CLOSE, Translatable("بستن پرسش به دست پرسنده"), ASKING),
    Permission(FaqMove.DRAFT, Translatable("آماده کردن پاسخ برای همگان"), "faq.drafted", EXPERTS),
    Permission(
        FaqMove.PUBLISH,
        Translatable("انتشار پاسخ برای همگان"),
        "faq.published",
        PUBLISHING,
        apart_from=(FaqMove.DRAFT,),
    ),
    Permission(FaqMove.WITHDRAW, Translatable("برداشتن پاسخ همگانی"), "faq.withdrawn", PUBLISHING),
    Permission(
        FaqMove.KEEP_TEMPLATE,
        Translatable("نوشتن الگوی پاسخ"),
        "template.kept",
        frozenset({Role.SECRETARIAT}),
    ),
    Permission(
        Reading.QUESTIONS,
        Translatable("پرسش‌های دستگاه‌ها"),
        "",
        ASKING | EXPERTS | frozenset({Role.MANAGER, Role.AUDITOR}),
    ),
    Permission(
        Reading.FAQ, Translatable("پاسخ‌های همگانی"), "", EXPERTS | PUBLISHING | frozenset({Role.AUDITOR})
    ),
)
