"""What a notice can announce, and how long before it takes effect."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sanjeh.core.text.words import Words


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
    title: Words
    lead: timedelta


# The agreement promises an announcement and names no lead time: these are our own (docs/promises.md).
KINDS = {
    Kind.METHODOLOGY: KindOfNotice(Words("روش ارزیابی", "Method"), timedelta(days=14)),
    Kind.ROUND: KindOfNotice(Words("دوره ارزیابی", "Round"), timedelta(days=14)),
    Kind.FORM: KindOfNotice(Words("فرم", "Form"), timedelta(days=14)),
    Kind.DOCUMENT: KindOfNotice(Words("مدارک", "Documents"), timedelta(days=7)),
    Kind.PROCESS: KindOfNotice(Words("فرایند", "Process"), timedelta(days=7)),
    Kind.CALENDAR: KindOfNotice(Words("تقویم", "Calendar"), timedelta(days=7)),
    Kind.AGREEMENT: KindOfNotice(Words("توافق‌نامه", "Agreement"), timedelta(days=30)),
}
