"""What was seen is kept, and what follows of it: an outage begins, ends, and is announced when it is over."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from sanjeh.apps.accounts.actions import one_at_a_time
from sanjeh.apps.calendars import queries as calendars
from sanjeh.apps.channels import queries
from sanjeh.apps.channels.entries import Look, outage_version_of
from sanjeh.apps.channels.models import ChannelCheck, Outage
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.notices import actions as notices
from sanjeh.apps.notices.kinds import Kind
from sanjeh.core.integrity.hash_chain import Fact
from sanjeh.core.text.words import Translatable, Wording, Words
from sanjeh.core.working_time import events
from sanjeh.core.working_time.explanation import length
from sanjeh.core.working_time.hours import WorkingHours, instant
from sanjeh.core.working_time.outages import outages as worked_out
from sanjeh.locale.catalogues import said

A_DAY = timedelta(days=1)


@transaction.atomic
def keep_looks(*, looks: Iterable[Look], now: datetime) -> None:
    """Keep what the machine saw at this moment, and note what follows of it."""
    one_at_a_time("channels")
    open_ones = {row.number: row for row in queries.authorised(now)}
    before = ChannelCheck.objects.aggregate(last=Max("at"))["last"]
    ChannelCheck.objects.bulk_create(
        ChannelCheck(
            channel=open_ones[look.channel],
            at=now,
            is_up=not look.why,
            took_ms=look.took_ms,
            why=look.why[:300],
            told_at=now,
        )
        for look in looks
        if look.channel in open_ones
    )
    note_outages(since=before or now, now=now)


@transaction.atomic
def note_outages(*, since: datetime, now: datetime) -> None:
    """Work out what happened since this moment, or since an outage that lasts began, and note it."""
    last = (
        Outage.objects.filter(ended_at=None).order_by("began_at").values_list("began_at", flat=True).first()
    )
    for span in worked_out(queries.courses(looks_since(min(since, last or since) - A_DAY)), now):
        note_span(span, now)


def looks_since(since: datetime) -> list[ChannelCheck]:
    """Return every look from this moment on, and of each channel the last before it that found it working,
    and the last of all.
    """
    earlier = ChannelCheck.objects.filter(at__lt=since)
    kept = [*queries.newest(earlier), *queries.newest(earlier.filter(is_up=True))]
    return list({one.pk: one for one in (*kept, *ChannelCheck.objects.filter(at__gte=since))}.values())


def note_span(span: events.Outage, now: datetime) -> None:
    """Open an outage that nobody noted, and close those that it holds and that are over."""
    held = Outage.objects.filter(began_at__gte=span.begin)
    if span.end:
        held = held.filter(began_at__lt=span.end)
    if not held.filter(began_at=span.begin).exists():
        opened(span.begin, now)
    if span.end:
        for row in held.filter(ended_at=None).order_by("began_at"):
            close(row, span.end, now)


def opened(begin: datetime, now: datetime) -> None:
    number: int = (Outage.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    row = Outage.objects.create(number=number, began_at=begin, noted_at=now)
    facts: dict[str, Fact] = {"begin": begin.isoformat()}
    journal.write(by=None, at=now, what="outage.opened", about=row.reference, facts=facts)


def close(row: Outage, end: datetime, now: datetime) -> None:
    """Note that it is over; what has taken working time is announced, with what it gives back."""
    hours = calendars.working_hours(now)
    seconds = hours.between(instant(row.began_at), instant(end))
    told = announce(row, end, hours, now) if seconds else None
    Outage.objects.filter(pk=row.pk).update(
        ended_at=end, closed_at=now, working_seconds=seconds, notice_id=told
    )
    facts: dict[str, Fact] = {"end": end.isoformat(), "working_seconds": seconds}
    journal.write(by=None, at=now, what="outage.closed", about=row.reference, facts=facts)


def announce(row: Outage, end: datetime, hours: WorkingHours, now: datetime) -> int:
    """Publish that every open time of the other side lasts so much longer; return the notice's number."""
    begin = instant(row.began_at)
    day = hours.calendar.version(hours.day_of(begin)).longest_day
    lost = length(hours.between(begin, instant(end)), day)
    moments = (calendars.moments()(begin), calendars.moments()(instant(end)))
    fa, en = (worded(language, lost, moments) for language in ("fa", "en"))
    announcement = notices.Announcement(
        kind=Kind.INFORMATION,
        version=outage_version_of(row.number),
        title=TITLE,
        body=Words(fa, en),
        effective_at=now,
    )
    return notices.publish_by_itself(announcement=announcement, hours=hours, now=now).number


def worded(language: str, lost: Iterable[Translatable], moments: tuple[Wording, Wording]) -> str:
    """Return the notice in one language."""
    begin, end = (said(moment, language) for moment in moments)
    taken = JOINS[language].join(said(part, language) for part in lost)
    return TEXTS[language].format(begin=begin, end=end, lost=taken)


TITLE = Words("مهلت‌ها بیشتر شد: هیچ کانالی در کار نبود", "Deadlines last longer: no channel worked")
JOINS = {"fa": " و ", "en": " and "}
TEXTS = {
    "fa": "از {begin} تا {end} هیچ‌یک از کانال‌های مجاز در کار نبود. {lost} به هر مهلت بازِ متقاضیان و شاکیان"
    " افزوده شد؛ کسی لازم نیست درخواستی بدهد. مهلت تازه در صفحه‌ی هر کار دیده می‌شود.",
    "en": "From {begin} until {end} none of the authorised channels worked. {lost} were added to every open"
    " deadline of applicants and complainants; nobody has to ask for it. The new due moment stands on the"
    " page of each matter.",
}
