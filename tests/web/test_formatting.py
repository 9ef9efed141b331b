"""Days, sizes and lengths of time are written for the language of the page."""

from datetime import UTC, date, datetime

from sanjeh.locale import days
from sanjeh.web import formatting


def test_a_day_is_jalali_in_persian() -> None:
    assert formatting.day(date(2025, 3, 20), "fa") == "۳۰ اسفند ۱۴۰۳"
    assert formatting.day(date(2025, 3, 20), "en") == "20 March 2025"


def test_an_instant_is_read_in_tehran() -> None:
    evening = datetime(2025, 3, 20, 21, 0, tzinfo=UTC)

    assert formatting.moment(evening, "fa") == "۱ فروردین ۱۴۰۴، ۰۰:۳۰"
    assert formatting.moment(evening, "en") == "21 March 2025, 00:30"


def test_a_size_takes_the_largest_unit_that_fits() -> None:
    assert [formatting.size(count, "en") for count in (999, 1_000, 153_600, 5_000_000)] == [
        "999 bytes", "1.0 kB", "154 kB", "5.0 MB",
    ]  # fmt: skip
    assert formatting.size(1_500, "fa") == "۱٫۵ کیلوبایت"


def test_a_length_of_time_is_rough() -> None:
    assert [formatting.duration(seconds, "en") for seconds in (0, 59, 90, 3_600)] == [
        "0 s", "59 s", "2 min", "60 min",
    ]  # fmt: skip


def test_a_day_is_typed_as_the_form_reads_it() -> None:
    assert formatting.typed_day(date(2025, 3, 20), "fa") == "۱۴۰۳/۱۲/۳۰"
    assert formatting.typed_day(date(2025, 3, 20), "en") == "2025-03-20"


def test_a_language_whose_months_nobody_wrote_down_names_them_in_english() -> None:
    assert days.month_names("xx")[3] == "March"
    assert days.month_names("de")[3] == "März"


def test_seconds_become_minutes_at_sixty_and_units_change_at_a_thousand() -> None:
    assert [formatting.duration(seconds, "en") for seconds in (59.4, 60)] == ["59 s", "1 min"]
    assert [formatting.size(count, "en") for count in (99_900, 100_000, 999_999_999, 10**12)] == [
        "99.9 kB", "100 kB", "1,000 MB", "1,000 GB",
    ]  # fmt: skip
