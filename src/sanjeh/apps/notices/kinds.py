"""What a notice can announce, and how long before it takes effect."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sanjeh.core.text.words import Translatable


class Kind(StrEnum):
    METHODOLOGY = "methodology"
    ROUND = "round"
    FORM = "form"
    DOCUMENT = "document"
    PROCESS = "process"
    CALENDAR = "calendar"
    AGREEMENT = "agreement"


@dataclass(frozen=True, slots=True)
class KindOfNotice:
    title: Translatable
    lead: timedelta


# The agreement promises an announcement and names no lead time: these are our own (docs/promises.md).
KINDS = {
    Kind.METHODOLOGY: KindOfNotice(Translatable("روش ارزیابی"), timedelta(days=14)),
    Kind.ROUND: KindOfNotice(Translatable("دوره ارزیابی"), timedelta(days=14)),
    Kind.FORM: KindOfNotice(Translatable("فرم"), timedelta(days=14)),
    Kind.DOCUMENT: KindOfNotice(Translatable("مدارک"), timedelta(days=7)),
    Kind.PROCESS: KindOfNotice(Translatable("فرایند"), timedelta(days=7)),
    Kind.CALENDAR: KindOfNotice(Translatable("تقویم"), timedelta(days=7)),
    Kind.AGREEMENT: KindOfNotice(Translatable("توافق‌نامه"), timedelta(days=30)),
}
