"""Bodies say what they think of a draft, each is answered, and until then nothing is offered."""

from dataclasses import replace

import pytest

from sanjeh.apps.accounts.models import Mandate, Person
from sanjeh.apps.agreements import actions, comment_actions, comments
from sanjeh.apps.agreements.models import AgreementVersion
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.messages import queries as messages
from sanjeh.core.workflow.agreements import VersionState
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps.agreements.test_acceptance import BODY, speaker
from tests.apps.agreements.test_own_agreement import NOW, SECOND, confirmed, consulted, load
from tests.apps.agreements.test_states import moving, put, state_of
from tests.hands import refusal, thawed
from tests.permission_matrix import EXPECTED

pytestmark = pytest.mark.django_db
SAID = comment_actions.Said(2, BODY, 1, "سنجش را روشن‌تر بنویسید.")


def commented(said: comment_actions.Said = SAID, by: Person | None = None) -> int:
    return comment_actions.comment(said=said, by=by or speaker(), now=NOW)


def answered(number: int, by: Person | None = None) -> None:
    comment_actions.answer(number=number, text="نوشته شد.", by=by or people.secretariat(), now=NOW + SECOND)


def offer(number: int) -> None:
    actions.confirm_agreement(number=number, by=people.approver(), now=NOW + SECOND)


def test_a_comment_stands_under_its_body_and_clause_with_its_answer() -> None:
    version = consulted()

    number = commented()
    answered(number)

    assert comments.comments(version) == (
        comments.CommentRow(number, BODY, 1, SAID.text, NOW, "نوشته شد.", NOW + SECOND),
    )
    lines = [line.entry.what for line in journal.lines_about(f"body:{BODY}")]
    assert lines == ["consultation.commented", "consultation.answered"]
    assert [row.link.rpartition("/office/")[2] for row in messages.inbox(speaker())] == ["consultation/"]


def test_a_version_is_not_offered_before_each_comment_is_answered() -> None:
    version = consulted()
    first, second = commented(), commented(replace(SAID, clause=0))

    with pytest.raises(actions.Unanswered) as refused:
        offer(version)
    answered(first)
    with pytest.raises(actions.Unanswered):
        offer(version)
    answered(second)
    offer(version)

    assert (refused.value.count, state_of(version)) == (2, VersionState.OFFERED)


@pytest.mark.parametrize("role", Role)
def test_bodies_comment_and_the_house_answers(role: Role) -> None:
    consulted()
    number, by = commented(), people.holder(role)

    for key, act in (
        ("consultation.comment", lambda: commented(by=by)),
        ("consultation.answer", lambda: answered(number, by)),
    ):
        if role in EXPECTED[key]:
            act()
        else:
            with pytest.raises(NotPermitted):
                act()


@pytest.mark.parametrize("state", VersionState)
def test_only_what_is_talked_over_is_commented_on(state: VersionState) -> None:
    put(confirmed(), state)

    if state is VersionState.CONSULTATION:
        commented()
    else:
        with pytest.raises(actions.NotAwaited):
            commented()


@pytest.mark.parametrize("clause", [-1, 0, 1, 2, 3])
def test_a_comment_names_a_clause_of_the_text_or_the_whole(clause: int) -> None:
    consulted()

    if 0 <= clause <= 2:
        commented(replace(SAID, clause=clause))
    else:
        with pytest.raises(comment_actions.NoSuchClause):
            commented(replace(SAID, clause=clause))


def test_nobody_speaks_for_another_body_and_no_comment_is_answered_twice() -> None:
    consulted()
    number = commented()
    answered(number)

    with pytest.raises(actions.NotMandated):
        commented(replace(SAID, body="B1"))
    with pytest.raises(comment_actions.AnsweredAlready):
        answered(number)
    with pytest.raises(comment_actions.NoSuchComment):
        answered(number + 1)


def test_who_speaks_for_a_body_is_told_that_a_draft_is_open() -> None:
    by = speaker()

    consulted()

    assert [row.subject for row in messages.inbox(by)] == ["پیش‌نویس توافق‌نامه در رایزنی: نسخه‌ی ۲"]


def inserting(**changes: str) -> str:
    values = {
        "version_id": str(AgreementVersion.objects.get(number=2).pk),
        "body": f"'{BODY}'",
        "mandate_id": str(Mandate.objects.get(person=speaker()).pk),
        "clause": "1",
        "text": "'x'",
        "at": f"'{NOW.isoformat()}'",
        **changes,
    }
    return f"INSERT INTO agreements_comment ({', '.join(values)}) VALUES ({', '.join(values.values())})"  # noqa: S608


def test_the_database_takes_comments_of_mandated_bodies_in_consultation_alone() -> None:
    load()
    stranger = str(Mandate.objects.get(person=people.secretariat()).pk)

    assert refusal(inserting()) == "this version is not talked over"
    put(2, VersionState.CONSULTATION)
    assert [refusal(inserting(**one)) for one in ({"body": "'B1'"}, {"mandate_id": stranger})] == [
        "this mandate speaks for no such body"
    ] * 2
    assert refusal(inserting()) == ""


def test_the_database_offers_nothing_while_a_comment_waits_and_keeps_what_was_said() -> None:
    version = consulted()
    number = commented()
    who = f", confirmed_at = now(), confirmed_by_id = {people.approver().pk}"
    offering = moving(version, VersionState.OFFERED, who)

    before = refusal(offering)
    answered(number)

    assert (before, refusal(offering)) == ("a comment on this version is not answered", "")
    for statement in (
        "UPDATE agreements_comment SET text = 'x'",
        "DELETE FROM agreements_comment",
        "UPDATE agreements_commentanswer SET text = 'x'",
        "DELETE FROM agreements_commentanswer",
    ):
        assert refusal(statement) != ""


def test_the_database_takes_no_comment_by_a_mandate_that_has_ended() -> None:
    consulted()
    with thawed():
        Mandate.objects.filter(person=speaker()).update(ended_at=NOW)

    assert refusal(inserting()) == "this mandate speaks for no such body"
