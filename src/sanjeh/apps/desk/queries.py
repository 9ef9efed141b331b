"""Reading complaints: the complainant by number and receipt, staff by what they may see."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q, Value
from django.db.models.functions import Coalesce

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.desk import draws, impartiality, open_moves, outside, receipts, seats
from sanjeh.apps.desk.access import may_read, permitted
from sanjeh.apps.desk.clocks import ClockRow, clocks_of, is_appeal_over
from sanjeh.apps.desk.draws import DrawRow, OpeningRow
from sanjeh.apps.desk.erasure import HoldRow, erased_at, open_hold
from sanjeh.apps.desk.kinds import (
    KINDS,
    VERDICTS,
    ComplaintKind,
    SeatRole,
    StatementKind,
    Verdict,
)
from sanjeh.apps.desk.models import Allegation, Complaint
from sanjeh.apps.desk.outcomes import (
    ChallengeRow,
    CorrectionRow,
    RemedyRow,
    alike,
    challenges_of,
    corrections_of,
    remedies_of,
)
from sanjeh.apps.desk.outside import NecessityRow
from sanjeh.apps.desk.sealing import reader_of
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.sealing import Reader
from sanjeh.core.integrity.hash_chain import Line
from sanjeh.core.integrity.references import Subject
from sanjeh.core.text.words import Translatable, Words
from sanjeh.core.workflow.complaints import NEXT_WORDS, OVER, STATE_WORDS, ComplaintMove, ComplaintState

NOBODYS_HASH = receipts.hash_of("nobody")


class NoSuchComplaint(LookupError):
    """No complaint has this number, or the receipt does not open it; nobody is told which."""


@dataclass(frozen=True, slots=True)
class AllegationRow:
    """One point of a complaint, and once it is decided what was found and why."""

    number: int
    text: str
    verdict: Translatable | None
    reasons: str


@dataclass(frozen=True, slots=True)
class StepRow:
    state: ComplaintState
    title: Translatable
    at: datetime


@dataclass(frozen=True, slots=True)
class ComplaintRow:
    """A line of the office's list: nothing of its content."""

    number: int
    kind: Translatable
    body: str
    body_title: Words | None
    state: ComplaintState
    state_title: Translatable
    lodged_at: datetime


@dataclass(frozen=True, slots=True)
class ComplaintPage:
    """A whole complaint, for those who may read it."""

    row: ComplaintRow
    round: str
    complainant: str
    about_person: str
    allegations: tuple[AllegationRow, ...]
    acknowledgement: str
    refusal: str
    answer: str
    appeal: str
    orders: tuple[str, ...]
    alike: tuple[int, ...]
    remedies: tuple[RemedyRow, ...]
    challenges: tuple[ChallengeRow, ...]
    corrections: tuple[CorrectionRow, ...]
    steps: tuple[StepRow, ...]
    draws: tuple[DrawRow, ...]
    waits_for_outsider: bool
    waits_for_night: bool
    is_silent: bool
    erased_at: datetime | None
    clocks: tuple[ClockRow, ...]
    openings: tuple[OpeningRow, ...]
    necessities: tuple[NecessityRow, ...]

    @property
    def says_next(self) -> Translatable:
        return NEXT_WORDS[self.row.state]

    @property
    def open_clocks(self) -> tuple[ClockRow, ...]:
        """Return what is due now, the soonest first; the others are over."""
        running = (row for row in self.clocks if not row.standing.is_over)
        return tuple(sorted(running, key=lambda row: row.standing.due_at))

    @property
    def past_clocks(self) -> tuple[ClockRow, ...]:
        return tuple(row for row in self.clocks if row.standing.is_over)

    @property
    def draw(self) -> DrawRow | None:
        """Return the draw of the handler, the last one."""
        return next((row for row in reversed(self.draws) if row.role == SeatRole.HANDLER), None)


@dataclass(frozen=True, slots=True)
class OfficePage:
    """A complaint as one member of staff may see it; `page` is None for one who had a part in it, and for a
    handler whom the draw did not seat. `asks_whom`: at the admission it must be said whose conduct this is.
    `must_declare`: the draw did, but the names come first, then a word, and only then the file.
    """

    row: ComplaintRow
    page: ComplaintPage | None
    moves: tuple[ComplaintMove, ...]
    acts: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    sent_back: tuple[str, ...] = ()
    is_barred: bool = False
    asks_whom: bool = False
    must_declare: bool = False
    is_over: bool = False
    hold: HoldRow | None = None
    erased_at: datetime | None = None


def row_of(complaint: Complaint, named: Mapping[str, Words]) -> ComplaintRow:
    state = ComplaintState(complaint.state)
    return ComplaintRow(
        number=complaint.number,
        kind=KINDS[ComplaintKind(complaint.kind)],
        body=complaint.body,
        body_title=named.get(complaint.body),
        state=state,
        state_title=STATE_WORDS[state],
        lodged_at=complaint.lodged_at,
    )


def complaint(number: int) -> Complaint:
    """Return the stored complaint, for actions; raise NoSuchComplaint."""
    found = Complaint.objects.filter(number=number).first()
    if found is None:
        raise NoSuchComplaint(number)
    return found


def complaints() -> tuple[ComplaintRow, ...]:
    """Return every complaint, newest first."""
    named = catalogue.titles()
    return tuple(row_of(found, named) for found in Complaint.objects.order_by("-number"))


