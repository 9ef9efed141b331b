"""Reading the published notices."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max

from sanjeh.apps.notices.kinds import KINDS, MANDATORY, Kind
from sanjeh.apps.notices.models import Notice
from sanjeh.core.text.words import Translatable, Words


class NoSuchNotice(LookupError):
    """No notice has this number."""


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A published notice; `version` names what changed, within its kind."""

    number: int
    authority: str
    kind: Kind
    version: str
    title: Words
    body: Words
    published_at: datetime
    effective_at: datetime
    earliest_at: datetime | None
    short_notice_reason: str

    @property
    def kind_title(self) -> Translatable:
        return KINDS[self.kind].title

    @property
    def lead(self) -> timedelta:
        """Return how long before its effect this was announced."""
        return self.effective_at - self.published_at

    @property
    def lead_days(self) -> int:
        return self.lead.days

    @property
    def is_mandatory(self) -> bool:
        return self.kind in MANDATORY

    @property
    def is_short(self) -> bool:
        """Say whether this came later than a notice of its kind should; such a one has its reason."""
        if self.earliest_at is None:
            return bool(self.short_notice_reason)
        return self.effective_at < self.earliest_at


def row_of(notice: Notice) -> NoticeRow:
    return NoticeRow(
        number=notice.number,
        authority=str(notice.authority_id),
        kind=Kind(notice.kind),
        version=notice.version,
        title=Words(notice.title_fa, notice.title_en),
        body=Words(notice.body_fa, notice.body_en),
        published_at=notice.published_at,
        effective_at=notice.effective_at,
        earliest_at=notice.earliest_at,
        short_notice_reason=notice.short_notice_reason,
    )


def numbers() -> tuple[str, ...]:
    """Return the number of every published notice."""
    return tuple(map(str, Notice.objects.order_by("number").values_list("number", flat=True)))


def notices(authority: str | None = None) -> tuple[NoticeRow, ...]:
    """Return every notice, or those of this authority, newest first."""
    own = {} if authority is None else {"authority__code": authority}
    return tuple(row_of(notice) for notice in Notice.objects.filter(**own).order_by("-number"))


def notice(number: int) -> NoticeRow:
    """Return the notice with this number."""
    try:
        return row_of(Notice.objects.get(number=number))
    except Notice.DoesNotExist as error:
        raise NoSuchNotice(number) from error


def last_at() -> datetime | None:
    """Return when the newest notice was published, or None before the first."""
    at: datetime | None = Notice.objects.aggregate(at=Max("published_at"))["at"]
    return at


def published_for(subject: str, version: str, authority: str | None = None) -> NoticeRow | None:
    """Return the newest notice about this version of this kind of thing, or None if nobody was told.

    With an authority, only by that one: what another says of it announces nothing.
    It may only take effect from `effective_at` on; the caller compares that with its clock.
    """
    told = Notice.objects.filter(kind=subject, version=version)
    own = told if authority is None else told.filter(authority__code=authority)
    found = own.order_by("-number").first()
    return row_of(found) if found else None


def owner(number: int) -> str | None:
    """Return the code of the authority whose this is, None where there is none of it."""
    return Notice.objects.filter(number=number).values_list("authority__code", flat=True).first()
