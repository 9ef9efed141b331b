"""The rows of many complaints at once, as the actions of the desk would leave them one by one."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Model

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.desk.declaration_actions import OPENED
from sanjeh.apps.desk.models import (
    Allegation,
    ClockEvent,
    Complaint,
    ComplaintClock,
    Declaration,
    Ruling,
    Seat,
    Statement,
)
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.journal.models import JournalLine
from sanjeh.core.integrity import hash_chain
from sanjeh.core.integrity.lottery import drawn_candidate

STEP = timedelta(minutes=1)
DAY_SECONDS = 25_200


@dataclass
class Rows:
    """What is to be written, in the order in which it refers to one another."""

    handlers: list[Person]
    office: Person
    lines: list[JournalLine] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)
    below: list[Model] = field(default_factory=list)
    last: hash_chain.Line | None = field(default_factory=journal.head)

    def add(self, number: int, at: datetime, *, is_over: bool) -> None:
        """Add one complaint: closed, or lying with its handler."""
        complaint = Complaint(
            number=number,
            receipt_hash=f"{number:064x}",
            salt="x",
            kind="other",
            body="NAZ",
            subject_refs=["body:NAZ"],
            agreement=0,
            lodged_at=at,
            state="closed" if is_over else "assigned",
        )
        self.complaints.append(complaint)
        about = f"complaint:{number}"
        self.told("public", "complaint.lodged", about, at)
        self.told(self.office.reference, "complaint.admitted", about, at + STEP)
        handler = self.draw(complaint, at + STEP)
        self.clock(complaint, "admission", at, at + STEP)
        self.clock(complaint, "decision", at + STEP, at + 3 * STEP if is_over else None)
        point = Allegation(complaint=complaint, number=1, text="x")
        self.below.append(point)
        if is_over:
            self.finish(complaint, point, handler, at)

    def draw(self, complaint: Complaint, at: datetime) -> Person:
        about = f"complaint:{complaint.number}"
        eligible = tuple(sorted(one.reference for one in self.handlers))
        listing = self.told("system", "complaint.drawn_among", about, at, {"eligible": eligible})
        chosen = drawn_candidate(eligible, digest=listing.digest, matter=about)
        handler = next(one for one in self.handlers if one.reference == chosen)
        seat = Seat(complaint=complaint, person=handler, draw_line=listing.number, at=at)
        word = Declaration(seat=seat, names_read_at=at, signed_at=at, is_clear=True, opened_at=at)
        self.below += [seat, word]
        self.told(handler.reference, OPENED, f"file:{complaint.number}", at)
        drawn: dict[str, hash_chain.Fact] = {"handler": chosen, "drawn_in": listing.number}
        self.told("system", "complaint.assigned", about, at, drawn)
        return handler

    def finish(self, complaint: Complaint, point: Allegation, handler: Person, at: datetime) -> None:
        about = f"complaint:{complaint.number}"
        said = Statement(complaint=complaint, kind="answer", text="x", by=self.office, at=at + 2 * STEP)
        ruled = Ruling(allegation=point, verdict="upheld", reasons="x", by=handler, at=at + 3 * STEP)
        self.below += [said, ruled]
        self.told(self.office.reference, "complaint.heard", about, at + 2 * STEP)
        verdicts: dict[str, hash_chain.Fact] = {"verdicts": ("upheld",)}
        self.told(handler.reference, "complaint.decided", about, at + 3 * STEP, verdicts)
        self.told("public", "complaint.served", about, at + 4 * STEP)
        self.told(handler.reference, "complaint.closed", about, at + 5 * STEP)

    def clock(self, complaint: Complaint, stage: str, begin: datetime, end: datetime | None) -> None:
        row = ComplaintClock(
            complaint=complaint, stage=stage, seconds=3 * DAY_SECONDS, day_seconds=DAY_SECONDS, agreement=0
        )
        self.below += [row, ClockEvent(clock=row, kind="started", at=begin)]
        if end:
            self.below.append(ClockEvent(clock=row, kind="stopped", at=end))

    def told(
        self,
        by: str,
        what: str,
        about: str,
        at: datetime,
        facts: dict[str, hash_chain.Fact] | None = None,
    ) -> hash_chain.Line:
        entry = hash_chain.Entry(at, by, what, (about,), facts or {})
        self.last = hash_chain.follow(self.last, entry)
        made = self.last
        self.lines.append(
            JournalLine(
                number=made.number,
                at=at,
                by=by,
                what=what,
                about=list(entry.about),
                facts=entry.facts,
                previous=made.previous,
                digest=made.digest,
            )
        )
        return made

    def keep(self) -> None:
        """Write everything, kind by kind."""
        JournalLine.objects.bulk_create(self.lines)
        Complaint.objects.bulk_create(self.complaints)
        for model in (Allegation, Seat, Declaration, Statement, Ruling, ComplaintClock, ClockEvent):
            rows: list[Model] = [row for row in self.below if type(row) is model]
            model.objects.bulk_create(rows)  # type: ignore[arg-type]
