"""What a notice can announce, how long before it takes effect, and whom it has to reach."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sanjeh.core.text.words import Translatable
from sanjeh.core.working_time.hours import WorkingHours, instant


class Kind(StrEnum):
    METHODOLOGY = "methodology"
    ROUND = "round"
    FORM = "form"
    DOCUMENT = "document"
    PROCESS = "process"
    CALENDAR = "calendar"
    AGREEMENT = "agreement"
    SYSTEM = "system"
    INFORMATION = "information"
    CHANNEL = "channel"


class Rhythm(StrEnum):
    """How often an address is written to."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"


RHYTHM_WORDS = {
    Rhythm.AT_ONCE: Translatable("هر اطلاعیه، همان هنگام"),
    Rhythm.DAILY: Translatable("روزی یک نامه، اگر چیزی باشد"),
    Rhythm.WEEKLY: Translatable("هفته‌ای یک نامه، اگر چیزی باشد"),
}
EVERY = {Rhythm.DAILY: timedelta(days=1), Rhythm.WEEKLY: timedelta(days=7)}


@dataclass(frozen=True, slots=True)
class KindOfNotice:
    """`working_days` pass between the notice and its effect, by the authority's calendar.

    A mandatory one reaches everybody who holds a mandate, whatever they chose, and asks to be acknowledged;
    any other reaches who has subscribed to its topic.
    """

    title: Translatable
    working_days: int
    is_mandatory: bool = True


# The agreement promises an announcement and names no lead time: these are our own (docs/promises.md).
KINDS = {
    Kind.METHODOLOGY: KindOfNotice(Translatable("روش ارزیابی"), 10),
    Kind.ROUND: KindOfNotice(Translatable("دوره‌ی ارزیابی"), 10),
    Kind.FORM: KindOfNotice(Translatable("فرم"), 10),
    Kind.DOCUMENT: KindOfNotice(Translatable("مدارک"), 5),
    Kind.PROCESS: KindOfNotice(Translatable("فرایند"), 5),
    Kind.CALENDAR: KindOfNotice(Translatable("تقویم"), 5),
    Kind.AGREEMENT: KindOfNotice(Translatable("توافق‌نامه"), 20),
    Kind.CHANNEL: KindOfNotice(Translatable("کانال ارتباط"), 5),
    Kind.SYSTEM: KindOfNotice(Translatable("سامانه"), 2, is_mandatory=False),
    Kind.INFORMATION: KindOfNotice(Translatable("خبر و راهنما"), 0, is_mandatory=False),
}
MANDATORY = frozenset(kind for kind, one in KINDS.items() if one.is_mandatory)


def earliest_effect(kind: Kind, hours: WorkingHours, now: datetime) -> datetime:
    """Return from when on a notice of this kind that is published now may take effect without a reason.

    A working day is the longest of the week that is in force now (ADR 0065); raise NeverWorked.
    """
    days = KINDS[kind].working_days
    if not days:
        return now
    begin = instant(now)
    longest = hours.calendar.version(hours.day_of(begin)).longest_day
    return datetime.fromtimestamp(hours.after(begin, days * longest), UTC)
