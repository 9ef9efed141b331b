"""Reading the channels: which are authorised, how each stands, and when none of them worked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Avg, Case, Count, F, FloatField, OuterRef, Q, QuerySet, Subquery, When

from sanjeh.apps.channels.models import Channel, ChannelCheck, Outage
from sanjeh.core.text.words import Translatable, Words
from sanjeh.core.workflow.channels import CHANNEL_KINDS, WATCHED, ChannelKind
from sanjeh.core.working_time import events
from sanjeh.core.working_time.outages import SILENCE, ChannelCourse, Sighting
from sanjeh.core.working_time.outages import outages as worked_out

SHARE_OF = timedelta(days=90)


class NoSuchChannel(LookupError):
    """No channel has this number."""


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """One channel as it stands; `is_up` is None where nobody has looked, or not for too long.

    `share` is that of the looks of the last ninety days that found it working, of `looks`.
    """

    number: int
    kind: ChannelKind
    title: Words
    address: str
    hours: Words | None
    made_by: str
    made_at: datetime | None
    authorised_from: datetime | None
    ended_from: datetime | None
    notice: int | None
    end_notice: int | None
    is_up: bool | None
    seen_at: datetime | None
    why: str
    looks: int
    share: float | None

    @property
    def kind_title(self) -> Translatable:
        return CHANNEL_KINDS[self.kind]

    @property
    def is_watched(self) -> bool:
        return self.kind in WATCHED

    @property
    def is_of_the_program(self) -> bool:
        return self.made_at is None

    def is_authorised(self, now: datetime) -> bool:
        since, until = self.authorised_from, self.ended_from
        return since is not None and since <= now and (until is None or now < until)


@dataclass(frozen=True, slots=True)
class OutageRow:
    """A time in which no channel worked; what is open still lasts."""

    number: int
    begin: datetime
    end: datetime | None
    working_seconds: int | None
    notice: int | None


def authorised(now: datetime) -> QuerySet[Channel]:
    """Return the channels that may be used now."""
    begun = Channel.objects.filter(authorised_from__lte=now)
    return begun.filter(Q(ended_from=None) | Q(ended_from__gt=now))


def channels(now: datetime) -> tuple[ChannelRow, ...]:
    """Return every channel with how it stands, those that are over too."""
    last, shares = last_checks(), shares_of(now)
    rows = Channel.objects.select_related("made_by")
    return tuple(row_of(row, last.get(row.pk), shares.get(row.pk, (0, None)), now) for row in rows)


def channel(number: int, now: datetime) -> ChannelRow:
    """Return one of them; raise NoSuchChannel."""
    for row in channels(now):
        if row.number == number:
            return row
    raise NoSuchChannel(number)


def open_channels(now: datetime) -> tuple[ChannelRow, ...]:
    """Return those that may be used now."""
    return tuple(row for row in channels(now) if row.is_authorised(now))


def addresses(kind: ChannelKind) -> tuple[str, ...]:
    """Return the addresses of every channel of this kind, those that are over too."""
    return tuple(Channel.objects.filter(kind=kind).exclude(address="").values_list("address", flat=True))


def last_checks() -> Mapping[int, ChannelCheck]:
    """Return the newest look of each channel, by the channel's key."""
    return {one.channel_id: one for one in newest(ChannelCheck.objects.all())}


def newest(looks: QuerySet[ChannelCheck]) -> QuerySet[ChannelCheck]:
    """Return the newest of these looks for each channel, however many there are: an index gives each."""
    of_one = looks.filter(channel=OuterRef("pk")).order_by("-at", "-pk").values("pk")[:1]
    return ChannelCheck.objects.filter(pk__in=Channel.objects.values_list(Subquery(of_one)))


def shares_of(now: datetime) -> Mapping[int, tuple[int, float | None]]:
    works = Avg(Case(When(is_up=True, then=1.0), default=0.0, output_field=FloatField()))
    looks = ChannelCheck.objects.filter(at__gt=now - SHARE_OF).order_by()
    found = looks.values_list("channel").annotate(count=Count("pk"), share=works)
    return {channel: (count, share) for channel, count, share in found}


def row_of(
    row: Channel, seen: ChannelCheck | None, share: tuple[int, float | None], now: datetime
) -> ChannelRow:
    kind = ChannelKind(row.kind)
    return ChannelRow(
        number=row.number,
        kind=kind,
        title=Words(row.title_fa, row.title_en),
        address=row.address,
        hours=Words(row.hours_fa, row.hours_en) if row.hours_fa else None,
        made_by=row.made_by.display_name if row.made_by else "",
        made_at=row.made_at,
        authorised_from=row.authorised_from,
        ended_from=row.ended_from,
        notice=row.notice_id,
        end_notice=row.end_notice_id,
        is_up=stands(kind, seen, now),
        seen_at=seen.at if seen else None,
        why=seen.why if seen else "",
        looks=share[0],
        share=share[1],
    )


def stands(kind: ChannelKind, seen: ChannelCheck | None, now: datetime) -> bool | None:
    """Return whether it works; of what the machine should look at and has not, nothing is known."""
    if seen is None:
        return None if kind in WATCHED else True
    return None if kind in WATCHED and now - seen.at > SILENCE else seen.is_up


def courses(looks: Iterable[ChannelCheck]) -> tuple[ChannelCourse, ...]:
    """Return every channel that was ever authorised, with these looks."""
    seen: dict[int, list[Sighting]] = {}
    for look in looks:
        seen.setdefault(look.channel_id, []).append(Sighting(look.at, look.is_up))
    begun = Channel.objects.exclude(authorised_from=None)
    return tuple(
        ChannelCourse(row.authorised_from, row.ended_from, row.kind in WATCHED, tuple(seen.get(row.pk, ())))
        for row in begun
        if row.authorised_from
    )


def outages(now: datetime) -> tuple[events.Outage, ...]:
    """Return when no channel worked, as far as it is known now: for every clock of the house.

    What the worker has not noted yet is in it: a time in which it did not look, or that has just begun.
    """
    noted = tuple(
        events.Outage(begin, end) for begin, end in Outage.objects.values_list("began_at", "ended_at")
    )
    return (*noted, *worked_out(courses(last_checks().values()), now))


def outage_rows() -> tuple[OutageRow, ...]:
    """Return every noted outage, the newest first."""
    rows = Outage.objects.order_by(F("began_at").desc())
    return tuple(
        OutageRow(row.number, row.began_at, row.ended_at, row.working_seconds, row.notice_id) for row in rows
    )


def outage_now() -> OutageRow | None:
    """Return the outage that lasts, or None."""
    return next((row for row in outage_rows() if row.end is None), None)
