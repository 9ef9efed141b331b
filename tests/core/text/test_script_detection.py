import pytest

from sanjeh.core.text.script_detection import (
    language_of_arabic_script,
    letters_by_script,
    scripts_of_language,
)

PERSIAN = "این خدمت برای شما است و باید که از درگاه به آن وارد شوید. این را در صفحه می‌خوانید."
ARABIC = "هذه الخدمة التي في الموقع من أجل المواطنين على كل حال، إلى أن يتم ذلك مع الوزارة عن بعد."


def test_letters_are_counted_by_script_and_dense_ones_weigh_more() -> None:
    assert letters_by_script("سلام hello 你好 12 ۳۴ !") == {"Arabic": 4, "Latin": 5, "Han": 6}


@pytest.mark.parametrize(
    ("text", "language"),
    [(PERSIAN, "fa"), (PERSIAN.replace("ی", "ي").replace("ک", "ك"), "fa"), (ARABIC, "ar"), ("سلام", None)],
)
def test_persian_and_arabic_are_told_apart_by_their_small_words(text: str, language: str | None) -> None:
    assert language_of_arabic_script(text) == language


@pytest.mark.parametrize(
    ("tag", "scripts"),
    [
        ("fa-IR", {"Arabic"}),
        ("ja", {"Han", "Kana"}),
        ("zh-CN", {"Han"}),
        ("en", {"Latin"}),
        ("vi", {"Latin"}),
        ("sr", set()),
        ("uz-Cyrl", set()),
        ("he", {"Hebrew"}),
        ("ko-KR", {"Hangul"}),
    ],
)
def test_a_language_is_written_in_its_scripts_and_in_doubt_in_any(tag: str, scripts: set[str]) -> None:
    assert scripts_of_language(tag) == scripts
