"""AC5 and I7: too few of the house are left; who comes from outside is drawn by two hands of another unit."""

from datetime import date, timedelta

import pytest

from sanjeh.apps.accounts.letters import Letter
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.desk import actions, appeal_actions, impartiality, outside, outside_actions, queries, sealing
from sanjeh.apps.desk.kinds import SeatRole
from sanjeh.apps.desk.models import Complaint, Necessity, NecessityApproval, OutsideMember, Seat
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.journal import queries as journal_queries
from sanjeh.core.integrity import later_draw, lottery
from sanjeh.core.integrity.hash_chain import Fact
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.core.workflow.roles import Role
from tests import hands, people
from tests.apps.desk import country
from tests.apps.desk.country import EVE, NOW, lodged, night, person

pytestmark = pytest.mark.django_db
LETTER = Letter("۱۲/۳۴", date(2026, 2, 1))


def outsider(name: str, *roles: Role) -> Person:
    """Register somebody from outside, and give the mandate after that."""
    one = people.registered(name)
    outside_actions.register_outside_member(
        person=one, organisation="دانشگاه نمونه", letter=LETTER, by=people.manager(), now=EVE
    )
    for role in roles:
        people.give_role(one, role, people.manager(), EVE)
    return one


def let(by: Person, role: SeatRole = SeatRole.HANDLER) -> bool:
    return outside_actions.let_outsiders(number=1, role=role, by=by, now=EVE)


def admitted_without_anybody() -> actions.Receipt:
    """Admit a complaint of which the one handler of the house has had a part."""
    involved = person("involved", Role.HANDLER)
    person("rasa", Role.SECOND_READER)
    journal.write(by=involved, at=EVE, what="body.corrected", about="body:NAZ")
    receipt = lodged(EVE)
    actions.admit_complaint(number=receipt.number, by=person("sara", Role.SECRETARIAT), now=EVE)
    return receipt


def test_ac5_with_too_few_eligible_two_of_another_unit_let_outsiders_and_nobody_sits_before() -> None:
    member = outsider("zohre", Role.HANDLER)
    receipt = admitted_without_anybody()
    first, second = person("nika", Role.APPROVER), person("nava", Role.APPROVER)

    night(EVE)
    waiting = queries.tracked(receipt.number, receipt.code, NOW)
    after_one = let(first)
    night(EVE)
    seated_by_one = Seat.objects.filter(role="handler").count()
    after_two = let(second)
    night(EVE)

    (why,) = waiting.necessities
    assert (why.places, why.eligible, why.barred, why.approvals) == (1, 0, 1, 0)
    assert waiting.waits_for_outsider
    assert (after_one, seated_by_one, after_two) == (False, 0, True)
    assert country.seated(receipt) == member
    (told,) = queries.tracked(receipt.number, receipt.code, NOW).necessities
    assert told.is_approved
    assert lottery.wrong_draw(tuple(journal_queries.lines())) is None


def test_ac5_one_of_the_house_and_two_from_outside_sit_in_a_panel() -> None:
    for name in ("biruni-1", "biruni-2"):
        outsider(name, Role.PANEL_MEMBER)
    receipt, _ = country.served()
    mine = person("darun", Role.PANEL_MEMBER)
    appeal_actions.appeal(number=receipt.number, code=receipt.code, grounds="نادرست است.", now=NOW)
    lacking = Necessity.objects.get()
    for name in ("nika", "nava"):
        outside_actions.let_outsiders(
            number=receipt.number, role=SeatRole.PANEL, by=person(name, Role.APPROVER), now=NOW
        )
    night(NOW)

    assert (lacking.role, lacking.places, lacking.eligible) == ("panel", 3, 1)
    panel = Seat.objects.filter(role="panel", ended=None)
    assert {seat.person.username for seat in panel} == {"biruni-1", "biruni-2", mine.username}


def test_an_outsider_is_in_no_list_of_the_house_and_not_after_the_end_either() -> None:
    member, own = outsider("zohre", Role.HANDLER), person("mina", Role.HANDLER)
    number = OutsideMember.objects.get().pk

    before = impartiality.candidates_of(7, (), NOW).eligible
    let_in = impartiality.candidates_of(7, (), NOW, with_outsiders=True).eligible
    outside_actions.end_outside_member(number=number, by=people.manager(), now=EVE)

    assert before == (own.reference,)
    assert let_in == tuple(sorted((own.reference, member.reference)))
    assert impartiality.candidates_of(7, (), NOW).eligible == (own.reference,)
    assert impartiality.candidates_of(7, (), NOW, with_outsiders=True).eligible == (own.reference,)
    with pytest.raises(outside_actions.NoSuchMember):
        outside_actions.end_outside_member(number=number, by=people.manager(), now=EVE)


