"""Seating by a draw in two steps: who may be drawn is listed today, and the root signed tomorrow decides."""

from datetime import datetime

from django.db import transaction

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.desk import impartiality, outside, sealing, seats, sides
from sanjeh.apps.desk import step_actions as steps
from sanjeh.apps.desk.kinds import POOLS, EndOfSeat, SeatRole, StatementKind
from sanjeh.apps.desk.models import Complaint, Draw, Necessity, Seat, SeatEnd
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.journal import queries as journal_queries
from sanjeh.apps.journal.queries import CheckpointRow
from sanjeh.core.integrity.hash_chain import Fact, Line
from sanjeh.core.integrity.later_draw import LISTED, SEATED, Seed, chosen_by
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.complaints import ComplaintMove, ComplaintState

S = ComplaintState
# In which states a seat of each part is waited for; in any other its list is passed over.
WAITED_FOR = {
    SeatRole.HANDLER: {S.ADMITTED},
    SeatRole.READER: {S.ADMITTED, S.ASSIGNED, S.HEARD, S.PROPOSED},
    SeatRole.PANEL: {S.APPEALED, S.CONVENED},
    SeatRole.RESCORER: {S.DECIDED, S.SERVED, S.CLOSED},
}
UNDECIDED = {S.ADMITTED, S.ASSIGNED, S.HEARD, S.PROPOSED, S.APPEALED, S.CONVENED}
SEATING = {SeatRole.HANDLER: ComplaintMove.ASSIGN, SeatRole.PANEL: ComplaintMove.CONVENE}


def list_for(complaint: Complaint, role: SeatRole, now: datetime, places: int = 0) -> bool:
    """Commit the list of all who may be drawn; say whether there is one. Fewer than the places make none."""
    wanted = places or POOLS[role].places
    sitting = seats.open_seats(complaint).filter(role=role).count()
    if waiting(complaint, role) or sitting + wanted > POOLS[role].places:
        return True
    return commit(complaint, role, wanted, now)


def commit(complaint: Complaint, role: SeatRole, places: int, now: datetime) -> bool:
    """Write a list into the journal; an older one of this part seats nobody any more."""
    found = impartiality.candidates_for(complaint, role, now)
    is_lacking = len(found.eligible) < places
    if is_lacking and outside.is_let(complaint, role):
        found = impartiality.candidates_for(complaint, role, now, with_outsiders=True)
    elif is_lacking:
        open_necessity(complaint, role, places, found, now)
    if len(found.eligible) < places:
        return False
    facts: dict[str, Fact] = {
        "role": role.value,
        "places": places,
        "eligible": found.eligible,
        "acted": found.acted,
        "members": found.members,
        **({"outsiders": True} if is_lacking else {}),
    }
    about = Subject.COMPLAINT.named(complaint.number)
    line = journal.write(by=None, at=now, what=LISTED, about=about, facts=facts)
    Draw.objects.create(complaint=complaint, role=role, places=places, line=line.number, at=now)
    return True


def open_necessity(
    complaint: Complaint, role: SeatRole, places: int, found: impartiality.Candidates, now: datetime
) -> None:
    """Note, once for a part of a case, that too few of the house are left; nobody sits before two let it."""
    counts = {"eligible": len(found.eligible), "barred": len({*found.acted, *found.members})}
    lacking = {"places": places, **counts, "at": now}
    _, is_new = Necessity.objects.get_or_create(complaint=complaint, role=role, defaults=lacking)
    if is_new:
        facts: dict[str, Fact] = {"role": role.value, "places": places, **counts}
        about = Subject.COMPLAINT.named(complaint.number)
        journal.write(by=None, at=now, what="complaint.necessity", about=about, facts=facts)


def waiting(complaint: Complaint, role: SeatRole) -> bool:
    """Say whether the newest list of this part has seated nobody yet."""
    last = complaint.draws.filter(role=role).last()
    return last is not None and not Seat.objects.filter(draw_line=last.line).exists()


def seat_drawn(*, now: datetime) -> int:
    """Seat whoever was drawn by what has been signed since the lists were made; return how many lists."""
    taken = Seat.objects.values("draw_line")
    waited = frozenset().union(*WAITED_FOR.values())
    lists = Draw.objects.exclude(line__in=taken).filter(complaint__state__in=waited)
    lists = lists.select_related("complaint").order_by("line")
    return sum(seat_from(one, now) for one in lists)


