"""What was handed over to an archive, and what may be forgotten after that."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils.timezone import make_aware

from sanjeh.apps.authorities import queries as authorities
from sanjeh.apps.desk import erasure
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.retention.models import HandOver
from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.scans import retention as evidence
from sanjeh.core.workflow.retention import EXECUTED, Kept
from sanjeh.core.workflow.rounds import RoundState


@dataclass(frozen=True, slots=True)
class Failure:
    """A package that could not be made, and why, in the words of the program."""

    name: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class HandOverRow:
    """One package; `receipt` is empty while no archive has confirmed it, `lost_at` unless it was lost."""

    name: str
    round: str
    complaints: int
    folder: str
    payload_bytes: int
    payload_files: int
    manifest_sha512: str
    made_at: datetime
    made_by: str
    receipt: str
    received_at: datetime | None
    received_by: str
    lost_at: datetime | None

    @property
    def reference(self) -> str:
        return f"archive:{self.name}"


def hand_overs() -> tuple[HandOverRow, ...]:
    """Return every package, the newest first."""
    return tuple(map(row_of, HandOver.objects.select_related("made_by", "received_by")))


def row_of(found: HandOver) -> HandOverRow:
    return HandOverRow(
        name=found.name,
        round=found.round,
        complaints=len(found.complaints),
        folder=found.folder,
        payload_bytes=found.payload_bytes,
        payload_files=found.payload_files,
        manifest_sha512=found.manifest_sha512,
        made_at=found.made_at,
        made_by=found.made_by.display_name if found.made_by else "",
        receipt=found.receipt or "",
        received_at=found.received_at,
        received_by=found.received_by.display_name if found.received_by else "",
        lost_at=found.lost_at,
    )


def standing() -> QuerySet[HandOver]:
    """Return the packages that nobody has called lost."""
    return HandOver.objects.filter(lost_at=None)


def closed_complaints(since: date, until: date) -> tuple[int, ...]:
    """Return the complaints that came to their end in these days and are in no package yet."""
    begins, ends = (make_aware(datetime.combine(day, time.min)) for day in (since, until + timedelta(days=1)))
    ended = erasure.ended_between(begins, ends)
    packed = {number for one in standing().values_list("complaints", flat=True) for number in one}
    return tuple(number for number in ended if number not in packed)


def received_complaints() -> frozenset[int]:
    """Return the numbers of the complaints that an archive has confirmed."""
    lists = HandOver.objects.filter(received_at__isnull=False).values_list("complaints", flat=True)
    return frozenset(number for numbers in lists for number in numbers)


def free_complaints() -> frozenset[int] | None:
    """Return the complaints that may be forgotten in their time; None is all: no archive is waited for.

    Complaints are the house's, so its own word counts: that of the authority by default.
    """
    return received_complaints() if authorities.current().hands_over else None


def overdue(now: datetime) -> int:
    """Return how many complaints are over their time and wait for an archive; 0 where none is waited for."""
    received = free_complaints()
    if received is None:
        return 0
    after = next(rule.after for rule in EXECUTED if rule.kept is Kept.COMPLAINTS)
    return len(set(erasure.erasable(now - after, None)) - received)


def received_rounds() -> frozenset[str]:
    """Return the rounds that an archive has confirmed."""
    found = HandOver.objects.filter(received_at__isnull=False).exclude(round="")
    return frozenset(found.values_list("round", flat=True))


def held_back(keep: Collection[str] = ()) -> tuple[str, ...]:
    """Return the rounds whose evidence stays: those that somebody names, and those no archive has yet
    although their authority hands over to one.
    """
    handing, received = authorities.handing_over(), received_rounds()
    waited_for = {row.code for row in rounds.rounds() if row.authority in handing} - received
    return (*keep, *(code for code in evidence.over(keep) if code in waited_for))


def packable_rounds(authority: str | None = None) -> tuple[rounds.RoundRow, ...]:
    """Return the rounds that have ended and are in no package yet."""
    packed = frozenset(standing().exclude(round="").values_list("round", flat=True))
    return tuple(
        row for row in rounds.rounds(authority) if row.state is RoundState.ARCHIVED and row.code not in packed
    )


def owner(name: str) -> str | None:
    """Return the code of the authority whose round a package holds; None for complaints, and for none."""
    code = HandOver.objects.filter(name=name).values_list("round", flat=True).first()
    return rounds.owner(code) if code else None


def last_failure() -> Failure | None:
    """Return the last package that could not be made; None where the last one was."""
    last = journal.last_of(("archive.packed", "archive.not_packed"))
    if last is None or last.entry.what == "archive.packed":
        return None
    return Failure(last.entry.about[0].partition(":")[2], last.entry.at, str(last.entry.facts["why"]))
