from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjeh.core.text.jalali import gregorian
from sanjeh.core.text.persian import contains, dates_in, normalise


def test_spellings_that_read_the_same_become_one() -> None:
    spellings = ["به‌روزرسانی", "به روزرسانی", "بِه‌روزرساني", "بـه روزرسانی"]

    assert {normalise(each) for each in spellings} == {"به روزرسانی"}


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    "text",
    [
        "۱۴۰۵/۰۸/۱۲",
        "1405-8-12",
        "۱۲ آبان ۱۴۰۵",
        "۱۲ آبان‌ماه ۱۴۰۵",
        "سه‌شنبه ۱۲ آبان ۱۴۰۵",
        "12/8/1405",
        "2026/11/03",
        "3 November 2026",
        "Nov 3, 2026",
        "دوازدهم آبان ۱۴۰۵",
        "۳ نوامبر ۲۰۲۶",
        "سوم نوامبر ۲۰۲۶",
        "۱۴۰۵٫۰۸٫۱۲",
    ],
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert dates_in(f"آخرین به‌روزرسانی: {text} ساعت ۱۰:۳۰") == (date(2026, 11, 3),)


@pytest.mark.parametrize(
    "text",
    [
        "فروردین ۵، ۱۴۰۴",
        "۵-فروردین-۱۴۰۴",
        "۵/فروردین/۱۴۰۴",
        "۱۴۰۴/فروردین/۵",
        "۱۴۰۴\\۰۱\\۰۵",
        "25-Mar-2025",
        "25th of March 2025",
        "the 25th day of March, 2025",
        "March the 25th, 2025",
        "5 Farvardin 1404",
        "Farvardin 5, 1404",
        "5th of Farvardin 1404",
    ],
)
def test_a_day_is_read_with_its_month_before_it_and_between_strokes(text: str) -> None:
    assert dates_in(text) == (date(2025, 3, 25),)


@pytest.mark.parametrize(
    "text", ["۱۴۰۵/۱۳/۰۱", "تلفن ۰۲۱-۸۸۷۷۶۶۵۵", "نسخه ۱.۲.۳", "نسخه ۱۴۰۴.۱.۵.۲", "۱۴۲۵/۱/۱ ق", "۱۲۳۴/۵۶", ""]
)
def test_what_is_no_day_is_not_read_as_one(text: str) -> None:
    assert dates_in(text) == ()


def test_a_vulgar_fraction_stands_behind_its_own_number_alone() -> None:
    assert [normalise(each) for each in ("۱½", "1 ½", "حدود ½", "¾ ساعت")] == [
        "1٫5",
        "1٫5",
        "حدود 0٫5",
        "0٫75 ساعت",
    ]


def test_a_phrase_is_found_as_whole_words_with_or_without_its_spaces() -> None:
    found = [
        contains(normalise(text), normalise("نظر سنجی"))
        for text in ("نظرسنجی خدمت", "نظر سنجی", "نظرسنجی‌ها", "نظر")
    ]

    assert found == [True, True, True, False]


def test_the_day_after_the_last_of_esfand_is_nowruz() -> None:
    assert gregorian(1404, 1, 1) - gregorian(1403, 12, 30) == timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("۱۴۴۷/۰۱/۱۵", []),
        ("15/01/1447", []),
        ("۱۴۲۹/۱۲/۲۹", [date(2051, 3, 20)]),
        ("۱۴۳۰/۰۱/۰۱", []),
        ("۱۴۳۰/۰۱/۰۱ شمسی", [date(2051, 3, 21)]),
        ("۱۴۲۵/۰۵/۱۰ هجری قمری", []),
        ("۱۴۲۵/۰۵/۱۰ (ه.ق)", []),
        ("۱۴۰۵/۰۱/۰۱ ه.ش", [date(2026, 3, 21)]),
        ("۱۴۰۵/۰۱/۰۱ قرار ما", [date(2026, 3, 21)]),
        ("۱۷ ربیع‌الاول ۱۴۴۷، ۱۴۴۷/۳/۱۷ برابر با ۱۴۰۴/۶/۱۹", [date(2025, 9, 10)]),
        ("آبان ۱۴۰۵", [date(2026, 10, 23)]),
        ("از ۲۸ مهر تا ۵ آبان ۱۴۰۵", [date(2026, 10, 27)]),
        ("۱ تا ۱۵ آذرماه ۱۴۰۵", [date(2026, 12, 6)]),
        ("November 2026", [date(2026, 11, 1)]),
        ("Sept. 3, 2026", [date(2026, 9, 3)]),
        ("پنجشنبه ۱۵ امرداد ۱۴۰۵", [date(2026, 8, 6)]),
        ("۱۵ امردادماه ۱۴۰۵", [date(2026, 8, 6)]),
        ("بیست و پنجم خرداد ۱۴۰۴", [date(2025, 6, 15)]),
        ("بیست‌وپنجم خردادماه ۱۴۰۴", [date(2025, 6, 15)]),
        ("سی‌ام اسفند ۱۴۰۳", [date(2025, 3, 20)]),
        ("اول فروردین ۱۴۰۴", [date(2025, 3, 21)]),
        ("سی و یکم شهریور ۱۴۰۴", [date(2025, 9, 22)]),
        ("سی و یکم مهر ۱۴۰۴", []),
        ("نوامبر ۲۰۲۶", []),
        ("کتابان ۱۴۰۵، market 2026، سال ۱۴۰۵", []),
    ],
)
def test_months_and_ranges_are_days_too(text: str, days: list[date]) -> None:
    assert list(dates_in(text)) == days


def every_gap(phrase: str) -> list[str]:
    """Return the phrase with each sign of a half-space, a space and nothing at its place."""
    return [phrase.replace("\u200c", gap) for gap in (" ", "\u200c", "\u200d", "\u00ad", "\u00ac", "")]


@pytest.mark.parametrize(
    ("phrase", "spelling"),
    [
        ("توافقنامه سطح خدمت", "توافق\u200cنامه\u200cی سطح خدمت"),
        ("داده باز", "داده\u200cی باز"),
        ("شناسه خدمت", "شناسه\u200cی خدمت"),
        ("نظرسنجی", "نظر\u200cسنجی"),
        ("درخواست برخط", "در\u200cخواست بر\u200cخط"),
        ("حریم خصوصی", "حریم\u200cخصوصی"),
        ("پرسش‌های متداول", "پرسش\u200cهای\u200cمتداول"),
        ("به‌روزرسانی", "به\u200cروز\u200cرسانی"),
    ],
)
def test_a_phrase_is_known_with_spaces_half_spaces_or_nothing_in_it(phrase: str, spelling: str) -> None:
    known = [contains(normalise(f"این {each}، آن"), normalise(phrase)) for each in every_gap(spelling)]

    assert known == [True] * 6


@pytest.mark.parametrize("ending", ["ه", "ه‌ی", "ه ی", "هٔ", "ۀ", "ە", "ہ", "ة"])
def test_a_final_he_is_one_however_its_ezafe_is_written(ending: str) -> None:
    assert normalise(f"شناس{ending} خدمت") == "شناسه خدمت"


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("سامانه‌های باز", "سامانه باز"),
        ("ای ده خوش", "ایده"),
        ("گفت و گو یا تماس", "گویا"),
        ("سرشناسه خدمت", "شناسه خدمت"),
        ("s la", "SLA"),
    ],
)
def test_other_words_are_not_taken_for_a_phrase(text: str, phrase: str) -> None:
    assert not contains(normalise(text), normalise(phrase))