def test_nobody_of_the_house_is_put_on_the_register_and_so_out_of_the_draw() -> None:
    own = person("mina", Role.HANDLER)

    with pytest.raises(outside_actions.NotFromOutside):
        outside_actions.register_outside_member(
            person=own, organisation="دانشگاه", letter=LETTER, by=people.manager(), now=NOW
        )
    refusal = hands.refusal(
        "INSERT INTO desk_outsidemember"
        " (person_id, organisation, letter_number, letter_date, registered_by_id, registered_at)"
        f" VALUES ({own.pk}, 'x', '1', now(), {people.manager().pk}, now())"
    )

    assert refusal == "who has worked in the house is nobody from outside"
    assert impartiality.candidates_of(7, (), NOW).eligible == (own.reference,)


@pytest.mark.parametrize(
    ("organisation", "letter"), [(" ", LETTER), ("دانشگاه", Letter("", LETTER.day)), ("دانشگاه", Letter("۱"))]
)
def test_nobody_is_registered_without_an_organisation_and_a_letter(organisation: str, letter: Letter) -> None:
    with pytest.raises(outside_actions.LetterMissing):
        outside_actions.register_outside_member(
            person=people.registered("zohre"),
            organisation=organisation,
            letter=letter,
            by=people.manager(),
            now=NOW,
        )


def test_only_two_of_another_unit_without_a_part_let_anybody_in_each_once() -> None:
    admitted_without_anybody()
    part = person("part", Role.APPROVER)
    journal.write(by=part, at=EVE, what="body.corrected", about="body:VAZ")
    first = person("nika", Role.APPROVER)
    let(first)

    for one, refusal in (
        (part, actions.NotImpartial),
        (person("both", Role.APPROVER, Role.SECRETARIAT), outside_actions.NotOfAnotherUnit),
        (person("drawn", Role.APPROVER, Role.PANEL_MEMBER), outside_actions.NotOfAnotherUnit),
        (first, outside_actions.NothingLacking),
        (people.manager(), NotPermitted),
        (person("dara", Role.SECRETARIAT), NotPermitted),
    ):
        with pytest.raises(refusal):
            let(one)
    with pytest.raises(outside_actions.NothingLacking):
        let(person("nava", Role.APPROVER), SeatRole.READER)

    assert NecessityApproval.objects.count() == 1


def test_the_database_takes_no_approval_of_this_unit_or_of_one_with_a_part() -> None:
    admitted_without_anybody()
    lacking = Necessity.objects.get().pk
    part = person("part", Role.APPROVER)
    journal.write(by=part, at=EVE, what="body.corrected", about="body:VAZ")

    def refusal(one: Person) -> str:
        return hands.refusal(
            "INSERT INTO desk_necessityapproval (necessity_id, by_id, at)"
            f" VALUES ({lacking}, {one.pk}, now())"
        )

    assert refusal(part) == "who had a part in the matter lets nobody in"
    for one in (people.manager(), person("both", Role.APPROVER, Role.HANDLER)):
        assert refusal(one) == "an approver of another unit lets somebody in from outside"
    assert refusal(person("nika", Role.APPROVER)) == ""


def test_the_database_seats_no_outsider_whom_two_did_not_let() -> None:
    member = outsider("zohre", Role.HANDLER)
    admitted_without_anybody()
    night(EVE)
    complaint = Complaint.objects.get()
    facts: dict[str, Fact] = {
        "role": "handler",
        "places": 1,
        "eligible": (member.reference,),
        "acted": (),
        "members": (),
    }
    refused = []
    extra: tuple[dict[str, Fact], ...] = ({}, {"outsiders": True})
    for more in extra:
        line = journal.write(
            by=None, at=EVE, what=later_draw.LISTED, about="complaint:1", facts={**facts, **more}
        )
        night_of_it = NOW + timedelta(days=1)
        journal.sign_checkpoint(now=night_of_it)
        signed = journal_queries.first_signed_after(line.number, EVE)
        assert signed
        refused.append(
            hands.refusal(
                "INSERT INTO desk_seat (complaint_id, role, person_id, draw_line, at, checkpoint, nonce)"
                f" VALUES ({complaint.pk}, 'handler', {member.pk}, {line.number}, now(), {signed.size},"
                f" '{nonce(complaint)}')"
            )
        )

    assert refused == ["nobody from outside is drawn unless two have let it"] * 2


def nonce(complaint: Complaint) -> str:
    return sealing.sealer_of(complaint).open(complaint.nonce)


def test_the_register_tells_who_came_by_which_letter() -> None:
    outsider("zohre")

    (row,) = outside.outside_members()

    assert (row.name, row.organisation, row.letter_number, row.ended_at) == (
        "zohre",
        "دانشگاه نمونه",
        "۱۲/۳۴",
        None,
    )
