"""The clocks of a complaint follow its moves, explain themselves, and are recounted on any calendar."""

import importlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps

from sanjeh.apps.calendars import queries as calendars
from sanjeh.apps.desk import actions, clocks
from sanjeh.apps.desk.models import ClockEvent, Complaint, ComplaintClock
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.roles import Role
from sanjeh.core.working_time.calendar import Decree, Effect
from sanjeh.core.working_time.complaint_stages import Stage
from sanjeh.locale.catalogues import said
from tests.apps.desk.country import NOW, decided, lodged, person
from tests.hands import refusal, thawed

pytestmark = pytest.mark.django_db
# NOW is noon of 1 Farvardin 1405, a Saturday; offices open again on Wednesday the fifth.
WEDNESDAY = datetime(2026, 3, 25, 4, tzinfo=UTC)  # half past seven in Tehran
WEEK_LATER = datetime(2026, 3, 30, 4, tzinfo=UTC)
MIGRATION = importlib.import_module("sanjeh.apps.desk.migrations.0008_clocks_of_earlier_complaints")


def rows(number: int, now: datetime) -> tuple[clocks.ClockRow, ...]:
    return clocks.clocks_of(Complaint.objects.get(number=number), now)


def events(number: int) -> list[tuple[str, str]]:
    found = ClockEvent.objects.filter(clock__complaint__number=number).order_by("pk")
    return [(one.clock.stage, one.kind) for one in found.select_related("clock")]


def test_a_lodged_complaint_waits_for_an_answer_and_for_its_admission() -> None:
    receipt = lodged()

    found = rows(receipt.number, NOW)
    assert [row.stage for row in found] == [Stage.ACKNOWLEDGEMENT, Stage.ADMISSION]
    assert [said(row.sentence, "en").partition(", not counting: ")[::2] for row in found] == [
        (f"Due {due}: {length} from 21 March 2026 12:00", "4 working days off (Nowruz).")
        for due, length in (
            ("25 March 2026 14:30", "a working day"),
            ("29 March 2026 14:30", "3 working days"),
        )
    ]


def test_the_sentence_stands_in_persian_with_days_of_the_authority() -> None:
    receipt = lodged()

    assert said(rows(receipt.number, NOW)[0].sentence, "fa") == (
        "مهلت ۵ فروردین ۱۴۰۵ ساعت ۱۴:۳۰ است: یک روز کاری از ۱ فروردین ۱۴۰۵ ساعت ۱۲:۰۰، "
        "که در آن ۴ روز تعطیلی «نوروز» به شمار نیامده است."
    )


def test_every_move_stops_its_clocks_and_starts_the_next() -> None:
    receipt, _ = decided()
    actions.open_with_receipt(number=receipt.number, code=receipt.code, now=NOW)
    actions.close_complaint(number=receipt.number, by=None, now=NOW)

    assert events(receipt.number) == [
        ("acknowledgement", "started"),
        ("admission", "started"),
        ("acknowledgement", "stopped"),
        ("admission", "stopped"),
        ("decision", "started"),
        ("hearing", "started"),
        ("hearing", "stopped"),
        ("decision", "stopped"),
        ("appeal", "started"),
        ("appeal", "stopped"),
    ]


def test_a_refusal_stops_the_clocks_and_starts_the_complainants_own() -> None:
    receipt = lodged()
    sara = person("sara", Role.SECRETARIAT)

    actions.refuse_complaint(number=receipt.number, reasons="در صلاحیت ما نیست.", by=sara, now=WEEK_LATER)

    found = rows(receipt.number, WEEK_LATER + timedelta(days=1))
    assert [(row.stage, row.standing.is_late, said(row.says, "en")) for row in found] == [
        (Stage.ACKNOWLEDGEMENT, True, "Late"),
        (Stage.ADMISSION, False, "Done in time"),  # three days have passed, and not a second more
        (Stage.APPEAL, False, "In time"),
    ]


@pytest.mark.parametrize(("seconds", "is_late"), [(0, False), (1, True)])
def test_the_first_answer_is_late_after_its_last_working_second(seconds: int, *, is_late: bool) -> None:
    receipt = lodged()
    opens = datetime(2026, 3, 28, 4, tzinfo=UTC)  # the next day of work, Saturday, half past seven

    found = rows(receipt.number, opens + timedelta(seconds=seconds))[0]
    assert (found.standing.is_late, found.standing.used) == (is_late, 25_200 + seconds)


