"""AC6: whoever was drawn can be challenged, step aside, or come to have a part; then another is drawn."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.desk import actions, challenge_actions, draw_actions, queries
from sanjeh.apps.desk.kinds import EndOfSeat, SeatRole
from sanjeh.apps.desk.models import Challenge, Complaint, SeatEnd
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.journal import queries as journal_queries
from sanjeh.core.integrity import lottery
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps.desk.country import NOW, admitted, decided, heard, night, person, seated, state_of

pytestmark = pytest.mark.django_db


def challenge(receipt: actions.Receipt, role: SeatRole = SeatRole.HANDLER) -> None:
    challenge_actions.challenge_seat(
        number=receipt.number, code=receipt.code, whom=role, reasons="او را می‌شناسم.", now=NOW
    )


def decide(receipt: actions.Receipt, *, is_upheld: bool, by: Person | None = None) -> None:
    challenge_actions.decide_challenge(
        number=receipt.number, is_upheld=is_upheld, why="چون چنین است.", by=by or people.manager(), now=NOW
    )


def test_an_upheld_challenge_unseats_and_another_is_drawn_a_night_later() -> None:
    receipt, first = admitted("mina", "omid")
    challenge(receipt)

    decide(receipt, is_upheld=True)
    between = state_of(receipt)
    night()

    assert (between, state_of(receipt)) == ("admitted", "assigned")
    assert {first, seated(receipt)} == set(Person.objects.filter(username__in=["mina", "omid"]))
    assert not queries.office_page(receipt.number, first, NOW + timedelta(days=1)).page
    assert lottery.wrong_draw(journal_queries.lines()) is None


def test_a_dismissed_challenge_changes_nothing_and_cannot_be_made_twice() -> None:
    receipt, handler = admitted("mina", "omid")
    challenge(receipt)
    decide(receipt, is_upheld=False)

    with pytest.raises(challenge_actions.NobodyToChallenge):
        challenge(receipt)
    with pytest.raises(challenge_actions.NothingChallenged):
        decide(receipt, is_upheld=True)

    assert seated(receipt) == handler


def test_an_answer_given_before_a_former_handler_is_not_asked_for_again() -> None:
    receipt, _ = admitted("mina", "omid")
    heard(receipt)
    challenge(receipt)
    decide(receipt, is_upheld=True)

    night()

    assert state_of(receipt) == "heard"


def test_nobody_challenges_what_is_decided_or_without_a_reason_or_receipt() -> None:
    receipt, _ = decided()

    with pytest.raises(challenge_actions.NobodyToChallenge):
        challenge(receipt)
    with pytest.raises(queries.NoSuchComplaint):
        challenge(actions.Receipt(receipt.number, "wrong"))


def test_who_sits_in_the_case_or_had_a_part_decides_no_challenge() -> None:
    receipt, handler = admitted("mina", "omid")
    challenge(receipt)
    people.give_role(person=handler, role=Role.APPROVER, by=people.manager(), now=NOW)
    involved = person("involved", Role.APPROVER)
    journal.write(by=involved, at=NOW, what="body.corrected", about="body:NAZ")

    for one, refusal in (
        (handler, actions.NotImpartial),
        (involved, actions.NotImpartial),
        (Person.objects.get(username="sara"), NotPermitted),
    ):
        with pytest.raises(refusal):
            decide(receipt, is_upheld=False, by=one)


def test_the_database_keeps_a_challenge_as_it_was_decided() -> None:
    receipt, _ = admitted("mina", "omid")
    challenge(receipt)
    decide(receipt, is_upheld=False)

    with pytest.raises(IntegrityError), transaction.atomic():
        Challenge.objects.update(is_upheld=True)


def test_who_steps_aside_is_replaced_and_only_who_sits_can_step_aside() -> None:
    receipt, handler = admitted("mina", "omid")
    other = Person.objects.filter(username__in=["mina", "omid"]).exclude(pk=handler.pk).get()

    with pytest.raises(actions.NotImpartial):
        challenge_actions.recuse(number=receipt.number, words="x", by=other, now=NOW)
    with pytest.raises(actions.ReasonMissing):
        challenge_actions.recuse(number=receipt.number, words=" ", by=handler, now=NOW)
    challenge_actions.recuse(number=receipt.number, words="خویشاوندم.", by=handler, now=NOW)
    night()

    assert seated(receipt) == other


def test_a_later_part_in_the_matter_ends_the_seat_and_cuts_the_file_off_at_once() -> None:
    receipt, handler = admitted("mina", "omid")
    journal.write(by=handler, at=NOW, what="body.corrected", about="body:NAZ")

    cut_off = queries.office_page(receipt.number, handler, NOW)
    ended = draw_actions.end_conflicts(now=NOW)
    night()

    assert (cut_off.page, cut_off.is_barred, ended) == (None, True, 1)
    assert SeatEnd.objects.get().reason == EndOfSeat.CONFLICT
    assert seated(receipt) != handler


def test_a_second_reader_can_be_challenged_too_and_the_case_goes_on_meanwhile() -> None:
    receipt, handler = admitted("mina")
    first = seated(receipt, SeatRole.READER)
    second = person("sana", Role.SECOND_READER)
    challenge(receipt, SeatRole.READER)

    decide(receipt, is_upheld=True)
    night()

    assert (seated(receipt), seated(receipt, SeatRole.READER)) == (handler, second)
    assert first != second
    assert state_of(receipt) == "assigned"
    assert Complaint.objects.get().seats.count() == 3
