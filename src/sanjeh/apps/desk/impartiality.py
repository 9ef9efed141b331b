"""Who had a part in a matter: derived from what was done, never typed by hand."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from sanjeh.apps.accounts import queries as accounts
from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.desk import outside, seats
from sanjeh.apps.desk.kinds import POOLS, ComplaintKind, SeatRole
from sanjeh.apps.desk.models import Complaint, Seat, Tie
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.notices import queries as notices
from sanjeh.apps.rounds import queries as rounds
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.roles import Role

ADMITTED = "complaint.admitted"
TIES_BAR_FOR = timedelta(days=730)  # after they have ended
# What a complainant points at; beside it a complaint touches its body, its rounds and their methods.
POINTED = (Subject.NOTICE, Subject.FEEDBACK, Subject.MARK, Subject.COMPLAINT)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Every handler of the moment, parted into those who may be drawn and those who may not."""

    eligible: tuple[str, ...]
    acted: tuple[str, ...]
    members: tuple[str, ...]


def subject_refs_of(body: str, round_code: str) -> tuple[str, ...]:
    """Return the references of all that a complaint touches.

    A complaint that names no round touches every round: who may have had a part is barred too.
    """
    touched = [row for row in rounds.rounds() if round_code in ("", row.code)]
    subject_refs = {Subject.ROUND.named(row.code) for row in touched} | {
        Subject.METHODOLOGY.named(row.methodology) for row in touched
    }
    if body:
        row = catalogue.body(body).row
        subject_refs |= {Subject.BODY.named(code) for code in (row.code, row.parent_code) if code}
    return tuple(sorted(subject_refs))


@dataclass(frozen=True, slots=True)
class Pointed:
    """What the complainant points at: the numbers of a notice, of an earlier complaint and of a report to
    us (a contact), the indicator of a mark, and a name as typed; each may be empty.
    """

    notice: str = ""
    earlier: str = ""
    contact: str = ""
    indicator: str = ""
    person: str = ""


def named_refs(kind: ComplaintKind, body: str, pointed: Pointed) -> frozenset[str]:
    """Return the references of what a complaint points at: who did or handled that is barred, and so is
    whose conduct it is about.

    A complaint about notices that names none touches every notice.
    """
    is_of_all = kind is ComplaintKind.NOTICE and not pointed.notice
    refs = {Subject.NOTICE.named(number) for number in (notices.numbers() if is_of_all else [pointed.notice])}
    refs |= {Subject.COMPLAINT.named(pointed.earlier), Subject.FEEDBACK.named(pointed.contact)}
    refs |= {Subject.MARK.named(f"{body}/{pointed.indicator}")} if pointed.indicator else set()
    return frozenset({ref for ref in refs if not ref.endswith(":")} | accounts.named(pointed.person))


def had_part(number: int, subject_refs: tuple[str, ...]) -> frozenset[str]:
    """Return all who acted on one of the matters, ever were of one of its bodies, are complained about, stand
    too close to somebody who is, or were drawn and found not to be impartial.
    """
    members = accounts.ever_members(Subject.BODY.names_in(subject_refs))
    accused = complained_about(number, subject_refs)
    close = tied_to(accused | doers(subject_refs), lodged_at(number))
    return journal.acted_on(subject_refs) | members | accused | close | seats.found_partial(number)


def doers(subject_refs: tuple[str, ...]) -> frozenset[str]:
    """Return who did anything about what the complainant points at."""
    acts = [kind.named(name) for kind in POINTED for name in kind.names_in(subject_refs)]
    return journal.acted_on(acts) if acts else frozenset()


def lodged_at(number: int) -> datetime | None:
    return Complaint.objects.filter(number=number).values_list("lodged_at", flat=True).first()


def tied_to(people: frozenset[str], at: datetime | None) -> frozenset[str]:
    """Return who supervises one of these people, is supervised by one, or is their kin, or was lately."""
    keys = [int(name) for name in Subject.PERSON.names_in(people) if name.isdecimal()]
    if not keys:
        return frozenset()
    bars = Q(ended_at=None) | Q(ended_at__gt=at - TIES_BAR_FOR) if at else Q()
    ties = Tie.objects.filter(bars, Q(one__in=keys) | Q(other__in=keys)).values_list("one", "other")
    return frozenset(Subject.PERSON.named(key) for pair in ties for key in pair) - people


def complained_about(number: int, subject_refs: tuple[str, ...]) -> frozenset[str]:
    """Return whose conduct this is about: named by the complainant, named at the admission, or drawn for
    the earlier case.
    """
    named = {Subject.PERSON.named(name) for name in Subject.PERSON.names_in(subject_refs)}
    admitted = journal.lines_about(Subject.COMPLAINT.named(number))
    concerns = (line.entry.facts.get("concerns") for line in admitted if line.entry.what == ADMITTED)
    said = {name for names in concerns if isinstance(names, tuple) for name in names}
    earlier = [int(name) for name in Subject.COMPLAINT.names_in(subject_refs) if name.isdecimal()]
    seats = Seat.objects.filter(complaint__number__in=earlier).values_list("person", flat=True)
    return frozenset(named | said | {Subject.PERSON.named(key) for key in seats})


def candidates_of(
    number: int,
    subject_refs: tuple[str, ...],
    now: datetime,
    pool: Role = Role.HANDLER,
    *,
    with_outsiders: bool = False,
) -> Candidates:
    """Return who among today's handlers (or those of another role) may be drawn for this complaint.

    Who is on the register of outside members is one of them only where two have let it.
    """
    let = outside.now_outside() if with_outsiders else frozenset()
    strangers = outside.ever_outside() - let
    handlers = {person.reference for person in accounts.holders(pool, now)} - strangers
    did = journal.acted_on((*subject_refs, Subject.COMPLAINT.named(number)))
    accused = complained_about(number, subject_refs)
    close = tied_to(accused | doers(subject_refs), lodged_at(number))
    acted = (did | accused | close | seats.ever_seated(number)) & handlers
    members = accounts.ever_members(Subject.BODY.names_in(subject_refs)) & handlers
    free = handlers - acted - members
    return Candidates(tuple(sorted(free)), tuple(sorted(acted)), tuple(sorted(members)))


def candidates_for(
    complaint: Complaint, role: SeatRole, now: datetime, *, with_outsiders: bool = False
) -> Candidates:
    """Return who may be drawn for this part of a case."""
    refs, pool = tuple(complaint.subject_refs), POOLS[role].role
    return candidates_of(complaint.number, refs, now, pool, with_outsiders=with_outsiders)
