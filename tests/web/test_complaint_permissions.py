"""Every role, every move, every state of a complaint by its form; beside the role stands the draw."""

from collections.abc import Callable

import pytest
from django.test import Client

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.catalogue import actions as catalogue
from sanjeh.apps.desk import actions as desk
from sanjeh.apps.desk import queries as desk_queries
from sanjeh.apps.desk.kinds import ComplaintKind, Verdict
from sanjeh.apps.journal import actions as journal
from sanjeh.core.workflow.complaints import COMPLAINT, ComplaintMove, ComplaintState
from sanjeh.core.workflow.permissions import permission
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps import trip
from tests.permission_matrix import EXPECTED
from tests.web.clients import clients, signed_in, undone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_refusal_drawn_once")]
LODGING = desk.Lodging(ComplaintKind.RESULT, "B1", "", "", ("کارمزد دیده نشده است.",))
MOVES = tuple(move for move in ComplaintMove if move is not ComplaintMove.SERVE)
HANDLING = frozenset(role for move in MOVES for role in EXPECTED[permission(move).key])
RULED = {"verdict-1": "upheld", "reasons-1": "دیده شد.", "reasons": "در صلاحیت ما نیست.", "answer": "پاسخ"}


def complaint_in(state: ComplaintState) -> Person | None:
    """Bring a complaint into this state; return the handler who is seated."""
    handlers = {
        one.reference: one for one in (people.registered(f"handler-{n}", Role.HANDLER) for n in (1, 2))
    }
    if state is ComplaintState.ADMITTED:  # nobody can be drawn while both have had a part
        for one in handlers.values():
            journal.write(by=one, at=trip.NOW, what="body.corrected", about="body:B1")
    receipt, office, now = desk.lodge_complaint(lodging=LODGING, now=trip.NOW), people.secretariat(), trip.NOW
    if state is ComplaintState.REFUSED:
        desk.refuse_complaint(number=1, reasons="در صلاحیت ما نیست.", by=office, now=now)
    if state in (ComplaintState.LODGED, ComplaintState.REFUSED):
        return None
    desk.admit_complaint(number=1, by=office, now=now)
    if state is ComplaintState.ADMITTED:
        return None
    draw = desk_queries.tracked(1, receipt.code, trip.NOW).draw
    assert draw is not None
    seated = handlers[draw.handler]
    for reached, act in steps_of(receipt, seated):
        if list(ComplaintState).index(reached) <= list(ComplaintState).index(state):
            act()
    return seated


def steps_of(receipt: desk.Receipt, by: Person) -> list[tuple[ComplaintState, Callable[[], object]]]:
    office = people.secretariat()
    now, rulings = trip.NOW, {1: desk.Judgement(Verdict.UPHELD, "دیده شد.")}
    return [
        (ComplaintState.HEARD, lambda: desk.hear_other_side(number=1, answer="پاسخ", by=office, now=now)),
        (ComplaintState.DECIDED, lambda: desk.decide_complaint(number=1, judgements=rulings, by=by, now=now)),
        (ComplaintState.SERVED, lambda: desk.open_with_receipt(number=1, code=receipt.code, now=now)),
        (ComplaintState.CLOSED, lambda: desk.close_complaint(number=1, by=by, now=now)),
    ]


def told(client: Client, move: ComplaintMove) -> str:
    """Send one move; say whether it is refused, done or not now."""
    with undone():
        before = state_now()
        status = client.post("/office/complaints/1/", {"move": move.value, **RULED}).status_code
        done = "done" if state_now() != before else "not now"
    return "refused" if status == 403 else done


def state_now() -> str:
    return desk_queries.complaint(1).state


def expected_of(
    move: ComplaintMove, state: ComplaintState, roles: frozenset[Role], *, is_seated: bool
) -> str:
    is_time = move in COMPLAINT.moves(state)
    if not roles & EXPECTED[permission(move).key]:
        return "refused"
    if move in (ComplaintMove.DECIDE, ComplaintMove.CLOSE) and is_time:
        return "done" if is_seated else "refused"
    return "done" if is_time else "not now"


@pytest.mark.parametrize("state", ComplaintState)
def test_each_move_of_a_complaint_is_taken_from_whom_the_matrix_and_the_draw_let(
    state: ComplaintState,
) -> None:
    catalogue.load_catalogue(entries=trip.country(1), by=people.secretariat(), now=trip.NOW)
    seated = complaint_in(state)
    # Each role without a move of a complaint is asked alone in one state; in the others they are one person.
    who = people.each() if state is ComplaintState.LODGED else people.few(HANDLING, set(Role) - HANDLING)
    if seated:
        who["seated"] = (seated, frozenset({Role.HANDLER}))

    seen = {
        (name, move.value): told(client, move) for name, (client, _) in clients(who).items() for move in MOVES
    }

    assert seen == {
        (name, move.value): expected_of(move, state, roles, is_seated=name == "seated")
        for name, (_, roles) in who.items()
        for move in MOVES
    }


def test_a_seated_handler_whose_role_has_ended_closes_nothing() -> None:
    catalogue.load_catalogue(entries=trip.country(1), by=people.secretariat(), now=trip.NOW)
    seated = complaint_in(ComplaintState.SERVED)
    assert seated
    people.end_role(person=seated, role=Role.HANDLER, by=people.manager(), now=trip.NOW)

    assert told(signed_in(seated), ComplaintMove.CLOSE) == "refused"
