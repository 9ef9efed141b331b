"""A reader tells what is wrong with a page; somebody of the office says once what became of it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from sanjeh.apps.feedback import actions, queries
from sanjeh.apps.feedback.kinds import HELPED, KINDS, FeedbackKind, Helped
from sanjeh.apps.feedback.models import Feedback
from sanjeh.apps.journal import queries as journal
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.core.workflow.roles import Role
from tests import people

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
MESSAGE = actions.Message(
    FeedbackKind.BARRIER, " با صفحه‌کلید به جدول نمی‌رسم. ", "/ranking/", " a@b.example ", Helped.PARTLY
)


def given(at: datetime = NOW) -> int:
    return actions.give_feedback(message=MESSAGE, now=at)


def test_a_message_is_kept_as_it_was_written_and_the_journal_learns_only_that_it_came() -> None:
    number = given()

    (row,) = queries.open_first()
    line = journal.head()
    assert row == queries.FeedbackRow(
        number=number,
        kind=KINDS[FeedbackKind.BARRIER],
        helped=HELPED[Helped.PARTLY],
        page="/ranking/",
        text="با صفحه‌کلید به جدول نمی‌رسم.",
        contact="a@b.example",
        at=NOW,
        outcome="",
        settled_at=None,
    )
    assert line is not None
    assert (line.entry.by, line.entry.what, line.entry.about, line.entry.facts) == (
        "public",
        "feedback.given",
        (f"feedback:{number}",),
        {"kind": "barrier"},
    )


def test_a_message_without_words_is_none() -> None:
    with pytest.raises(actions.NothingSaid):
        actions.give_feedback(message=actions.Message(FeedbackKind.PROBLEM, " \n "), now=NOW)

    assert queries.open_first() == ()


def test_somebody_says_once_what_became_of_it() -> None:
    number, by = given(), people.secretariat()

    actions.settle_feedback(number=number, outcome=" جدول با صفحه‌کلید باز شد. ", by=by, now=NOW)
    with pytest.raises(actions.AlreadySettled):
        actions.settle_feedback(number=number, outcome="دوباره", by=by, now=NOW)

    (row,) = queries.open_first()
    assert (row.outcome, row.settled_at) == ("جدول با صفحه‌کلید باز شد.", NOW)


def test_what_became_of_it_needs_words_and_the_right_role() -> None:
    number = given()

    with pytest.raises(actions.NothingSaid):
        actions.settle_feedback(number=number, outcome=" ", by=people.secretariat(), now=NOW)
    with pytest.raises(NotPermitted):
        actions.settle_feedback(number=number, outcome="شد", by=people.holder(Role.AUDITOR), now=NOW)

    assert queries.open_first()[0].settled_at is None


def test_those_that_wait_longest_come_first_and_the_settled_last() -> None:
    settled, first, second = given(), given(NOW + timedelta(hours=1)), given(NOW + timedelta(hours=2))
    actions.settle_feedback(number=settled, outcome="شد", by=people.secretariat(), now=NOW)

    assert [row.number for row in queries.open_first()] == [first, second, settled]


def test_only_what_was_settled_before_the_moment_is_forgotten() -> None:
    old, young, waiting = given(), given(), given()
    actions.settle_feedback(number=old, outcome="شد", by=people.secretariat(), now=NOW)
    actions.settle_feedback(
        number=young, outcome="شد", by=people.secretariat(), now=NOW + timedelta(seconds=1)
    )

    assert actions.forget_old(before=NOW + timedelta(seconds=1)) == 1

    assert {row.number for row in queries.open_first()} == {young, waiting}


def test_the_database_takes_no_settling_without_a_word_or_a_hand() -> None:
    number = given()

    for half in ({"outcome": "شد"}, {"settled_at": NOW}, {"settled_at": NOW, "outcome": "شد"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Feedback.objects.filter(number=number).update(**half)
