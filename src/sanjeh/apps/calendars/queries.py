"""The calendar: its changes as the office sees them, and the working hours that are made of them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from sanjeh.apps.authorities import queries as authorities
from sanjeh.apps.calendars import models
from sanjeh.apps.calendars.entries import (
    CHANGE_WORDS,
    EFFECT_WORDS,
    FROM_SATURDAY,
    WEEKDAY_WORDS,
    Change,
    hours_of,
)
from sanjeh.core.integrity.references import DEFAULT_AUTHORITY, Subject
from sanjeh.core.text.numerals import in_digits
from sanjeh.core.text.words import Translatable, Words
from sanjeh.core.working_time import calendar as working
from sanjeh.core.working_time.calendar import (
    CAME_WITH_THE_PROGRAM,
    EVERYWHERE,
    Effect,
    Hours,
    WorkingCalendar,
)
from sanjeh.core.working_time.explanation import SayMoment
from sanjeh.core.working_time.hours import WorkingHours
from sanjeh.core.working_time.places import place_words
from sanjeh.locale.days import day

Row = models.CalendarVersion | models.Holiday | models.Decree
MODELS: dict[Change, type[models.CalendarVersion] | type[models.Holiday] | type[models.Decree]] = {
    Change.WEEK: models.CalendarVersion,
    Change.HOLIDAY: models.Holiday,
    Change.DECREE: models.Decree,
}


Counted = TypeVar("Counted", working.CalendarVersion, working.Holiday, working.Decree)


class NoSuchChange(LookupError):
    """The calendar has no change of this number."""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change of the calendar. `counts_from` is None while nobody has confirmed it."""

    number: int
    change: Change
    place: str
    first_day: date
    last_day: date
    title: Words | None
    hours: tuple[Hours, ...]
    effect: Effect | None
    letter: str
    issued_at: datetime | None
    is_reckoned: bool
    made_by: str
    made_at: datetime | None
    confirmed_by: str
    counts_from: datetime | None
    notice: int | None

    @property
    def reference(self) -> str:
        return Subject.CALENDAR.named(self.number)

    @property
    def named(self) -> str:
        """Return the version by which a notice tells of this change."""
        return str(self.number)

    @property
    def weekdays(self) -> tuple[tuple[Translatable, Hours], ...]:
        """Return the days of a week with their hours, as a week is read here."""
        return tuple((WEEKDAY_WORDS[day], self.hours[day]) for day in FROM_SATURDAY)

    @property
    def says_effect(self) -> Translatable | None:
        return EFFECT_WORDS[self.effect] if self.effect else None

    @property
    def place_title(self) -> Words | None:
        """Return the name of the place, None where it holds everywhere."""
        return place_words(self.place) if self.place else None

    @property
    def change_title(self) -> Translatable:
        return CHANGE_WORDS[self.change]

    @property
    def awaits_second(self) -> bool:
        return self.counts_from is None


def counts_from(row: Row) -> datetime | None:
    """Return since when a row counts: what came with the program always does, unless it is only reckoned."""
    if row.confirmed_at is None and row.made_by_id is None and not getattr(row, "is_reckoned", False):
        return CAME_WITH_THE_PROGRAM
    return row.confirmed_at


def working_calendar(authority: str = DEFAULT_AUTHORITY) -> WorkingCalendar:
    """Return all that an authority ever entered into its calendar.

    Another than the first has its own week once one counts, until then that of the first; holidays and
    decrees of the first hold for it too, beside its own.
    """
    whose = sorted({DEFAULT_AUTHORITY, authority})
    weeks = models.CalendarVersion.objects.filter(authority__code__in=whose)
    own = [row for row in weeks if row.authority_id == authority and counts_from(row)]
    of_the_first = [row for row in weeks if row.authority_id == DEFAULT_AUTHORITY]
    versions = of_the_first if authority == DEFAULT_AUTHORITY else own or of_the_first
    return WorkingCalendar(
        ZoneInfo(authorities.card(None if authority == DEFAULT_AUTHORITY else authority).time_zone),
        tuple(map(version_of, versions)),
        tuple(map(holiday_of, models.Holiday.objects.filter(authority__code__in=whose))),
        tuple(map(decree_of, models.Decree.objects.filter(authority__code__in=whose))),
    )


def working_hours(now: datetime, place: str = EVERYWHERE, authority: str = DEFAULT_AUTHORITY) -> WorkingHours:
    """Return the working hours of a place by all that the authority knows now."""
    return WorkingHours(working.as_known(working_calendar(authority), place, now))


