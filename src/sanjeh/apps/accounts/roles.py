"""What people may be to the house."""

from django.db.models import TextChoices


class Role(TextChoices):
    SECRETARIAT = "secretariat", "دبیرخانه"
    HANDLER = "handler", "رسیدگی‌کننده"
    SECOND_READER = "second_reader", "خواننده دوم"
    ASSESSOR = "assessor", "ارزیاب"
    MANAGER = "manager", "مدیر"
    REPRESENTATIVE = "representative", "نماینده دستگاه"


STAFF = frozenset({Role.SECRETARIAT, Role.HANDLER, Role.SECOND_READER, Role.MANAGER})
