"""Opening and ending channels, each by its notice and a second person, and saying when one does not work."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from sanjeh.apps.accounts.actions import one_at_a_time
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.channels import outage_actions, queries
from sanjeh.apps.channels.entries import ChannelEntry, Report, end_version_of, version_of
from sanjeh.apps.channels.models import Channel, ChannelCheck
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.notices import queries as notices
from sanjeh.apps.notices.kinds import Kind
from sanjeh.core.integrity.hash_chain import Fact
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.channels import WATCHED
from sanjeh.core.workflow.reach_moves import ChannelMove

FURTHEST_BACK = timedelta(days=30)


class NotAnnounced(Exception):
    """No notice since it was entered names this `version`."""

    def __init__(self, version: str) -> None:
        super().__init__(f"no notice of the kind {Kind.CHANNEL!r} names {version!r}")
        self.version = version


class NotAwaited(Exception):
    """This channel was put in force already, or is over, or was never in force."""


class LastChannel(Exception):
    """Nobody could reach the house any more."""


class SeenByMachine(Exception):
    """Whether this channel works the machine sees itself; nobody says so by hand."""


class NotThen(ValueError):
    """The moment lies ahead, too far back, or before what was said of this channel last."""


class WordsMissing(ValueError):
    """Why a channel does not work has to be said."""


@transaction.atomic
def enter_channel(*, entry: ChannelEntry, by: Person, now: datetime) -> int:
    """Keep a channel for another to put in force, and return its number."""
    one_at_a_time("channels")
    number: int = (Channel.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    about = Subject.CHANNEL.named(number)
    permit(by=by, move=ChannelMove.ENTER, about=about, now=now)
    Channel.objects.create(
        number=number,
        kind=entry.kind,
        title_fa=entry.title.fa.strip(),
        title_en=entry.title.en.strip(),
        address=entry.address.strip(),
        hours_fa=entry.hours.fa.strip() if entry.hours else "",
        hours_en=entry.hours.en.strip() if entry.hours else "",
        made_by=by,
        made_at=now,
    )
    journal.write(by=by, at=now, what="channel.entered", about=about, facts={"kind": entry.kind.value})
    return number


@transaction.atomic
def authorise_channel(*, number: int, by: Person, now: datetime) -> datetime:
    """Put a channel in force from the day of its notice on, and return that moment.

    Raise NoSuchChannel, NotAwaited or NotAnnounced.
    """
    about = Subject.CHANNEL.named(number)
    permit(by=by, move=ChannelMove.AUTHORISE, about=about, now=now)
    row = locked(number)
    if row.authorised_from or row.made_at is None:
        raise NotAwaited(number)
    told = announced(version_of(number), row.made_at)
    since = max(told.effective_at, now)
    Channel.objects.filter(pk=row.pk).update(notice_id=told.number, authorised_from=since, put_by=by)
    journal.write(by=by, at=now, what="channel.authorised", about=about, facts={"notice": told.number})
    return since


@transaction.atomic
def end_channel(*, number: int, by: Person, now: datetime) -> datetime:
    """End a channel on the day of the notice of its end; raise NotAwaited, NotAnnounced or LastChannel."""
    about = Subject.CHANNEL.named(number)
    permit(by=by, move=ChannelMove.END, about=about, now=now)
    one_at_a_time("channels")
    row = locked(number)
    if row.authorised_from is None or row.ended_from:
        raise NotAwaited(number)
    told = announced(end_version_of(number), row.made_at)
    until = max(told.effective_at, now, row.authorised_from)
    others = queries.authorised(until).exclude(pk=row.pk)
    if not others.exists():
        raise LastChannel(number)
    Channel.objects.filter(pk=row.pk).update(end_notice_id=told.number, ended_from=until, ended_by=by)
    journal.write(by=by, at=now, what="channel.ended", about=about, facts={"notice": told.number})
    return until


def announced(version: str, since: datetime | None) -> notices.NoticeRow:
    """Return the notice that told of this since it was entered; raise NotAnnounced."""
    told = notices.published_for(Kind.CHANNEL, version)
    if told is None or (since and told.published_at < since):
        raise NotAnnounced(version)
    return told


@transaction.atomic
def report_channel(*, number: int, report: Report, by: Person, now: datetime) -> None:
    """Say since when a telephone or a post box does not work, or works again; what follows is worked out.

    It may be said afterwards. It never counts for the house: such a time is the provider's own.
    Raise SeenByMachine, NotAwaited, NotThen or WordsMissing.
    """
    about = Subject.CHANNEL.named(number)
    permit(by=by, move=ChannelMove.REPORT, about=about, now=now)
    row = locked(number)
    if row.kind in WATCHED:
        raise SeenByMachine(number)
    if row.authorised_from is None or row.authorised_from > report.at:
        raise NotAwaited(number)
    last = row.checks.order_by("-at").first()
    if not now - FURTHEST_BACK <= report.at <= now or (last and report.at <= last.at):
        raise NotThen(report.at)
    why = "" if report.is_up else written(report.why)
    ChannelCheck.objects.create(
        channel=row, at=report.at, is_up=report.is_up, why=why[:300], by=by, told_at=now
    )
    facts: dict[str, Fact] = {"is_up": report.is_up, "at": report.at.isoformat()}
    journal.write(by=by, at=now, what="channel.reported", about=about, facts=facts)
    outage_actions.note_outages(since=report.at, now=now)


def written(text: str) -> str:
    if not (words := text.strip()):
        raise WordsMissing
    return words


def locked(number: int) -> Channel:
    row = Channel.objects.select_for_update(of=("self",)).filter(number=number).first()
    if row is None:
        raise queries.NoSuchChannel(number)
    return row
