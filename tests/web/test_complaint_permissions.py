"""Every role, every move, every state of a complaint by its form; beside the role stands the draw."""

from collections.abc import Callable

import pytest
from django.test import Client

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.catalogue import actions as catalogue
from sanjeh.apps.desk import actions as desk
from sanjeh.apps.desk import queries as desk_queries
from sanjeh.apps.desk import ruling_actions
from sanjeh.apps.desk.kinds import ComplaintKind, SeatRole, Verdict
from sanjeh.core.workflow.complaints import COMPLAINT, ComplaintMove, ComplaintState
from sanjeh.core.workflow.permissions import permission
from sanjeh.core.workflow.roles import Role
from sanjeh.web.office import complaints
from tests import people
from tests.apps import trip
from tests.apps.desk import country
from tests.permission_matrix import EXPECTED
from tests.web.clients import clients, signed_in, undone

pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.django_db,
    pytest.mark.usefixtures("each_refusal_drawn_once"),
]
LODGING = desk.Lodging(ComplaintKind.RESULT, "B1", "", "", ("کارمزد دیده نشده است.",))
MOVES = tuple(complaints.MAKE)
HANDLING = frozenset(role for move in MOVES for role in EXPECTED[permission(move).key])
RULED = {"verdict-1": "upheld", "reasons-1": "دیده شد.", "reasons": "در صلاحیت ما نیست."}
SEATED = {
    ComplaintMove.PROPOSE: "handler",
    ComplaintMove.CLOSE: "handler",
    ComplaintMove.SEND_BACK: "reader",
    ComplaintMove.DECIDE: "reader",
}
S = ComplaintState


def complaint_in(state: ComplaintState) -> dict[str, Person]:
    """Bring a complaint into this state; return those who are seated, by their part."""
    receipt, office, now = desk.lodge_complaint(lodging=LODGING, now=country.EVE), office_of(), country.NOW
    if state is S.REFUSED:
        desk.refuse_complaint(number=1, reasons="در صلاحیت ما نیست.", by=office, now=now)
    if state is S.WITHDRAWN:
        desk.withdraw_complaint(number=1, code=receipt.code, reasons="", now=now)
    if state in (S.LODGED, S.REFUSED, S.WITHDRAWN):
        return {}
    if state is not S.ADMITTED:  # of which nobody can be drawn
        for name in ("handler-1", "handler-2"):
            people.registered(name, Role.HANDLER)
        people.registered("reader-1", Role.SECOND_READER)
    desk.admit_complaint(number=1, by=office, now=country.EVE)
    if state is S.ADMITTED:
        return {}
    country.night(country.EVE)
    seated = {role.value: country.seated(receipt, role) for role in (SeatRole.HANDLER, SeatRole.READER)}
    reach(state, receipt, seated["handler"])
    return seated


def reach(state: ComplaintState, receipt: desk.Receipt, handler: Person) -> None:
    """Lead the complaint on from its seats, as far as the state."""
    way = [S.ASSIGNED, S.HEARD, S.PROPOSED, S.DECIDED, S.SERVED, S.APPEALED, S.CONVENED]
    now, rulings = country.NOW, {1: ruling_actions.Judgement(Verdict.UPHELD, "دیده شد.")}
    steps: list[Callable[[], object]] = [
        lambda: country.heard(receipt),
        lambda: ruling_actions.propose_ruling(number=1, judgements=rulings, by=handler, now=now),
        lambda: ruling_actions.decide_complaint(
            number=1, by=country.seated(receipt, SeatRole.READER), now=now
        ),
        lambda: desk.open_with_receipt(number=1, code=receipt.code, now=now),
    ]
    last = S.SERVED if state is S.CLOSED else state
    for step in steps[: way.index(last)]:
        step()
    if state is S.CLOSED:
        desk.close_complaint(number=1, by=None, now=now)


def office_of() -> Person:
    """Return somebody of the secretariat who has had no part in the matter."""
    return Person.objects.filter(username="clean").first() or people.registered("clean", Role.SECRETARIAT)


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
    if move is ComplaintMove.ASSIGN:
        return "not now"  # a list is made, and the draw seats a day later
    if move in SEATED and is_time:
        return "done" if is_seated else "refused"
    return "done" if is_time else "not now"


@pytest.mark.parametrize("state", [one for one in ComplaintState if one not in (S.APPEALED, S.CONVENED)])
def test_each_move_of_a_complaint_is_taken_from_whom_the_matrix_and_the_draw_let(
    state: ComplaintState,
) -> None:
    catalogue.load_catalogue(entries=trip.country(1), by=people.secretariat(), now=trip.NOW)
    seated = complaint_in(state)
    # Each role without a move of a complaint is asked alone in one state; in the others they are one person.
    who = people.each() if state is ComplaintState.LODGED else people.few(HANDLING, set(Role) - HANDLING)
    roles_of = {"handler": Role.HANDLER, "reader": Role.SECOND_READER}
    who |= {f"seated {part}": (one, frozenset({roles_of[part]})) for part, one in seated.items()}

    seen = {
        (name, move.value): told(client, move) for name, (client, _) in clients(who).items() for move in MOVES
    }

    assert seen == {
        (name, move.value): expected_of(
            move, state, roles, is_seated=name == f"seated {SEATED.get(move, '')}"
        )
        for name, (_, roles) in who.items()
        for move in MOVES
    }


def test_a_seated_handler_whose_role_has_ended_closes_nothing() -> None:
    catalogue.load_catalogue(entries=trip.country(1), by=people.secretariat(), now=trip.NOW)
    seated = complaint_in(ComplaintState.SERVED)["handler"]
    people.end_role(person=seated, role=Role.HANDLER, by=people.manager(), now=trip.NOW)

    assert told(signed_in(seated), ComplaintMove.CLOSE) == "refused"
