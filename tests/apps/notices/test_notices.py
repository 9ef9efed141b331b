from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from sanjeh.apps.journal import queries as journal
from sanjeh.apps.notices import actions, queries
from sanjeh.apps.notices.kinds import Kind
from sanjeh.core.text.words import Words
from tests import hands, people

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 21, 8, 30, tzinfo=UTC)
NEW_METHOD = actions.Announcement(
    kind=Kind.METHODOLOGY,
    version="nemuneh@1",
    title=Words("نسخه یک روش", "Version one of the method"),
    body=Words("از این تاریخ اجرا می‌شود.", "In force from this day."),
    effective_at=NOW + timedelta(days=14),
)


def publish(announcement: actions.Announcement = NEW_METHOD) -> queries.NoticeRow:
    return actions.publish_notice(announcement=announcement, by=people.secretariat(), now=NOW)


def test_a_published_notice_is_found_by_what_it_announces() -> None:
    first = publish()

    assert queries.published_for("methodology", "nemuneh@1") == first
    assert queries.published_for("methodology", "nemuneh@2") is None
    assert queries.notice(1) == first


def test_notices_are_numbered_without_gaps_and_shown_newest_first() -> None:
    publish()
    publish()

    assert [notice.number for notice in queries.notices()] == [2, 1]


def test_a_notice_without_the_lead_time_is_refused_and_told_the_earliest_day() -> None:
    with pytest.raises(actions.TooLate) as refused:
        publish(replace(NEW_METHOD, effective_at=NOW + timedelta(days=13)))

    assert refused.value.earliest == NOW + timedelta(days=14)
    assert queries.notices() == ()


LEADS = {
    Kind.METHODOLOGY: 14,
    Kind.ROUND: 14,
    Kind.FORM: 14,
    Kind.DOCUMENT: 7,
    Kind.PROCESS: 7,
    Kind.CALENDAR: 7,
    Kind.AGREEMENT: 30,
}


@pytest.mark.parametrize("kind", Kind)
def test_the_lead_time_of_a_kind_is_enough_and_a_moment_less_is_not(kind: Kind) -> None:
    in_time = replace(NEW_METHOD, kind=kind, effective_at=NOW + timedelta(days=LEADS[kind]))
    late = replace(in_time, effective_at=in_time.effective_at - timedelta(microseconds=1))

    for reason in ("", " \n"):
        with pytest.raises(actions.TooLate):
            publish(replace(late, short_notice_reason=reason))
    told = [publish(in_time), publish(replace(late, short_notice_reason="فوری"))]

    assert [(notice.effective_at, notice.is_short) for notice in told] == [
        (in_time.effective_at, False),
        (late.effective_at, True),
    ]


def test_of_two_notices_about_the_same_thing_the_newer_counts() -> None:
    publish()

    newer = publish(replace(NEW_METHOD, effective_at=NOW + timedelta(days=20)))

    assert queries.published_for("methodology", "nemuneh@1") == newer


def test_a_reason_allows_short_notice_and_stays_visible() -> None:
    notice = publish(replace(NEW_METHOD, effective_at=NOW, short_notice_reason="کشور نمونه است."))

    assert (notice.is_short, notice.lead_days, notice.short_notice_reason) == (True, 0, "کشور نمونه است.")


def test_no_reason_allows_a_notice_after_the_fact() -> None:
    with pytest.raises(actions.InThePast):
        publish(replace(NEW_METHOD, effective_at=NOW - timedelta(seconds=1), short_notice_reason="فوری"))


def test_an_unknown_notice_is_not_found() -> None:
    with pytest.raises(queries.NoSuchNotice):
        queries.notice(404)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE notices_notice SET title_fa = 'x'",
        "DELETE FROM notices_notice",
        "TRUNCATE notices_notice CASCADE",
    ],
)
def test_the_database_refuses_to_change_a_notice(statement: str) -> None:
    notice = publish()

    with pytest.raises(ProgrammingError, match="permission denied for table"), transaction.atomic():
        hands.tell(statement)
    with (
        pytest.raises(IntegrityError, match="notices_notice may only grow"),
        transaction.atomic(),
        hands.owning(),
    ):
        hands.tell(f"SET CONSTRAINTS ALL IMMEDIATE; {statement}")

    assert queries.notices() == (notice,)


def test_publishing_stands_in_the_journal_under_the_thing_announced() -> None:
    publish()

    (line,) = journal.lines_about("methodology:nemuneh@1")
    assert (line.entry.what, line.entry.facts) == (
        "notice.published",
        {"effective_at": "2026-04-04T08:30:00+00:00", "lead_days": 14},
    )