def bodies_of_cases(numbers: Iterable[int]) -> frozenset[str]:
    """Return the codes of the bodies that these complaints concern."""
    concerned = Complaint.objects.filter(number__in=list(numbers)).exclude(body="")
    return frozenset(concerned.values_list("body", flat=True))


def opened_with(number: int, code: str) -> Complaint:
    """Return the complaint that this receipt opens, the complainant's own or that of a representative.

    A wrong number takes as long as a wrong receipt.

    For that the database gives one line of two texts either way, and nothing else is read before one fits.
    """
    theirs = Max("representatives__receipt_hash", filter=Q(representatives__ended_at=None))
    kept = Complaint.objects.filter(number=number).aggregate(
        own=Coalesce(Max("receipt_hash"), Value(NOBODYS_HASH)),
        theirs=Coalesce(theirs, Value(NOBODYS_HASH)),
    )
    fits = [receipts.opens(code, kept[whose]) for whose in ("own", "theirs")]
    if not any(fits):
        raise NoSuchComplaint(number)
    return complaint(number)


def allegation_row(allegation: Allegation, read: Reader) -> AllegationRow:
    ruling = max(allegation.rulings.all(), key=lambda one: one.cycle, default=None)
    verdict = VERDICTS[Verdict(ruling.verdict)] if ruling else None
    reasons = "\n\n".join(filter(None, (read(ruling.reasons), read(ruling.distinguishing)))) if ruling else ""
    return AllegationRow(allegation.number, read(allegation.text), verdict, reasons)


def step_of(line: Line) -> StepRow | None:
    """Return the state that a journal line led into, or None for a line about something else."""
    name = line.entry.what.removeprefix("complaint.")
    if name not in set(ComplaintState):
        return None
    state = ComplaintState(name)
    return StepRow(state, STATE_WORDS[state], line.entry.at)


def page_of(complaint: Complaint, now: datetime) -> ComplaintPage:
    lines = journal.lines_about(Subject.COMPLAINT.named(complaint.number))
    read = reader_of(complaint)
    statements = {statement.kind: read(statement.text) for statement in complaint.statements.all()}
    waits, listed = complaint.state == ComplaintState.ADMITTED, draws.is_listed(complaint)
    return ComplaintPage(
        row=row_of(complaint, catalogue.titles()),
        round=complaint.round,
        complainant=read(complaint.complainant),
        about_person=read(complaint.about_person),
        allegations=tuple(
            allegation_row(each, read) for each in complaint.allegations.prefetch_related("rulings")
        ),
        acknowledgement=statements.get(StatementKind.ACKNOWLEDGEMENT, ""),
        orders=tuple(read(one.text) for one in complaint.statements.filter(kind=StatementKind.ORDER)),
        alike=alike(complaint),
        remedies=remedies_of(complaint, read),
        challenges=challenges_of(complaint, read),
        corrections=corrections_of(complaint),
        refusal=statements.get(StatementKind.REFUSAL, ""),
        answer=statements.get(StatementKind.ANSWER, ""),
        appeal=statements.get(StatementKind.APPEAL, ""),
        steps=tuple(step for line in lines if (step := step_of(line))),
        draws=draws.draws_of(complaint, lines),
        waits_for_outsider=waits and not listed,
        waits_for_night=waits and listed,
        is_silent=StatementKind.SILENCE in statements and StatementKind.ANSWER not in statements,
        erased_at=erased_at(lines),
        clocks=clocks_of(complaint, now),
        openings=draws.openings_of(complaint),
        necessities=outside.necessities_of(complaint),
    )


def tracked(number: int, code: str, now: datetime) -> ComplaintPage:
    """Return what the complainant sees; raise NoSuchComplaint unless the receipt opens it."""
    return page_of(opened_with(number, code), now)


def office_page(number: int, reader: Person, now: datetime) -> OfficePage:
    """Return the complaint as this reader may see it; who had a part in the matter reads none of it."""
    found = complaint(number)
    subject_refs = tuple(found.subject_refs)
    is_barred = reader.reference in impartiality.had_part(number, subject_refs)
    page = page_of(found, now) if not is_barred and may_read(found, reader, now) else None
    seat = seats.of(found, reader)
    is_ready = seat is None or seats.may_act(seat)
    moves = open_moves.moves_for(found, reader, is_barred=is_barred) if is_ready else ()
    if not is_appeal_over(found, now):
        moves = tuple(move for move in moves if move is not ComplaintMove.CLOSE)
    acts = open_moves.acts_for(found, reader, is_barred=is_barred) if is_ready else ()
    return OfficePage(
        row=row_of(found, catalogue.titles()),
        page=page,
        moves=tuple(permitted(number, moves, reader, now)),
        acts=tuple(f"complaint.{act}" for act in permitted(number, acts, reader, now)),
        marks=tuple(mark.partition("/")[2] for mark in Subject.MARK.names_in(found.subject_refs)),
        sent_back=sent_back(found) if page else (),
        is_barred=is_barred,
        must_declare=seat is not None and not is_barred and not seats.has_declared(seat),
        asks_whom=found.kind == ComplaintKind.CONDUCT and not Subject.PERSON.names_in(subject_refs),
        is_over=found.state in OVER,
        hold=open_hold(found),
        erased_at=erased_at(journal.lines_about(Subject.COMPLAINT.named(number))),
    )


def sent_back(complaint: Complaint) -> tuple[str, ...]:
    """Return why the second reader has sent a ruling back, each time; no side of the case sees it."""
    read = reader_of(complaint)
    return tuple(read(one.text) for one in complaint.statements.filter(kind=StatementKind.SENT_BACK))