def test_duties_are_called_by_name_as_the_time_passes() -> None:
    receipt = lodged()
    half = WEDNESDAY + timedelta(hours=3, minutes=30)

    found = [rows(receipt.number, half + timedelta(seconds=part))[0].calls for part in (-1, 0)]
    assert [[one.is_reached for one in calls] for calls in found] == [[False] * 3, [True, False, False]]
    assert [(one.percent, said(one.duty, "en"), said(one.at, "en")) for one in found[0]] == [
        (50, "Handler", "25 March 2026 11:00"),
        (75, "Secretariat", "25 March 2026 12:45"),
        (100, "Manager", "25 March 2026 14:30"),
    ]


def test_the_working_seconds_of_a_complaint_lie_with_somebody() -> None:
    receipt = lodged()

    found = rows(receipt.number, WEDNESDAY + timedelta(hours=2))[0].shares
    assert (found.provider, found.applicant, found.third_party, found.total) == (7_200, 0, 0, 7_200)


def test_a_decree_moves_the_open_clocks_that_it_meets_and_no_others() -> None:
    open_one, (over, _handler) = lodged(), decided()
    present = calendars.working_calendar()
    day = date(2026, 3, 25)
    decree = Decree(999, day, day, Effect.CLOSES, Words("دستور", "decree"), NOW, NOW)

    moved = clocks.moved_by(present, replace(present, decrees=(*present.decrees, decree)), NOW)

    assert [(one.complaint, said(one.title, "en")) for one in moved] == [
        (open_one.number, "First answer of a person"),
        (open_one.number, "Admission or refusal"),
    ]
    assert [datetime.fromtimestamp(one.after, UTC) for one in moved] == [
        datetime(2026, 3, 28, 11, tzinfo=UTC),
        datetime(2026, 3, 30, 11, tzinfo=UTC),
    ]
    assert over.number not in {one.complaint for one in moved}
    assert clocks.moved_by(present, present, NOW) == ()


def test_a_calendar_that_comes_later_leaves_the_target_of_a_clock() -> None:
    receipt = lodged()

    row = ComplaintClock.objects.get(complaint__number=receipt.number, stage="admission")
    assert (row.seconds, row.day_seconds, row.agreement) == (3 * 25_200, 25_200, 1)
    for table, change in (("desk_complaintclock", "seconds = 1"), ("desk_clockevent", "at = now()")):
        for statement in (f"UPDATE {table} SET {change}", f"DELETE FROM {table}"):
            assert refusal(statement) == f"permission denied for table {table}"


@pytest.mark.parametrize(
    ("columns", "values", "says"),
    [
        ("kind", "'paused'", "pause_alone_has_a_reason"),
        ("kind, reason", "'resumed', 'answer'", "pause_alone_has_a_reason"),
        ("kind", "'contested'", "contest_names_its_pause"),
        ("kind", "'reopened'", "reopening_says_whose_time_passed"),
        ("kind", "'started'", "clock_starts_once"),
        ("kind", "'resumed'", ""),
    ],
)
def test_the_database_refuses_an_event_that_says_half(columns: str, values: str, says: str) -> None:
    lodged()
    clock = ComplaintClock.objects.first()
    assert clock is not None

    into, row = f"(clock_id, at, {columns})", f"({clock.pk}, now(), {values})"
    said_of_it = refusal(f"INSERT INTO desk_clockevent {into} VALUES {row}")
    assert says in said_of_it
    assert bool(said_of_it) is bool(says)


def test_complaints_from_before_there_were_clocks_get_theirs_from_the_journal() -> None:
    receipt, _ = decided()
    actions.open_with_receipt(number=receipt.number, code=receipt.code, now=NOW)
    actions.close_complaint(number=receipt.number, by=None, now=NOW)
    open_one = lodged()
    before = {number: told(number) for number in (receipt.number, open_one.number)}
    with thawed():
        ClockEvent.objects.all().delete()
        ComplaintClock.objects.all().delete()

    MIGRATION.carry_over(apps, None)

    assert {number: told(number) for number in before} == before


def told(number: int) -> list[str]:
    found = (row for row in rows(number, WEEK_LATER) if row.stage is not Stage.HEARING)
    return [f"{row.stage} {said(row.says, 'en')} {said(row.sentence, 'en')}" for row in found]


def test_a_complaint_without_clocks_has_none_to_show() -> None:
    receipt = lodged()
    with thawed():
        ClockEvent.objects.all().delete()
        ComplaintClock.objects.all().delete()

    assert rows(receipt.number, NOW) == ()
