"""Who had a part is barred, and the draw alone seats a handler."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.desk import actions, impartiality, queries, sealing
from sanjeh.apps.desk.models import Complaint, Seat
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.journal import queries as journal_queries
from sanjeh.apps.methodology.models import MethodologyVersion
from sanjeh.apps.rounds.models import Round
from sanjeh.core.integrity import hash_chain, later_draw, lottery
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps.desk.country import NOW, admitted, lodged, night, person

pytestmark = pytest.mark.django_db


def test_a_complaint_touches_its_body_and_that_bodys_parent() -> None:
    assert impartiality.subject_refs_of("NAZ", "") == ("body:NAZ", "body:VAZ")


def test_who_acted_on_the_matter_or_belongs_to_the_body_or_its_parent_is_never_drawn() -> None:
    acted, member, left = (person(name, Role.HANDLER) for name in ("acted", "member", "left"))
    free = person("free", Role.HANDLER)
    journal.write(by=acted, at=NOW, what="body.corrected", about=("round:1", "body:NAZ"))
    people.join_body(person=member, body="VAZ", by=people.manager(), now=NOW)
    people.join_body(person=left, body="NAZ", by=people.manager(), now=NOW)
    people.leave_body(person=left, body="NAZ", by=people.manager(), now=NOW)
    receipt = lodged()

    assert impartiality.candidates_of(
        receipt.number, ("body:NAZ", "body:VAZ"), NOW
    ) == impartiality.Candidates(
        eligible=(free.reference,),
        acted=(acted.reference,),
        members=tuple(sorted((member.reference, left.reference))),
    )


def round_of(code: str, method: str) -> None:
    version = MethodologyVersion.objects.create(code=method, version=1, hash=method, loaded_at=NOW)
    Round.objects.create(
        code=code,
        title_fa=code,
        title_en=code,
        state="draft",
        scope="automatic",
        methodology=version,
        drafted_at=NOW,
        opens_at=NOW,
        closes_at=NOW + timedelta(days=1),
    )


def test_a_complaint_of_no_round_touches_every_round_and_one_of_a_round_that_one_alone() -> None:
    round_of("1404-1", "old")
    round_of("1405-1", "new")

    assert [impartiality.subject_refs_of("", code) for code in ("", "1405-1", "1406-1")] == [
        ("methodology:new", "methodology:old", "round:1404-1", "round:1405-1"),
        ("methodology:new", "round:1405-1"),
        (),
    ]


@pytest.mark.parametrize("about", ["round:1404-1", "methodology:old", "body:NAZ", "body:VAZ"])
def test_who_acted_on_anything_that_a_complaint_touches_is_never_drawn(about: str) -> None:
    round_of("1404-1", "old")
    acted, free = person("acted", Role.HANDLER), person("free", Role.HANDLER)
    journal.write(by=acted, at=NOW, what="something.done", about=about)

    lodged()

    subject_refs = tuple(Complaint.objects.get().subject_refs)
    assert impartiality.candidates_of(1, subject_refs, NOW) == impartiality.Candidates(
        (free.reference,), (acted.reference,), ()
    )


def test_only_an_active_handler_of_this_moment_is_drawn() -> None:
    before, at_last, closed = (person(name, Role.HANDLER) for name in ("before", "at_last", "closed"))
    manager = people.manager()
    moment, next_moment = NOW + timedelta(hours=1), NOW + timedelta(hours=1, microseconds=1)
    people.end_role(person=before, role=Role.HANDLER, by=manager, now=moment)
    people.end_role(person=at_last, role=Role.HANDLER, by=manager, now=next_moment)
    later, staff = person("later"), person("staff", Role.SECRETARIAT)
    people.give_role(person=later, role=Role.HANDLER, by=manager, now=next_moment)
    closed.is_active = False
    closed.save()

    now = impartiality.candidates_of(1, (), moment)
    after = impartiality.candidates_of(1, (), next_moment)

    assert staff.reference not in now.eligible
    assert (now.eligible, after.eligible) == ((at_last.reference,), (later.reference,))


def test_who_admits_a_complaint_does_not_decide_it() -> None:
    both = person("both", Role.SECRETARIAT, Role.HANDLER)
    receipt = lodged()

    assert not actions.admit_complaint(number=receipt.number, by=both, now=NOW)
    assert queries.tracked(receipt.number, receipt.code, NOW).waits_for_outsider


def test_a_waiting_complaint_is_drawn_once_someone_is_eligible() -> None:
    receipt = lodged()
    sara = person("sara", Role.SECRETARIAT)
    assert not actions.admit_complaint(number=receipt.number, by=sara, now=NOW)
    outsider = person("outsider", Role.HANDLER)

    assert actions.draw_handler(number=receipt.number, by=None, now=NOW)
    assert not queries.tracked(receipt.number, receipt.code, NOW).waits_for_outsider
    night()
    assert Seat.objects.get().person == outsider


def test_the_complainant_sees_all_that_is_needed_to_repeat_the_draw() -> None:
    receipt, handler = admitted("mina", "omid", "nika")

    row = queries.tracked(receipt.number, receipt.code, NOW).draw

    assert row is not None
    assert len(row.eligible) == 3
    seed = later_draw.Seed(row.root, row.nonce, "complaint:1", row.line)
    assert later_draw.drawn(row.eligible, seed=seed, places=1) == (handler.reference,) == (row.handler,)
    assert lottery.wrong_draw(journal_queries.lines()) is None
    assert hash_chain.verify_chain(journal_queries.lines()) is None


def seat_by_sql(chosen: Person, line: int, checkpoint: int | None = None, nonce: str | None = None) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO desk_seat (complaint_id, person_id, draw_line, at, checkpoint, nonce)"
            " SELECT id, %s, %s, now(), %s, %s FROM desk_complaint",
            [chosen.pk, line, checkpoint or signed(), nonce if nonce is not None else nonce_of()],
        )


def nonce_of() -> str:
    complaint = Complaint.objects.get()
    return sealing.sealer_of(complaint).open(complaint.nonce)


def signed() -> int:
    """Let the night pass, and return how much was signed in it."""
    journal.sign_checkpoint(now=NOW + timedelta(days=1))
    newest = journal_queries.newest_checkpoint()
    return newest.size if newest else 0


def list_by_hand(*people: Person) -> int:
    facts: dict[str, hash_chain.Fact] = {
        "eligible": tuple(one.reference for one in people),
        "role": "handler",
        "places": 1,
    }
    return journal.write(by=None, at=NOW, what=later_draw.LISTED, about="complaint:1", facts=facts).number


def chosen_of(people: list[Person], line: int) -> tuple[Person, Person]:
    """Return whom the night chooses of two, and the other one."""
    root = journal_queries.checkpoint(signed()).root
    seed = later_draw.Seed(root, nonce_of(), "complaint:1", line)
    (chosen,) = later_draw.drawn([one.reference for one in people], seed=seed, places=1)
    first, second = people
    return (first, second) if first.reference == chosen else (second, first)


def test_the_database_seats_nobody_without_a_draw() -> None:
    friend = person("friend", Role.HANDLER)
    lodged()

    with pytest.raises(IntegrityError, match="no draw for this complaint"):
        seat_by_sql(friend, 1)


def test_the_database_seats_only_the_one_who_was_drawn() -> None:
    people = [person(name, Role.HANDLER) for name in ("mina", "omid")]
    lodged()
    line = list_by_hand(*people)
    chosen, other = chosen_of(people, line)

    with pytest.raises(IntegrityError, match="did not choose"):
        seat_by_sql(other, line)
    seat_by_sql(chosen, line)


def test_the_database_seats_nobody_on_the_day_of_the_list() -> None:
    mina = person("mina", Role.HANDLER)
    lodged()
    line = list_by_hand(mina)
    size = journal.sign_checkpoint(now=NOW + timedelta(hours=15))  # still the same day

    with pytest.raises(IntegrityError, match="signed on a later day"):
        seat_by_sql(mina, line, checkpoint=size)


def test_the_database_takes_the_first_later_root_and_no_other() -> None:
    mina = person("mina", Role.HANDLER)
    lodged()
    line = list_by_hand(mina)
    signed()
    journal.write(by=None, at=NOW, what="something.done", about="body:X")
    later = journal.sign_checkpoint(now=NOW + timedelta(days=2))

    with pytest.raises(IntegrityError, match="signed on a later day"):
        seat_by_sql(mina, line, checkpoint=later)


def test_the_database_takes_no_nonce_but_the_one_of_the_complaint() -> None:
    mina = person("mina", Role.HANDLER)
    lodged()

    with pytest.raises(IntegrityError, match="not the nonce"):
        seat_by_sql(mina, list_by_hand(mina), nonce="another")


def test_the_database_refuses_a_draw_among_friends() -> None:
    friend, _ = person("friend", Role.HANDLER), person("stranger", Role.HANDLER)
    lodged()

    with pytest.raises(IntegrityError, match="left out someone"):
        seat_by_sql(friend, list_by_hand(friend))


def test_the_database_refuses_one_who_had_a_part() -> None:
    acted = person("acted", Role.HANDLER)
    journal.write(by=acted, at=NOW, what="body.corrected", about="body:VAZ")
    lodged()

    with pytest.raises(IntegrityError, match="had a part"):
        seat_by_sql(acted, list_by_hand(acted))


@pytest.mark.parametrize("table", ["seat", "allegation", "complaint"])
def test_the_database_lets_nobody_take_a_seat_or_a_word_away(table: str) -> None:
    admitted("mina")

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM desk_{table}")


def test_the_words_of_a_complaint_cannot_be_changed() -> None:
    lodged()

    with pytest.raises(IntegrityError, match="only the state may change"), transaction.atomic():
        Complaint.objects.update(complainant="دیگری")


def paper_by_sql(kind: str, person: Person) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO desk_statement (complaint_id, kind, text, by_id, at)"
            " SELECT id, %s, 'words', %s, now() FROM desk_complaint",
            [kind, person.pk],
        )


def test_the_database_takes_an_answer_of_the_other_side_alone() -> None:
    _, handler = admitted("mina", "omid")

    with pytest.raises(IntegrityError, match="seated handler writes no answer"):
        paper_by_sql("answer", handler)
    with pytest.raises(IntegrityError, match="by its own hand"):
        paper_by_sql("answer", Person.objects.get(username="sara"))
    paper_by_sql("answer", people.manager())


def test_the_database_takes_no_refusal_of_one_who_had_a_part() -> None:
    sara, dara = person("sara", Role.SECRETARIAT), person("dara", Role.SECRETARIAT)
    journal.write(by=sara, at=NOW, what="body.corrected", about="body:VAZ")
    lodged()

    with pytest.raises(IntegrityError, match="admits and refuses no complaint"):
        paper_by_sql("refusal", sara)
    paper_by_sql("refusal", dara)


def test_only_the_office_and_the_system_ask_for_a_draw() -> None:
    lodged()
    actions.admit_complaint(number=1, by=person("sara", Role.SECRETARIAT), now=NOW)
    handler = person("handler", Role.HANDLER)

    with pytest.raises(NotPermitted):
        actions.draw_handler(number=1, by=handler, now=NOW)

    assert Seat.objects.count() == 0
    assert actions.draw_handler(number=1, by=Person.objects.get(username="sara"), now=NOW)
