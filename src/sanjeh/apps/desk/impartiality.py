"""Who had a part in a matter: derived from what was done, never typed by hand."""

from dataclasses import dataclass
from datetime import datetime

from sanjeh.apps.accounts import queries as accounts
from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.rounds import queries as rounds
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.roles import Role


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


def had_part(subject_refs: tuple[str, ...]) -> frozenset[str]:
    """Return all who acted on one of the matters, or ever belonged to one of its bodies."""
    return journal.acted_on(subject_refs) | accounts.ever_members(Subject.BODY.names_in(subject_refs))


def candidates_of(number: int, subject_refs: tuple[str, ...], now: datetime) -> Candidates:
    """Return who among today's handlers may be drawn for this complaint."""
    handlers = {person.reference for person in accounts.holders(Role.HANDLER, now)}
    acted = journal.acted_on((*subject_refs, Subject.COMPLAINT.named(number))) & handlers
    members = accounts.ever_members(Subject.BODY.names_in(subject_refs)) & handlers
    free = handlers - acted - members
    return Candidates(tuple(sorted(free)), tuple(sorted(acted)), tuple(sorted(members)))
