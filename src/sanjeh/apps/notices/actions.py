"""Announcing a change before it takes effect."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from sanjeh.apps.accounts import queries as accounts
from sanjeh.apps.accounts.actions import one_at_a_time
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.messages import actions as messages
from sanjeh.apps.notices.kinds import MANDATORY, Kind, earliest_effect
from sanjeh.apps.notices.models import Notice
from sanjeh.apps.notices.queries import NoticeRow, row_of
from sanjeh.core.integrity.references import DEFAULT_AUTHORITY, Subject
from sanjeh.core.messages.template_names import TemplateName
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.moves import NoticeMove
from sanjeh.core.working_time.hours import WorkingHours


@dataclass(frozen=True, slots=True)
class Announcement:
    """What people are told. A change on short notice needs a reason that everyone can read."""

    kind: Kind
    version: str
    title: Words
    body: Words
    effective_at: datetime
    short_notice_reason: str = ""
    authority: str = DEFAULT_AUTHORITY


class TooLate(ValueError):
    """The change would take effect sooner than people may expect, and no reason is given."""

    def __init__(self, earliest: datetime) -> None:
        super().__init__(f"a notice of this kind may take effect from {earliest:%Y-%m-%d %H:%M} on")
        self.earliest = earliest


class InThePast(ValueError):
    """A notice cannot take effect before it is published."""


def refuse_unfair(announcement: Announcement, earliest: datetime, now: datetime) -> None:
    if announcement.effective_at < now:
        raise InThePast
    if announcement.effective_at < earliest and not announcement.short_notice_reason.strip():
        raise TooLate(earliest)


def next_number() -> int:
    """Return the number after the last one; nobody else gets it until this transaction ends."""
    one_at_a_time("number of a notice")
    last = Notice.objects.order_by("-number").first()
    return last.number + 1 if last else 1


@transaction.atomic
def publish_notice(
    *, announcement: Announcement, hours: WorkingHours, by: Person | None, now: datetime
) -> NoticeRow:
    """Publish a notice for good; raise TooLate or InThePast when it would be unfair.

    `hours` are the working hours of the authority, in which the time before its effect is counted.
    """
    about = f"{announcement.kind}:{announcement.version}"
    permit(by=by, move=NoticeMove.PUBLISH, about=about, now=now, authority=announcement.authority)
    return kept(announcement, hours, by, now)


@transaction.atomic
def publish_by_itself(*, announcement: Announcement, hours: WorkingHours, now: datetime) -> NoticeRow:
    """Publish what the system itself has to tell: that no channel worked, and what that gives back."""
    about = f"{announcement.kind}:{announcement.version}"
    permit(by=None, move=NoticeMove.TELL, about=about, now=now, authority=announcement.authority)
    return kept(announcement, hours, None, now)


def kept(announcement: Announcement, hours: WorkingHours, by: Person | None, now: datetime) -> NoticeRow:
    """Number and keep a notice that may be published, and tell whom it has to reach."""
    earliest = earliest_effect(announcement.kind, hours, now)
    refuse_unfair(announcement, earliest, now)
    notice = Notice.objects.create(
        authority_id=announcement.authority,
        number=next_number(),
        kind=announcement.kind,
        version=announcement.version,
        title_fa=announcement.title.fa,
        title_en=announcement.title.en,
        body_fa=announcement.body.fa,
        body_en=announcement.body.en,
        published_at=now,
        published_by=by,
        effective_at=announcement.effective_at,
        earliest_at=earliest,
        short_notice_reason=announcement.short_notice_reason.strip(),
    )
    note(notice, by, now)
    if announcement.kind in MANDATORY:
        tell_everybody(row_of(notice), now)
    return row_of(notice)


def tell_everybody(notice: NoticeRow, now: datetime) -> None:
    """Write to all who hold a mandate, as one with the publishing: nobody is told of what did not happen."""
    messages.send(content=told_by(notice), to=accounts.mandated(now, notice.authority), now=now)


def told_by(notice: NoticeRow) -> messages.Content:
    """Return what is written to people of a notice."""
    return messages.Content(
        TemplateName.NOTICE_PUBLISHED,
        Subject.NOTICE.named(notice.number),
        f"/notices/{notice.number}/",
        {"number": notice.number, "title": notice.title, "effective": notice.effective_at},
    )


def note(notice: Notice, by: Person | None, now: datetime) -> None:
    lead: timedelta = notice.effective_at - now
    journal.write(
        by=by,
        at=now,
        what="notice.published",
        about=(
            Subject.NOTICE.named(notice.number),
            Subject(notice.kind).named(notice.version),
            Subject.AUTHORITY.named(notice.authority_id),
        ),
        facts={"effective_at": notice.effective_at.isoformat(), "lead_days": lead.days},
    )