@transaction.atomic
def seat_from(draw: Draw, now: datetime) -> bool:
    """Seat the drawn of one list; where one of them has had a part since, list anew. Say whether any sat."""
    complaint, role = steps.locked(draw.complaint.number), SeatRole(draw.role)
    newest = complaint.draws.filter(role=role).last()
    night = journal_queries.first_signed_after(draw.line, draw.at)
    is_waited = complaint.state in WAITED_FOR[role] and sealing.is_kept(complaint)
    if not is_waited or newest != draw or night is None:
        return False
    listing = journal_queries.line(draw.line)
    nonce = sealing.sealer_of(complaint).open(complaint.nonce)
    seed = Seed(night.root, nonce, Subject.COMPLAINT.named(complaint.number), draw.line)
    people = drawn_people(listing, seed)
    with_outsiders = bool(listing and listing.entry.facts.get("outsiders"))
    fit = impartiality.candidates_for(complaint, role, now, with_outsiders=with_outsiders).eligible
    if not set(people) <= set(fit):
        commit(complaint, role, draw.places, now)
        return False
    for person in Subject.PERSON.names_in(people):
        Seat.objects.create(
            complaint=complaint,
            role=role,
            person_id=int(person),
            draw_line=draw.line,
            checkpoint=night.size,
            nonce=nonce,
            at=now,
        )
    note_seats(draw, people, night, seed, now)
    return True


def drawn_people(listing: Line | None, seed: Seed) -> tuple[str, ...]:
    return (chosen_by(listing, seed) if listing else None) or ()


def note_seats(draw: Draw, people: tuple[str, ...], night: CheckpointRow, seed: Seed, now: datetime) -> None:
    """Write the seats into the journal with all that is needed to repeat the draw, and tell the seated."""
    complaint = draw.complaint
    facts: dict[str, Fact] = {
        "role": draw.role,
        "persons": people,
        "drawn_in": draw.line,
        "checkpoint": night.size,
        "root": night.root,
        "nonce": seed.nonce,
    }
    line = journal.write(by=None, at=now, what=SEATED, about=seed.matter, facts=facts)
    move = SEATING.get(SeatRole(draw.role))
    if move and not (move is ComplaintMove.CONVENE and complaint.state == S.CONVENED):
        more: dict[str, Fact] = {"handler": people[0]} if move is ComplaintMove.ASSIGN else {}
        steps.note(steps.moved(complaint.number, move), None, now, {**more, "seated_in": line.number})
    go_on_heard(complaint.number, SeatRole(draw.role), now)
    sitting = Seat.objects.filter(draw_line=draw.line).select_related("person")
    steps.tell(tuple(seat.person for seat in sitting), complaint.number, now, "declaration/")


def go_on_heard(number: int, role: SeatRole, now: datetime) -> None:
    """Ask the other side once a handler sits; who has answered before a former one need not twice."""
    complaint = steps.locked(number)
    if role is not SeatRole.HANDLER:
        return
    if complaint.statements.filter(kind=StatementKind.ANSWER).exists():
        steps.note(steps.moved(number, ComplaintMove.HEAR), None, now, {"answered": True})
        return
    steps.tell(sides.respondents(complaint, now), number, now, "answer/")
    steps.send_answer_links(complaint, sides.absent(complaint, now), now)


def end_seat(seat: Seat, reason: EndOfSeat, by: Person | None, now: datetime) -> None:
    """End a seat for one of the reasons, and list for its place; a handler's case waits for that."""
    SeatEnd.objects.create(seat=seat, reason=reason, by=by, at=now)
    complaint, role = steps.locked(seat.complaint.number), SeatRole(seat.role)
    facts: dict[str, Fact] = {"role": role.value, "person": seat.person.reference, "reason": reason.value}
    about = Subject.COMPLAINT.named(complaint.number)
    journal.write(by=by, at=now, what="complaint.unseated", about=about, facts=facts)
    if role is SeatRole.HANDLER and reason is not EndOfSeat.QUASHED:
        complaint = steps.moved(complaint.number, ComplaintMove.UNSEAT)
        steps.note(complaint, None, now)
    if reason is not EndOfSeat.QUASHED:
        list_for(complaint, role, now, places=1)


def end_conflicts(*, now: datetime) -> int:
    """End the seats of all who have had a part since they were drawn; return how many ended."""
    ended = 0
    sitting = Seat.objects.filter(ended=None, complaint__state__in=UNDECIDED)
    for seat in sitting.select_related("complaint", "person"):
        complaint = seat.complaint
        if seat.person.reference in impartiality.had_part(complaint.number, tuple(complaint.subject_refs)):
            with transaction.atomic():
                end_seat(seat, EndOfSeat.CONFLICT, None, now)
            ended += 1
    return ended
