"""Names are found as people type them."""

import pytest

from sanjeh.core.text.search import searchable, terms


def found(typed: str, *texts: str) -> bool:
    return all(term in searchable(*texts) for term in terms(typed))


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("كتابخانه", "کتابخانه‌ی ملی"),
        ("کتابخانه‌های", "کتابخانه ملی"),
        ("کتابخانههای", "کتابخانه ملی"),
        ("کتابخانه های", "کتابخانه ملی"),
        ("کتابخانه", "کتاب‌خانه‌های عمومی"),
        ("کتاب خانه", "کتابخانه"),
        ("ملی کتابخانه", "کتابخانه‌ی ملی"),
        ("۵۰۰۱", "خدمت 5001"),
        ("٥٠٠١", "خدمت ۵۰۰۱"),
        ("LIBRARY", "National library"),
        ("", "هر چه"),
    ],
)
def test_a_twin_in_another_spelling_is_found(typed: str, title: str) -> None:
    assert found(typed, title)


def test_every_word_must_be_there_and_none_reaches_from_one_text_into_the_next() -> None:
    assert not found("کتابخانه شهر", "کتابخانه ملی")
    assert not found("ملیLIB", "ملی", "LIB")
    assert found("ملی lib", "ملی", "LIB")


def test_a_short_word_keeps_its_ending_and_an_ending_alone_asks_for_nothing() -> None:
    assert (terms("تنها"), terms("کودک ها"), terms("کودک‌ها"), terms("گلها")) == (
        ("تنها",),
        ("کودک",),
        ("کودک",),
        ("گلها",),
    )
