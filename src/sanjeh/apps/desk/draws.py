"""The draws of a case, with all that is needed to repeat them."""

from dataclasses import dataclass
from datetime import datetime

from sanjeh.apps.desk.kinds import ENDS_OF_SEATS, POOLS, EndOfSeat, SeatRole
from sanjeh.apps.desk.models import Complaint, Seat
from sanjeh.apps.desk.seats import declaration_of
from sanjeh.apps.journal import queries as journal
from sanjeh.core.integrity.hash_chain import Line
from sanjeh.core.integrity.references import Subject
from sanjeh.core.text.words import Translatable


@dataclass(frozen=True, slots=True)
class DrawRow:
    """Everything one needs to repeat the draw of one seat; without a root it was the older draw."""

    title: Translatable
    role: str
    line: int
    digest: str
    root: str
    nonce: str
    eligible: tuple[str, ...]
    barred_count: int
    handler: str
    ended: Translatable | None
    declared_at: datetime | None


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """Who has opened the file, how often, and when last."""

    person: str
    times: int
    last_at: datetime


def draws_of(complaint: Complaint, lines: tuple[Line, ...]) -> tuple[DrawRow, ...]:
    """Return the draw of each seat, in the order in which they were taken."""
    sitting = complaint.seats.select_related("person", "ended", "declaration")
    return tuple(row for seat in sitting if (row := draw_row(lines, seat)))


def is_listed(complaint: Complaint) -> bool:
    """Say whether a list for a handler waits for the night."""
    taken = complaint.seats.values("draw_line")
    return complaint.draws.filter(role=SeatRole.HANDLER).exclude(line__in=taken).exists()


def draw_row(lines: tuple[Line, ...], seat: Seat) -> DrawRow | None:
    listing = next((line for line in lines if line.number == seat.draw_line), None)
    if listing is None:
        return None
    acted, members = names(listing, "acted"), names(listing, "members")
    night = journal.checkpoint(seat.checkpoint) if seat.checkpoint else None
    return DrawRow(
        title=POOLS[SeatRole(seat.role)].title,
        role=seat.role,
        line=listing.number,
        digest=listing.digest,
        root=night.root if night else "",
        nonce=seat.nonce,
        eligible=names(listing, "eligible"),
        barred_count=len({*acted, *members}),
        handler=seat.person.reference,
        ended=ENDS_OF_SEATS[EndOfSeat(seat.ended.reason)] if hasattr(seat, "ended") else None,
        declared_at=word.signed_at if (word := declaration_of(seat)) and word.is_clear else None,
    )


def openings_of(complaint: Complaint) -> tuple[OpeningRow, ...]:
    """Return everybody who has opened the file and is no party, the last one first."""
    found: dict[str, OpeningRow] = {}
    for line in journal.lines_about(Subject.FILE.named(complaint.number)):
        before = found.get(line.entry.by)
        found[line.entry.by] = OpeningRow(line.entry.by, before.times + 1 if before else 1, line.entry.at)
    return tuple(sorted(found.values(), key=lambda row: row.last_at, reverse=True))


def names(line: Line, fact: str) -> tuple[str, ...]:
    value = line.entry.facts.get(fact)
    return value if isinstance(value, tuple) else ()
