"""Who had a part in a matter: derived from what was done, never typed by hand."""

from dataclasses import dataclass
from datetime import datetime

from sanjeh.apps.accounts import queries as accounts
from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.desk.kinds import ComplaintKind
from sanjeh.apps.desk.models import Seat
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.notices import queries as notices
from sanjeh.apps.rounds import queries as rounds
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.roles import Role

ADMITTED = "complaint.admitted"


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


def named_refs(kind: ComplaintKind, notice: str, earlier: str, person: str) -> frozenset[str]:
    """Return the references of what a complaint names beside body and round: who published or handled that
    is barred, and so is whose conduct it is about.

    A complaint about notices that names none touches every notice.
    """
    touched = [notice] if notice or kind is not ComplaintKind.NOTICE else notices.numbers()
    refs = {Subject.NOTICE.named(number) for number in touched if number}
    refs |= {Subject.COMPLAINT.named(earlier)} if earlier else set()
    return frozenset(refs | accounts.named(person))


def had_part(number: int, subject_refs: tuple[str, ...]) -> frozenset[str]:
    """Return all who acted on one of the matters, ever were of one of its bodies, or are complained about."""
    members = accounts.ever_members(Subject.BODY.names_in(subject_refs))
    return journal.acted_on(subject_refs) | members | complained_about(number, subject_refs)


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


def candidates_of(number: int, subject_refs: tuple[str, ...], now: datetime) -> Candidates:
    """Return who among today's handlers may be drawn for this complaint."""
    handlers = {person.reference for person in accounts.holders(Role.HANDLER, now)}
    did = journal.acted_on((*subject_refs, Subject.COMPLAINT.named(number)))
    acted = (did | complained_about(number, subject_refs)) & handlers
    members = accounts.ever_members(Subject.BODY.names_in(subject_refs)) & handlers
    free = handlers - acted - members
    return Candidates(tuple(sorted(free)), tuple(sorted(acted)), tuple(sorted(members)))