def local_day(now: datetime) -> date:
    """Return the day that it is at the authority."""
    return now.astimezone(ZoneInfo(authorities.current().time_zone)).date()


def as_if_confirmed(number: int, now: datetime) -> WorkingCalendar:
    """Return the calendar as it would be if this change were confirmed now."""
    present = working_calendar()

    def counted(rows: tuple[Counted, ...]) -> tuple[Counted, ...]:
        return tuple(replace(one, confirmed_at=now) if one.number == number else one for one in rows)

    return replace(
        present,
        versions=counted(present.versions),
        holidays=counted(present.holidays),
        decrees=counted(present.decrees),
    )


def version_of(row: models.CalendarVersion) -> working.CalendarVersion:
    return working.CalendarVersion(
        row.number, row.effective_from, tuple(map(hours_of, row.week)), counts_from(row), row.place
    )


def holiday_of(row: models.Holiday) -> working.Holiday:
    title = Words(row.title_fa, row.title_en)
    return working.Holiday(row.number, row.day, title, counts_from(row), row.place)


def decree_of(row: models.Decree) -> working.Decree:
    return working.Decree(
        row.number,
        row.first_day,
        row.last_day,
        Effect(row.effect),
        Words(row.title_fa, row.title_en),
        row.issued_at,
        counts_from(row),
        hours_of(row.hours),
        row.place,
    )


def change(number: int) -> ChangeRow:
    """Return one change; raise NoSuchChange."""
    for kind, model in MODELS.items():
        if row := model.objects.select_related("made_by", "confirmed_by").filter(number=number).first():
            return row_of(kind, row)
    raise NoSuchChange(number)


def changes(kind: Change, authority: str | None = None) -> tuple[ChangeRow, ...]:
    """Return every change of this kind, or those of one authority, in the order of its table."""
    rows: Iterable[Row] = MODELS[kind].objects.select_related("made_by", "confirmed_by")
    return tuple(row_of(kind, row) for row in rows if authority in {None, row.authority_id})


def owner(number: int) -> str | None:
    """Return the code of the authority whose change this is, None where there is none of it."""
    found = (
        model.objects.filter(number=number).values_list("authority__code", flat=True)
        for model in MODELS.values()
    )
    return next((code for codes in found for code in codes), None)


def awaiting_second(authority: str | None = None) -> tuple[ChangeRow, ...]:
    """Return the changes that somebody (of one authority) has entered and nobody has confirmed."""
    rows = (one for kind in MODELS for one in changes(kind, authority))
    return tuple(row for row in rows if row.awaits_second and row.made_at)


def row_of(kind: Change, row: Row) -> ChangeRow:
    title = Words(row.title_fa, row.title_en) if not isinstance(row, models.CalendarVersion) else None
    first, last = days_of(row)
    decree = row if isinstance(row, models.Decree) else None
    return ChangeRow(
        number=row.number,
        change=kind,
        place=row.place,
        first_day=first,
        last_day=last,
        title=title,
        hours=shown_hours(row),
        effect=Effect(decree.effect) if decree else None,
        letter=decree.letter if decree else "",
        issued_at=decree.issued_at if decree else None,
        is_reckoned=isinstance(row, models.Holiday) and row.is_reckoned,
        made_by=row.made_by.display_name if row.made_by else "",
        made_at=row.made_at,
        confirmed_by=row.confirmed_by.display_name if row.confirmed_by else "",
        counts_from=counts_from(row),
        notice=row.notice_id,
    )


def days_of(row: Row) -> tuple[date, date]:
    if isinstance(row, models.CalendarVersion):
        return row.effective_from, row.effective_from
    return (row.day, row.day) if isinstance(row, models.Holiday) else (row.first_day, row.last_day)


def shown_hours(row: Row) -> tuple[Hours, ...]:
    if isinstance(row, models.CalendarVersion):
        return tuple(map(hours_of, row.week))
    return (hours_of(row.hours),) if isinstance(row, models.Decree) and row.hours else ()


def moments() -> SayMoment:
    """Return what tells an instant as the authority tells time: by its calendar and in its zone."""
    authority = authorities.current()
    zone = ZoneInfo(authority.time_zone)

    def told(moment: int) -> Words:
        when = datetime.fromtimestamp(moment, zone)
        fa, en = (day(when.date(), language, authority.calendar) for language in ("fa", "en"))
        return Words(f"{fa} ساعت {in_digits(f'{when:%H:%M}', 'fa')}", f"{en} {when:%H:%M}")

    return told
