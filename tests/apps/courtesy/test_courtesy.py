"""Four questions after a contact: asked by chance, answered once, counted without a name, shown from five."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from sanjeh.apps.accounts.models import Mandate, Person
from sanjeh.apps.courtesy import actions, house_rules, queries
from sanjeh.apps.courtesy.kinds import Contact, Question
from sanjeh.apps.courtesy.models import Asked, Batch, CaseAsked, Invite, Tally
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.journal import queries as lines
from sanjeh.apps.messages.models import Message
from sanjeh.core.statistics.wilson import share_interval
from sanjeh.core.workflow.roles import Role
from tests import hands, people

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 21, 8, 30, tzinfo=UTC)
WEEK = timedelta(days=7)
GOOD, BAD = dict.fromkeys(Question, 5), dict.fromkeys(Question, 2)


def in_contact(name: str = "rep", role: Role = Role.REPRESENTATIVE) -> Person:
    """Register somebody to whom a mandate was just given, as the journal tells it."""
    person = people.registered(name, role)
    mandate = Mandate.objects.get(person=person)
    journal.write(
        by=people.manager(), at=NOW, what="mandate.given", about=(mandate.reference, person.reference)
    )
    return person


def token_of(person: Person) -> str:
    return Message.objects.filter(person=person, template="courtesy_asked").latest("pk").link.split("/")[-2]


def invited(count: int) -> list[str]:
    tokens = [f"token-{number}" for number in range(count)]
    for token in tokens:
        Invite.objects.create(
            contact=Contact.MANDATE, token_hash=queries.hash_of(token), expires_on=NOW.date() + WEEK
        )
    return tokens


def answered(count: int, scores: dict[Question, int] = GOOD) -> None:
    for token in invited(count):
        actions.answer(token=token, scores=scores, now=NOW)


def test_who_of_a_body_was_in_contact_is_asked_by_a_message_without_a_name_beside_the_answer() -> None:
    person = in_contact()
    in_contact("handler", Role.HANDLER)

    asked = actions.ask_sampled(now=NOW)

    assert (asked, actions.ask_sampled(now=NOW)) == (1, 0)
    assert queries.invited(token_of(person), NOW).contact == Contact.MANDATE


def test_nobody_is_asked_twice_within_two_weeks_and_later_one_in_three() -> None:
    person = in_contact()
    actions.ask_sampled(now=NOW)
    (line,) = lines.told_since(["mandate.given"], 0)
    third, other = replace(line, digest=f"{3:064x}"[::-1]), replace(line, digest=f"{1:08x}" + "0" * 56)

    sampled = [
        (days, actions.is_sampled(person, one, NOW.date() + timedelta(days=days)))
        for one in (replace(third, digest=f"{3:08x}" + "0" * 56), other)
        for days in (13, 14)
    ]

    assert sampled == [(13, False), (14, True), (13, False), (14, False)]


def test_an_answer_is_taken_once() -> None:
    (token,) = invited(1)
    actions.answer(token=token, scores=GOOD, now=NOW)

    with pytest.raises(queries.NotInvited):
        actions.answer(token=token, scores=GOOD, now=NOW)
    assert sum(Tally.objects.values_list("given", flat=True)) == 4


def test_a_secret_that_was_never_given_or_is_too_old_opens_nothing() -> None:
    (token,) = invited(1)

    assert queries.invited(token, NOW + WEEK).is_used is False
    for odd, at in (("another", NOW), (token, NOW + WEEK + timedelta(days=1))):
        with pytest.raises(queries.NotInvited):
            queries.invited(odd, at)


@pytest.mark.parametrize(
    "scores", [{}, {Question.COURTESY: 5}, dict.fromkeys(Question, 0), dict.fromkeys(Question, 6)]
)
def test_each_question_needs_a_score_of_one_to_five(scores: dict[Question, int]) -> None:
    (token,) = invited(1)

    with pytest.raises(actions.NotAnswered):
        actions.answer(token=token, scores=scores, now=NOW)
    assert Invite.objects.get().is_used is False


def test_who_was_in_contact_long_ago_is_not_asked() -> None:
    in_contact()

    assert [actions.ask_sampled(now=NOW + timedelta(days=days)) for days in (4, 3)] == [0, 1]


def test_four_answers_are_never_shown_and_the_fifth_shows_them_all_after_a_week() -> None:
    answered(4)
    released = [actions.release_batches(now=NOW + WEEK)]
    actions.answer(token=late(), scores=BAD, now=NOW)
    released += [actions.release_batches(now=at) for at in (NOW + WEEK - timedelta(days=1), NOW + WEEK)]

    (batch,) = queries.released()
    low, high = share_interval(4, 5)
    assert released == [0, 0, 1]
    assert {(row.agree, row.answers, row.share, row.low, row.high) for row in batch.rows} == {
        (4, 5, 80, round(100 * low), round(100 * high))
    }
    assert len(batch.rows) == 4
    assert queries.response_rate() == (5, 5)


def late() -> str:
    Invite.objects.create(
        contact=Contact.MANDATE, token_hash=queries.hash_of("late"), expires_on=NOW.date() + WEEK
    )
    return "late"


def test_what_comes_after_the_release_goes_into_the_next_batch() -> None:
    answered(5)
    actions.release_batches(now=NOW + WEEK)
    actions.answer(token=late(), scores=BAD, now=NOW)

    (shown,) = queries.released()
    assert [row.answers for row in shown.rows] == [5, 5, 5, 5]
    assert Batch.objects.count() == 2


def asked_of(statement: str) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def test_no_path_leads_from_an_answer_to_a_person_a_contact_or_a_moment() -> None:
    tables = ("courtesy_batch", "courtesy_tally", "courtesy_invite")
    columns = asked_of(
        "SELECT table_name, column_name, data_type FROM information_schema.columns"
        f" WHERE table_name IN {tables} ORDER BY 1, ordinal_position"
    )
    ours = "conrelid::regclass::text LIKE 'courtesy_%' OR confrelid::regclass::text LIKE 'courtesy_%'"
    keys = set(
        asked_of(
            "SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint"
            f" WHERE contype = 'f' AND ({ours})"
        )
    )

    assert [name for _, name, kind in columns if kind.startswith("timestamp")] == []
    assert {table: [name for of, name, _ in columns if of == table] for table, _, _ in columns} == {
        "courtesy_batch": ["id", "contact", "opened_on", "released_on"],
        "courtesy_invite": ["id", "contact", "token_hash", "expires_on", "is_used"],
        "courtesy_tally": ["id", "question", "score", "given", "batch_id"],
    }
    assert keys == {
        ("courtesy_tally", "courtesy_batch"),
        ("courtesy_asked", "accounts_person"),
        ("courtesy_rulesaccepted", "accounts_person"),
        ("courtesy_incident", "accounts_person"),
        ("courtesy_incidentkey", "courtesy_incident"),
    }


def test_an_answer_leaves_no_line_in_the_journal() -> None:
    before = lines.head()
    answered(1)

    assert lines.head() == before


def test_the_database_lets_no_counter_leap_no_invitation_come_back_and_nothing_released_change() -> None:
    answered(5)
    actions.release_batches(now=NOW + WEEK)
    answered_again = late()
    actions.answer(token=answered_again, scores=GOOD, now=NOW)
    change, last = "UPDATE courtesy_tally SET", "WHERE batch_id = (SELECT max(id) FROM courtesy_batch)"
    tried = (
        f"{change} given = given + 2 {last}",
        f"{change} given = given + 1 {last} AND question = 'courtesy' AND score = 1",
        f"{change} given = given - 1 {last} AND given > 0",
        f"{change} score = 1 {last} AND score = 5",
        "UPDATE courtesy_tally SET given = given + 1 WHERE batch_id = (SELECT min(id) FROM courtesy_batch)",
        "DELETE FROM courtesy_tally",
        "UPDATE courtesy_invite SET is_used = false",
        "UPDATE courtesy_invite SET token_hash = 'x'",
        "DELETE FROM courtesy_invite",
        "UPDATE courtesy_batch SET released_on = '2026-04-01' WHERE released_on IS NULL",
        "UPDATE courtesy_batch SET released_on = NULL",
        "DELETE FROM courtesy_asked",
    )

    assert [one for one in tried if hands.refusal(one) == ""] == []


def test_the_house_rules_are_accepted_once_in_each_version(monkeypatch: pytest.MonkeyPatch) -> None:
    person = people.secretariat()
    before = queries.has_accepted(person)
    for _ in range(2):
        actions.accept_rules(by=person, now=NOW)
    accepted = queries.has_accepted(person)
    monkeypatch.setattr(house_rules, "VERSION", "2")

    assert (before, accepted, queries.has_accepted(person)) == (False, True, False)
    assert len(lines.lines_about("rules:1")) == 1


def test_asked_names_a_person_and_a_day_and_nothing_of_the_answer() -> None:
    person = in_contact()
    actions.ask_sampled(now=NOW)

    (row,) = Asked.objects.values()
    assert set(row) == {"id", "person_id", "line", "asked_on"}
    assert row["person_id"] == person.pk


def contact(what: str = "complaint.acknowledged", now: datetime = NOW, number: int = 7) -> None:
    journal.write(by=None, at=now, what=what, about=f"complaint:{number}")


def test_whoever_complained_is_asked_once_after_a_contact_and_never_twice_in_two_weeks() -> None:
    day = timedelta(days=1)
    silent = actions.ask_complainant(complaint=7, now=NOW)
    contact()
    token = actions.ask_complainant(complaint=7, now=NOW + day)
    again = [actions.ask_complainant(complaint=7, now=NOW + day)]
    contact("complaint.served", NOW + 2 * day)
    again.append(actions.ask_complainant(complaint=7, now=NOW + 14 * day))

    assert (silent, again) == (None, [None, None])
    assert token
    assert queries.invited(token, NOW).contact == Contact.COMPLAINT
    actions.answer(token=token, scores=GOOD, now=NOW)
    with pytest.raises(queries.NotInvited):
        actions.answer(token=token, scores=GOOD, now=NOW)


@pytest.mark.parametrize(("is_drawn", "count"), [(True, 2), (False, 1)])
def test_later_chance_alone_decides_whether_a_case_is_asked_about_again(
    monkeypatch: pytest.MonkeyPatch, count: int, *, is_drawn: bool
) -> None:
    monkeypatch.setattr(actions, "is_drawn", lambda _line: is_drawn)
    contact()
    actions.ask_complainant(complaint=7, now=NOW)
    contact("complaint.served", NOW + 2 * WEEK)

    actions.ask_complainant(complaint=7, now=NOW + 2 * WEEK)

    assert CaseAsked.objects.count() == count


def test_who_was_in_contact_more_than_two_weeks_ago_is_not_asked_about_it() -> None:
    contact()

    assert actions.ask_complainant(complaint=7, now=NOW + 2 * WEEK + timedelta(seconds=1)) is None
    assert actions.ask_complainant(complaint=7, now=NOW + 2 * WEEK) is not None


def test_nothing_joins_an_invitation_with_the_case_it_was_shown_in() -> None:
    contact()
    token = actions.ask_complainant(complaint=7, now=NOW) or ""

    columns = asked_of(
        "SELECT column_name FROM information_schema.columns WHERE table_name = 'courtesy_caseasked'"
    )
    assert {name for (name,) in columns} == {"id", "complaint", "line", "asked_on"}
    assert token not in str([line.entry for line in lines.lines()])
    assert queries.hash_of(token) not in str([line.entry for line in lines.lines()])
