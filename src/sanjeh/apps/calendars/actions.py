"""Changing the calendar: one person enters a change, another confirms it once it has been announced."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from sanjeh.apps.accounts.actions import one_at_a_time
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.calendars import models, queries
from sanjeh.apps.calendars.entries import DecreeEntry, Entry, HolidayEntry, WeekEntry, pairs
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.notices import queries as notices
from sanjeh.apps.notices.kinds import Kind
from sanjeh.core.integrity.references import DEFAULT_AUTHORITY, Subject
from sanjeh.core.text.calendars import Calendar, parts
from sanjeh.core.workflow.moves import CalendarMove
from sanjeh.core.working_time import calendar as working
from sanjeh.core.working_time.calendar import Effect, Hours


class NotAnnounced(Exception):
    """Nobody has been told of this change since it was entered; `versions` are the names it may go by."""

    def __init__(self, versions: tuple[str, ...]) -> None:
        super().__init__(f"no notice of the kind {Kind.CALENDAR!r} names one of {versions}")
        self.versions = versions


class NotAwaited(Exception):
    """This change has been confirmed already."""


class TooEarly(ValueError):
    """A week would begin before today, or before its notice takes effect."""


class AddsWorkAfterwards(ValueError):
    """A decree would make working time of hours that have passed, in which nobody could know of it."""


@transaction.atomic
def enter_change(*, entry: Entry, by: Person, now: datetime, authority: str = DEFAULT_AUTHORITY) -> int:
    """Keep a change for another to confirm, and return its number; raise HoursBroken."""
    one_at_a_time("changes of the calendar")
    number = last_number() + 1
    about = Subject.CALENDAR.named(number)
    permit(by=by, move=CalendarMove.ENTER, about=about, now=now, authority=authority)
    row = row_of(entry)
    row.authority_id = authority
    row.number, row.place, row.made_by, row.made_at = number, entry.place, by, now
    check(row)
    row.save()
    facts = {"change": change_of(row), "first_day": queries.days_of(row)[0].isoformat(), "place": entry.place}
    journal.write(by=by, at=now, what="calendar.entered", about=about, facts=facts)
    return number


def last_number() -> int:
    found = (model.objects.aggregate(last=Max("number"))["last"] for model in queries.MODELS.values())
    return max(one or 0 for one in found)


def row_of(entry: Entry) -> queries.Row:
    if isinstance(entry, WeekEntry):
        return models.CalendarVersion(
            effective_from=entry.effective_from, week=[pairs(hours) for hours in entry.week]
        )
    if isinstance(entry, HolidayEntry):
        return models.Holiday(day=entry.day, title_fa=entry.title.fa, title_en=entry.title.en)
    return decree_row(entry)


def decree_row(entry: DecreeEntry) -> models.Decree:
    return models.Decree(
        first_day=entry.first_day,
        last_day=entry.last_day,
        effect=entry.effect,
        hours=pairs(entry.hours),
        title_fa=entry.title.fa,
        title_en=entry.title.en,
        letter=entry.letter.strip(),
        issued_at=entry.issued_at,
    )


def check(row: queries.Row) -> None:
    """Raise HoursBroken where the core would not read this row back."""
    if isinstance(row, models.CalendarVersion):
        queries.version_of(row)
    elif isinstance(row, models.Decree):
        queries.decree_of(row)


def change_of(row: queries.Row) -> str:
    return next(kind for kind, model in queries.MODELS.items() if isinstance(row, model)).value


@transaction.atomic
def confirm_change(*, number: int, by: Person, now: datetime) -> int:
    """Let an announced change count from now on, as a second person; return the number of its notice.

    Raise NoSuchChange, NotAwaited, NotAnnounced, TooEarly or AddsWorkAfterwards.
    """
    about = Subject.CALENDAR.named(number)
    row = locked(number)
    permit(by=by, move=CalendarMove.CONFIRM, about=about, now=now, authority=str(row.authority_id))
    if queries.counts_from(row) is not None:
        raise NotAwaited(number)
    notice = announced(row)
    refuse_unfair(row, notice, now)
    type(row).objects.filter(pk=row.pk).update(confirmed_by=by, confirmed_at=now, notice_id=notice.number)
    journal.write(by=by, at=now, what="calendar.confirmed", about=about, facts={"notice": notice.number})
    return notice.number


def locked(number: int) -> queries.Row:
    for model in queries.MODELS.values():
        if row := model.objects.select_for_update(of=("self",)).filter(number=number).first():
            return row
    raise queries.NoSuchChange(number)


def announced(row: queries.Row) -> notices.NoticeRow:
    """Return the notice that told of this change after it was entered; raise NotAnnounced."""
    versions = named(row)
    found = (notices.published_for(Kind.CALENDAR, version, str(row.authority_id)) for version in versions)
    told = [one for one in found if one and (row.made_at is None or one.published_at >= row.made_at)]
    if not told:
        raise NotAnnounced(versions)
    return max(told, key=lambda one: one.number)


def named(row: queries.Row) -> tuple[str, ...]:
    """Return the versions by which a notice may name a change: its number, a holiday's also by its year."""
    if not isinstance(row, models.Holiday):
        return (str(row.number),)
    return str(row.number), str(parts(row.day, Calendar.PERSIAN)[0])


def refuse_unfair(row: queries.Row, notice: notices.NoticeRow, now: datetime) -> None:
    """Raise what makes a change unfair: a week without warning, or work in hours that have passed."""
    zone = queries.working_calendar(str(row.authority_id)).zone
    today = now.astimezone(zone).date()
    if isinstance(row, models.CalendarVersion):
        if row.effective_from < max(today, notice.effective_at.astimezone(zone).date()):
            raise TooEarly
    elif isinstance(row, models.Decree) and row.effect != Effect.CLOSES:
        refuse_work_afterwards(row, now)


def refuse_work_afterwards(row: models.Decree, now: datetime) -> None:
    calendar = queries.working_calendar(str(row.authority_id))
    known = working.as_known(calendar, row.place, now)
    day, today = row.first_day, now.astimezone(calendar.zone).date()
    while day <= min(row.last_day, today):
        present = known.reading(day).hours
        changes_it = row.effect == Effect.OPENS or present
        if changes_it and not lies_within(queries.decree_of(row).hours, present):
            raise AddsWorkAfterwards
        day += timedelta(days=1)


def lies_within(hours: Hours, present: Hours) -> bool:
    """Say whether all these hours are worked already."""
    return all(
        any(one.opens <= span.opens and span.closes <= one.closes for one in present) for span in hours
    )
