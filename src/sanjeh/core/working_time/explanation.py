"""Why a clock is due when it is, in one sentence: what was promised, from when, and what is not counted."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from sanjeh.core.text.words import Translatable, Wording
from sanjeh.core.working_time.calendar import Decree, Effect, Holiday, seconds_of
from sanjeh.core.working_time.clock import Clock, Course
from sanjeh.core.working_time.due import Standing
from sanjeh.core.working_time.events import Party, PauseReason
from sanjeh.core.working_time.hours import WorkingHours

SayMoment = Callable[[int], Wording]  # how an instant is told: the authority's calendar, its time zone

PLAIN = Translatable("مهلت {due} است: {length} از {start}.")
WITH_REST = Translatable("مهلت {due} است: {length} از {start}، که در آن {uncounted} به شمار نیامده است.")
WITH_CREDIT = Translatable(
    "مهلت {due} است: {length} از {start}، و {credit} که برای دیرکرد ما به آن افزوده شده است."
)
WITH_CREDIT_AND_REST = Translatable(
    "مهلت {due} است: {length} از {start}، و {credit} که برای دیرکرد ما به آن افزوده شده است؛ "
    "در این میان {uncounted} به شمار نیامده است."
)
SENTENCES = {
    (False, False): PLAIN,
    (False, True): WITH_REST,
    (True, False): WITH_CREDIT,
    (True, True): WITH_CREDIT_AND_REST,
}
NO_TIME = Translatable("کمتر از یک دقیقه")
ONE_WORKING_DAY, WORKING_DAYS = Translatable("یک روز کاری"), Translatable("{count} روز کاری")
ONE_HOUR, HOURS = Translatable("یک ساعت کاری"), Translatable("{count} ساعت کاری")
ONE_MINUTE, MINUTES = Translatable("یک دقیقه‌ی کاری"), Translatable("{count} دقیقه‌ی کاری")
ONE_HOLIDAY, HOLIDAYS = Translatable("یک روز تعطیلی «{title}»"), Translatable("{count} روز تعطیلی «{title}»")
ONE_CLOSED, CLOSED = (
    Translatable("یک روز که دستور «{title}» بست"),
    Translatable("{count} روز که دستور «{title}» بست"),
)
SHORTENED = Translatable("{length} که دستور «{title}» کوتاه کرد")
PAUSE_OF = {
    PauseReason.DOCUMENTS: Translatable("{length} درنگ در انتظار مدارک شما"),
    PauseReason.ANSWER: Translatable("{length} درنگ در انتظار پاسخ شما"),
    PauseReason.OTHER_BODY: Translatable("{length} درنگ در انتظار پاسخ دستگاهی دیگر"),
}
OUTAGE = Translatable("{length} که هیچ کانالی در کار نبود")
LAY_WITH = {
    Party.PROVIDER: Translatable("{length} که کار نزد ما بود"),
    Party.APPLICANT: Translatable("{length} که کار نزد شما بود"),
    Party.THIRD_PARTY: Translatable("{length} که کار نزد شخص سوم بود"),
}


@dataclass(frozen=True, slots=True)
class Explained:
    """A clock that has begun, with what was worked out of it."""

    clock: Clock
    course: Course
    standing: Standing
    hours: WorkingHours


def sentence(of: Explained, moment: SayMoment) -> Translatable:
    """Return the sentence that explains a due moment to whoever waits for it."""
    target = of.clock.target
    facts: dict[str, object] = {
        "due": moment(of.standing.due_at),
        "length": length(target.seconds, target.day_seconds),
        "start": moment(of.course.begin),
    }
    if given := of.standing.credited:
        facts["credit"] = length(given, target.day_seconds)
    if rest := tuple(uncounted(of)):
        facts["uncounted"] = rest
    return SENTENCES[bool(given), bool(rest)].filled(**facts)


def length(seconds: int, day_seconds: int) -> tuple[Translatable, ...]:
    """Return the working days, hours and minutes of a working time; what is below a minute is cut."""
    days, rest = divmod(seconds, day_seconds)
    parts = (
        (days, ONE_WORKING_DAY, WORKING_DAYS),
        (rest // 3600, ONE_HOUR, HOURS),
        (rest // 60 % 60, ONE_MINUTE, MINUTES),
    )
    return tuple(counted(count, one, more) for count, one, more in parts if count) or (NO_TIME,)


def counted(count: int, one: Translatable, more: Translatable) -> Translatable:
    return one if count == 1 else more.filled(count=count)


def uncounted(of: Explained) -> Iterator[Translatable]:
    """Yield what lies between the start and the due moment and does not count, each with its cause."""
    yield from days_off(of)
    yield from time_of_others(of)


def days_off(of: Explained) -> Iterator[Translatable]:
    """Yield the working days that a holiday or a decree has taken; a weekend is no loss."""
    holidays: dict[Wording, int] = {}
    closed: dict[Decree, int] = {}
    shortened: dict[Decree, int] = {}
    for usual, hours, cause in readings(of):
        if isinstance(cause, Holiday):
            holidays[cause.title] = holidays.get(cause.title, 0) + 1
        elif cause.effect is Effect.CLOSES:
            closed[cause] = closed.get(cause, 0) + 1
        elif usual > hours:
            shortened[cause] = shortened.get(cause, 0) + usual - hours
    for title, count in holidays.items():
        yield counted(count, ONE_HOLIDAY, HOLIDAYS).filled(title=title)
    for decree, count in closed.items():
        yield counted(count, ONE_CLOSED, CLOSED).filled(title=decree.title)
    for decree, seconds in shortened.items():
        yield SHORTENED.filled(length=length(seconds, of.clock.target.day_seconds), title=decree.title)


def readings(of: Explained) -> Iterator[tuple[int, int, Holiday | Decree]]:
    """Yield the usual and the real working seconds of each day that is not as usual, and the cause."""
    day, last = of.hours.day_of(of.course.begin), of.hours.day_of(of.standing.due_at)
    while day <= last:
        reading = of.hours.calendar.reading(day)
        if reading.ruled_by and reading.usual:
            yield seconds_of(reading.usual), seconds_of(reading.hours), reading.ruled_by
        day += timedelta(days=1)


def time_of_others(of: Explained) -> Iterator[Translatable]:
    """Yield the working time in which the matter did not lie with the bound party, before it was due."""
    sums: dict[Translatable, int] = {}
    for one in of.course.possessions:
        if one.holder is not of.clock.target.bound:
            cause = OUTAGE if one.is_outage else PAUSE_OF[one.reason] if one.reason else LAY_WITH[one.holder]
            seconds = of.hours.between(one.begin, min(one.end, of.standing.due_at))
            sums[cause] = sums.get(cause, 0) + seconds
    for cause, seconds in sums.items():
        if seconds:
            yield cause.filled(length=length(seconds, of.clock.target.day_seconds))
