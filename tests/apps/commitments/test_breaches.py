"""A breach is opened with the remedies of its version alone; others verify, two outsiders excuse."""

from datetime import UTC, datetime, timedelta

import pytest

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.commitments import actions, breach_actions, breaches
from sanjeh.apps.commitments.kinds import Remedy
from sanjeh.apps.commitments.models import Breach
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.journal import queries as lines
from sanjeh.core.workflow.breaches import BreachMove, BreachState
from sanjeh.core.workflow.machine import MoveNotAllowed
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.core.workflow.roles import Role
from tests import hands, people
from tests.apps.commitments import world
from tests.apps.commitments.broken import a_breach
from tests.apps.commitments.plantings_of_records import OF_RECORDS

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 21, 8, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def remedied(by: Person | None = None, remedy: Remedy = Remedy.APOLOGY) -> None:
    breach_actions.remedy_breach(
        number=1, remedy=remedy, words="پوزش خواستیم.", by=by or people.secretariat(), now=LATER
    )


def led(move: BreachMove, by: Person, words: str = "دیدم.") -> None:
    breach_actions.lead_breach(number=1, move=move, words=words, by=by, now=LATER)


def state() -> BreachState:
    return breaches.row(1, LATER).state


def test_what_is_not_kept_opens_one_breach_of_each_sentence_that_rests_on_it(country: None) -> None:
    with hands.thawed():
        OF_RECORDS["a notice that came back on every way"][1]()

    world.checked()
    again = world.checked(NOW + timedelta(days=1))

    found = [(one.code, one.refs, one.agreed, one.due_at) for one in breaches.rows(LATER)]
    assert again == {"I25"}
    assert found == [("S12", ("notice:1",), (), None)]
    assert [one.entry.about for one in lines.lines_about("breach:1")] == [("breach:1", "commitment:S12")]


def test_without_an_agreed_remedy_nothing_is_due_and_none_can_be_given() -> None:
    a_breach(NOW)

    with pytest.raises(breach_actions.RemedyNotAgreed):
        remedied()
    assert breaches.row(1, LATER).due_at is None


def test_a_remedy_is_due_after_ten_working_days_of_the_calendar() -> None:
    breach = a_breach(NOW, "apology")

    # Nowruz and weekends are no working days: ten of them end well in the second half of Farvardin.
    assert breach.due_at is not None
    assert NOW + timedelta(days=14) < breach.due_at < NOW + timedelta(days=30)
    assert breaches.row(1, breach.due_at).is_late is False
    assert breaches.row(1, breach.due_at + timedelta(seconds=1)).is_late is True


def test_only_a_remedy_of_the_version_is_taken_and_another_person_verifies_it() -> None:
    a_breach(NOW, "apology", "correction")

    with pytest.raises(breach_actions.RemedyNotAgreed):
        remedied(remedy=Remedy.TIME_CREDIT)
    both = people.registered("both", Role.SECRETARIAT, Role.MANAGER)
    remedied(by=both)
    with pytest.raises(NotPermitted):
        led(BreachMove.VERIFY, both)
    led(BreachMove.VERIFY, people.manager())

    assert state() is BreachState.VERIFIED
    assert [one.entry.what for one in lines.lines_about("breach:1")] == [
        "breach.opened",
        "breach.remedied",
        "breach.verified",
    ]


def test_a_remedy_that_was_none_is_sent_back() -> None:
    a_breach(NOW, "apology")
    remedied()

    led(BreachMove.RETURN, people.manager(), "کسی چیزی نشنیده است.")

    assert state() is BreachState.OPEN


def test_two_outsiders_excuse_and_neither_alone() -> None:
    a_breach(NOW)
    first, second = people.manager(), people.approver()

    led(BreachMove.ASK_EXCUSE, first)
    with pytest.raises(NotPermitted):
        led(BreachMove.EXCUSE, first)
    led(BreachMove.EXCUSE, second)

    assert state() is BreachState.EXCUSED


def test_the_second_may_refuse_and_then_it_is_open_as_before() -> None:
    a_breach(NOW)
    led(BreachMove.ASK_EXCUSE, people.manager())

    led(BreachMove.REFUSE_EXCUSE, people.approver())

    assert state() is BreachState.OPEN


def test_who_had_a_part_or_the_duty_itself_excuses_nothing() -> None:
    a_breach(NOW)
    acted = people.registered("acted", Role.MANAGER)
    owing = people.registered("owing", Role.MANAGER, Role.SECRETARIAT)
    journal.write(by=acted, at=NOW, what="notice.published", about="notice:99")

    for one in (acted, owing):
        with pytest.raises(breach_actions.HadPart):
            led(BreachMove.ASK_EXCUSE, one)


def test_a_step_needs_its_words_and_its_state() -> None:
    a_breach(NOW, "apology")

    with pytest.raises(breach_actions.WordsMissing):
        led(BreachMove.ASK_EXCUSE, people.manager(), " ")
    with pytest.raises(MoveNotAllowed):
        led(BreachMove.EXCUSE, people.manager())


STEP = "INSERT INTO commitments_breachstep (breach_id, move, remedy, words, by_id, at) SELECT max(id),"
OF = "FROM commitments_breach"
SAME = "2, commitment_id, run_id, 'open', opened_at, due_at"
INTO = "number, commitment_id, run_id, state, opened_at, due_at, remedies, refs"
BREACH = f"INSERT INTO commitments_breach ({INTO})"


def test_the_database_refuses_every_way_around() -> None:
    breach = a_breach(NOW, "apology")
    acted = people.registered("acted", Role.MANAGER)
    journal.write(by=acted, at=NOW, what="notice.published", about="notice:99")
    remedy = f"{STEP} 'remedy', 'apology', 'x', {people.manager().pk}, now() {OF}"
    tried = {
        "another remedy": f"{STEP} 'remedy', 'correction', 'x', {people.manager().pk}, now() {OF}",
        "no step": "UPDATE commitments_breach SET state = 'remedied'",
        "a leap": "UPDATE commitments_breach SET state = 'excused'",
        "who had a part": f"{STEP} 'ask_excuse', '', 'x', {acted.pk}, now() {OF}",
        "verified before": f"{STEP} 'verify', '', 'x', {people.approver().pk}, now() {OF}",
        "without words": f"{STEP} 'remedy', 'apology', '', {people.manager().pk}, now() {OF}",
        "by oneself": f"{remedy}; UPDATE commitments_breach SET state = 'remedied';"
        f" {STEP} 'verify', '', 'x', {people.manager().pk}, now() {OF}",
        "other violations": "UPDATE commitments_breach SET refs = '{}'",
        "away": "DELETE FROM commitments_breach",
        "more remedies": f"{BREACH} SELECT {SAME}, '{{apology,correction}}', refs {OF}",
        "of nothing": f"{BREACH} SELECT {SAME}, remedies, '{{}}' {OF}",
    }

    assert [what for what, one in tried.items() if hands.refusal(one) == ""] == []
    assert hands.refusal(f"{remedy}; UPDATE commitments_breach SET state = 'remedied'") == ""
    assert Breach.objects.get().pk == breach.pk


def test_a_breach_is_opened_for_new_violations_alone(country: None) -> None:
    actions.check_all(now=NOW)
    with hands.thawed():
        hands.tell("UPDATE agreements_agreementversion SET state = 'in_force', notice_id = 1")

    actions.check_all(now=NOW + timedelta(days=1))
    actions.check_all(now=NOW + timedelta(days=2))

    assert [(one.code, one.refs) for one in breaches.rows(LATER)] == [("S18", ("agreement:1",))]
