from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from sanjeh.apps.calendars.actions import confirm_change, enter_change
from sanjeh.apps.calendars.entries import DecreeEntry
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.notices import actions, queries
from sanjeh.apps.notices.kinds import Kind
from sanjeh.apps.notices.models import Notice
from sanjeh.core.text.words import Words
from sanjeh.core.working_time.calendar import Effect
from tests import hands, people, working
from tests.hands import refusal

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 21, 8, 30, tzinfo=UTC)
NEW_METHOD = actions.Announcement(
    kind=Kind.METHODOLOGY,
    version="nemuneh@1",
    title=Words("نسخه یک روش", "Version one of the method"),
    body=Words("از این تاریخ اجرا می‌شود.", "In force from this day."),
    effective_at=NOW + timedelta(days=28),
)


def publish(announcement: actions.Announcement = NEW_METHOD) -> queries.NoticeRow:
    return actions.publish_notice(
        hours=working.hours(NOW), announcement=announcement, by=people.secretariat(), now=NOW
    )


def test_a_published_notice_is_found_by_what_it_announces() -> None:
    first = publish()

    assert queries.published_for("methodology", "nemuneh@1") == first
    assert queries.published_for("methodology", "nemuneh@2") is None
    assert queries.notice(1) == first


def test_notices_are_numbered_without_gaps_and_shown_newest_first() -> None:
    publish()
    publish()

    assert [notice.number for notice in queries.notices()] == [2, 1]


def at(month: int, day: int) -> datetime:
    """Return half past two in Tehran, when the working day ends."""
    return datetime(2026, month, day, 11, 0, tzinfo=UTC)


# Published on the first day of Nowruz 1405: 1 to 4, 12 and 13 Farvardin, Thursdays and Fridays are days off.
EARLIEST = {
    Kind.METHODOLOGY: at(4, 8),
    Kind.ROUND: at(4, 8),
    Kind.FORM: at(4, 8),
    Kind.DOCUMENT: at(3, 31),
    Kind.PROCESS: at(3, 31),
    Kind.CALENDAR: at(3, 31),
    Kind.AGREEMENT: at(4, 22),
    Kind.CHANNEL: at(3, 31),
    Kind.SYSTEM: at(3, 28),
    Kind.INFORMATION: NOW,
}


@pytest.mark.parametrize("kind", Kind)
def test_the_lead_time_of_a_kind_is_enough_and_a_moment_less_is_not(kind: Kind) -> None:
    in_time = replace(NEW_METHOD, kind=kind, effective_at=EARLIEST[kind])
    late = replace(in_time, effective_at=in_time.effective_at - timedelta(microseconds=1))
    told = [publish(in_time)]

    if kind is not Kind.INFORMATION:
        for reason in ("", " \n"):
            with pytest.raises(actions.TooLate) as refused:
                publish(replace(late, short_notice_reason=reason))
            assert refused.value.earliest == EARLIEST[kind]
        told.append(publish(replace(late, short_notice_reason="فوری")))

    shown = [(notice.effective_at, notice.is_short) for notice in told]
    assert shown == [(in_time.effective_at, False), (late.effective_at, True)][: len(told)]


def test_a_day_that_a_decree_closes_moves_the_earliest_effect_to_the_next() -> None:
    entry = DecreeEntry(
        date(2026, 4, 4), date(2026, 4, 4), Effect.CLOSES, Words("گردوغبار", "Dust"), "14/1", NOW
    )
    number = enter_change(entry=entry, by=people.secretariat(), now=NOW)
    publish(replace(NEW_METHOD, kind=Kind.CALENDAR, version=str(number)))
    confirm_change(number=number, by=people.approver(), now=NOW)
    in_time = replace(NEW_METHOD, effective_at=at(4, 11))

    with pytest.raises(actions.TooLate):
        publish(replace(in_time, effective_at=EARLIEST[Kind.METHODOLOGY]))

    assert publish(in_time).earliest_at == at(4, 11)


def test_the_database_takes_no_notice_on_short_notice_without_a_reason() -> None:
    publish()
    columns = [str(one.column) for one in Notice._meta.concrete_fields if one.name not in ("id", "number")]

    def inserting(**changes: str) -> str:
        values = ", ".join(changes.get(one, f'"{one}"') for one in columns)
        named = ", ".join(columns)
        return f"INSERT INTO notices_notice (number, {named}) SELECT 9, {values} FROM notices_notice"  # noqa: S608

    early = {"effective_at": "earliest_at - interval '1 microsecond'"}
    assert "short_notice_has_a_reason" in refusal(inserting(**early))
    assert refusal(inserting(**early, short_notice_reason="'فوری'")) == ""
    assert refusal(inserting(effective_at="earliest_at")) == ""
    assert "may only grow" in refusal(inserting(earliest_at="NULL"))


def test_of_two_notices_about_the_same_thing_the_newer_counts() -> None:
    publish()

    newer = publish(replace(NEW_METHOD, effective_at=NOW + timedelta(days=30)))

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
        {"effective_at": "2026-04-18T08:30:00+00:00", "lead_days": 28},
    )
