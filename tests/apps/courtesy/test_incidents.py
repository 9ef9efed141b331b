"""Incidents of conduct go both ways alike: the other side is heard, and a third decides."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.courtesy import incident_actions, queries
from sanjeh.apps.courtesy.models import Incident
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.messages.models import Message
from sanjeh.apps.retention import actions as retention
from sanjeh.core.integrity import hash_chain
from sanjeh.core.workflow.machine import MoveNotAllowed
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.core.workflow.retention import EXECUTED, Kept
from sanjeh.core.workflow.roles import Role
from tests import hands, people

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 21, 8, 30, tzinfo=UTC)
MUCH_LATER = NOW + timedelta(days=60)


def speaker() -> Person:
    return people.holder(Role.REPRESENTATIVE)


def office() -> Person:
    return people.secretariat()


def judge() -> Person:
    return people.holder(Role.SECOND_READER)


Somebody = Callable[[], Person]
BOTH: list[tuple[Somebody, Somebody, str]] = [(office, speaker, "applicant"), (speaker, office, "staff")]


def reported(by: Person, about: Person, words: str = "گفت‌وگوی تند بود.") -> int:
    return incident_actions.report_incident(about=about, words=words, by=by, now=NOW)


def decided(by: Person, now: datetime = NOW, *, is_confirmed: bool = True) -> None:
    incident_actions.decide_incident(number=1, is_confirmed=is_confirmed, reasons="شنیده شد.", by=by, now=now)


@pytest.mark.parametrize(("by", "about", "against"), BOTH)
def test_either_side_reports_the_other_is_told_answers_and_a_third_decides(
    by: Somebody, about: Somebody, against: str
) -> None:
    reported(by(), about())
    incident_actions.answer_incident(number=1, words="پاسخ من", by=about(), now=NOW)
    decided(judge())

    row = queries.incident(1, judge(), NOW)
    assert (Incident.objects.get().against, row.state, row.answer) == (against, "confirmed", "پاسخ من")
    assert Message.objects.filter(person=about(), template="incident_reported").count() == 1
    assert [line.entry.what for line in journal.lines_about("incident:1")] == [
        "incident.reported",
        "incident.answered",
        "incident.confirmed",
    ]
    assert [
        (one.reported, one.confirmed, one.not_confirmed) for one in queries.incident_counts() if one.reported
    ] == [(1, 1, 0)]


@pytest.mark.parametrize(("by", "about", "against"), BOTH)
def test_neither_of_the_two_decides_even_as_a_judge(by: Somebody, about: Somebody, against: str) -> None:
    one, other = by(), about()
    number = reported(one, other)
    for person in (one, other):
        with pytest.raises(NotPermitted):
            incident_actions.decide_incident(
                number=number, is_confirmed=True, reasons="x", by=person, now=MUCH_LATER
            )


def test_a_judge_who_reported_or_is_reported_has_a_part() -> None:
    both = people.registered("both", Role.SECRETARIAT, Role.HANDLER)
    reported(speaker(), both)

    with pytest.raises(incident_actions.HadPart):
        decided(both, MUCH_LATER)


def test_nobody_decides_before_the_answer_or_the_end_of_its_time() -> None:
    reported(office(), speaker())
    due = Incident.objects.get().answer_due_at

    with pytest.raises(incident_actions.NotHeardYet):
        decided(judge(), due - timedelta(seconds=1))
    decided(judge(), due, is_confirmed=False)

    assert (Incident.objects.get().state, Incident.objects.get().answer) == ("not_confirmed", None)


def test_nobody_answers_in_anothers_name() -> None:
    reported(office(), speaker())

    for person in (office(), people.holder(Role.DEPUTY)):
        with pytest.raises(queries.NoSuchIncident):
            incident_actions.answer_incident(number=1, words="x", by=person, now=NOW)


def test_one_side_reports_no_one_of_its_own() -> None:
    for by, about in (
        (office(), people.manager()),
        (speaker(), people.holder(Role.DEPUTY)),
        (office(), office()),
    ):
        with pytest.raises(incident_actions.NotTheOtherSide):
            reported(by, about)


def test_words_are_needed_and_a_decision_is_the_last_one() -> None:
    with pytest.raises(incident_actions.WordsMissing):
        reported(office(), speaker(), " ")
    reported(office(), speaker())
    decided(judge(), MUCH_LATER)

    with pytest.raises(MoveNotAllowed):
        decided(judge(), MUCH_LATER)


def test_who_is_not_concerned_reads_nothing_of_it() -> None:
    reported(office(), speaker())
    others = (people.manager(), people.holder(Role.DEPUTY), people.holder(Role.AUDITOR))
    readers = {
        person: [row.number for row in queries.incidents(person, NOW)]
        for person in (office(), speaker(), judge(), *others)
    }

    assert list(readers.values()) == [[1], [1], [1], [], [], []]
    with pytest.raises(queries.NoSuchIncident):
        queries.incident(1, people.manager(), NOW)


def test_the_database_takes_no_decision_of_a_party_none_unheard_and_no_other_words() -> None:
    reported(office(), speaker())
    change = "UPDATE courtesy_incident SET"
    decide = f"{change} state = 'confirmed', reasons = 'x', decided_at = '{{}}', decided_by_id = {{}}"
    tried = (
        decide.format("2027-01-01", office().pk),
        decide.format("2027-01-01", speaker().pk),
        decide.format("2026-03-22", judge().pk),
        "UPDATE courtesy_incident SET words = 'x'",
        "UPDATE courtesy_incident SET state = 'confirmed'",
        "UPDATE courtesy_incident SET about_id = reported_by_id",
        "DELETE FROM courtesy_incident",
    )

    assert [one for one in tried if hands.refusal(one) == ""] == []
    assert hands.refusal(decide.format("2027-01-01", judge().pk)) == ""


def everything() -> str:
    """Return every text that the database holds of incidents and in the journal, as a dump would."""
    texts = []
    with connection.cursor() as cursor:
        for table in ("courtesy_incident", "courtesy_incidentkey", "journal_journalline"):
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} t")
            texts.append(cursor.fetchone()[0])
    return "\n".join(texts)


def over() -> None:
    reported(office(), speaker())
    incident_actions.answer_incident(number=1, words="پاسخ من", by=speaker(), now=NOW)
    decided(judge())


def test_no_word_of_an_incident_stands_in_clear_in_the_database() -> None:
    over()

    dump, row = everything(), queries.incident(1, judge(), NOW)

    assert [word for word in ("گفت‌وگوی تند بود.", "پاسخ من", "شنیده شد.") if word in dump] == []
    assert (row.words, row.answer, row.reasons) == ("گفت‌وگوی تند بود.", "پاسخ من", "شنیده شد.")


def test_what_was_decided_two_years_ago_is_erased_and_the_journal_still_verifies() -> None:
    over()
    after = next(rule.after for rule in EXECUTED if rule.kept is Kept.INCIDENTS)

    gone = [
        retention.carry_out(now=NOW + after + more)["incidents"]
        for more in (timedelta(0), timedelta(seconds=1))
    ]

    row = queries.incident(1, judge(), NOW)
    assert gone == [0, 1]
    assert (row.words, row.answer, row.reasons, row.is_erased) == ("", "", "", True)
    assert row.state == "confirmed"
    assert [line.entry.what for line in journal.lines_about("incident:1")][-1] == "incident.erased"
    assert hash_chain.verify_chain(journal.lines()) is None


def test_the_key_of_an_incident_goes_only_after_the_decision_and_is_never_exchanged() -> None:
    reported(office(), speaker())
    early = hands.refusal("DELETE FROM courtesy_incidentkey")
    decided(judge(), MUCH_LATER)

    assert early == "an incident that is not decided keeps its words"
    assert hands.refusal("UPDATE courtesy_incidentkey SET locked = 'x'") != ""
    assert hands.refusal("DELETE FROM courtesy_incidentkey") == ""


def test_what_nobody_has_decided_is_never_old() -> None:
    reported(office(), speaker())

    assert incident_actions.erase_old(before=NOW + timedelta(days=9_999), now=MUCH_LATER) == 0
