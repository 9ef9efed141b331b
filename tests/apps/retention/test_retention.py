"""Each night what is over is forgotten, by the very table that the privacy page draws."""

from datetime import UTC, datetime, timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session

from sanjeh.apps.desk import attempt_actions
from sanjeh.apps.desk.models import Attempt
from sanjeh.apps.desk.rate_limit import LODGING
from sanjeh.apps.feedback import actions as feedback
from sanjeh.apps.feedback.kinds import FeedbackKind
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.retention import actions
from sanjeh.core.workflow.retention import EXECUTED, RULES, Kept
from tests import people

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 30, 1, 17, tzinfo=UTC)
NOTHING = {
    "sessions": 0,
    "sign_in_attempts": 0,
    "attempts": 0,
    "feedback": 0,
    "subscriptions": 0,
    "mails": 0,
    "redirects": 0,
    "message_addresses": 0,
    "complaints": 0,
    "incidents": 0,
}


def test_every_row_with_a_time_is_carried_out_and_no_other() -> None:
    assert set(actions.FORGETS) == {rule.kept for rule in EXECUTED}
    assert {rule.kept for rule in RULES} == set(Kept)
    assert {rule.kept: rule.after for rule in EXECUTED} == {
        Kept.SESSIONS: timedelta(0),
        Kept.SIGN_IN_ATTEMPTS: timedelta(days=30),
        Kept.ATTEMPTS: timedelta(days=1),
        Kept.FEEDBACK: timedelta(days=180),
        Kept.SUBSCRIPTIONS: timedelta(days=3),
        Kept.MAILS: timedelta(days=90),
        Kept.REDIRECTS: timedelta(days=30),
        Kept.MESSAGE_ADDRESSES: timedelta(days=28),
        Kept.COMPLAINTS: timedelta(days=730),
        Kept.INCIDENTS: timedelta(days=730),
    }


def test_a_night_with_nothing_to_forget_leaves_no_line() -> None:
    assert actions.carry_out(now=NOW) == NOTHING
    assert journal.head() is None


def test_sessions_go_when_they_are_over() -> None:
    Session.objects.create(session_key="over", session_data="", expire_date=NOW - timedelta(seconds=1))
    Session.objects.create(session_key="open", session_data="", expire_date=NOW)

    assert actions.carry_out(now=NOW) == {**NOTHING, "sessions": 1}
    assert [one.session_key for one in Session.objects.all()] == ["open"]


def test_failed_attempts_to_sign_in_go_after_thirty_days() -> None:
    for name, age in (("old", timedelta(days=30, seconds=1)), ("young", timedelta(days=30))):
        attempt = AccessAttempt.objects.create(username=name, failures_since_start=1)
        AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=NOW - age)

    assert actions.carry_out(now=NOW) == {**NOTHING, "sign_in_attempts": 1}
    assert [one.username for one in AccessAttempt.objects.all()] == ["young"]


def test_counted_attempts_go_after_a_day() -> None:
    attempt_actions.count_attempt(LODGING, "192.0.2.1", NOW - timedelta(days=1, seconds=1))
    attempt_actions.count_attempt(LODGING, "192.0.2.2", NOW - timedelta(days=1))
    Attempt.objects.filter(at__lt=NOW - timedelta(days=1)).update(door="other")  # no later try removes it

    assert actions.carry_out(now=NOW)["attempts"] <= 1
    assert Attempt.objects.filter(at__lt=NOW - timedelta(days=1)).count() == 0


def test_answered_messages_go_after_half_a_year_and_the_journal_says_how_many() -> None:
    by = people.secretariat()
    for age in (timedelta(days=180), timedelta(days=180, seconds=1)):
        number = feedback.give_feedback(message=feedback.Message(FeedbackKind.PROBLEM, "x"), now=NOW - age)
        feedback.settle_feedback(number=number, outcome="شد", by=by, now=NOW - age)

    assert actions.carry_out(now=NOW) == {**NOTHING, "feedback": 1}

    line = journal.head()
    assert line is not None
    assert (line.entry.by, line.entry.what, line.entry.facts["feedback"]) == (
        "system",
        "retention.executed",
        1,
    )
