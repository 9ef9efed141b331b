import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjeh.core.text.readability import readability, reading_ease, syllables

# Counted by ear; unwritten vowels make single estimates wrong, so only their sum is asked for.
COUNTED = {
    "کتاب": 2, "سفر": 2, "گفت": 1, "کارت": 1, "نامه": 2, "درخواست": 2, "شناسنامه": 4, "مدارک": 3, "لازم": 2,
    "هزینه": 3, "سازمان": 3, "پرداخت": 2, "می‌شود": 3, "خدمت": 2, "الکترونیکی": 5, "ثبت": 1, "شکایت": 3,
    "روز": 1, "کاری": 2, "پروانه": 3, "گواهی": 3, "برای": 3, "است": 2, "از": 1, "در": 1, "این": 1,
    "شهروندان": 4, "استعلام": 3, "کارشناس": 3, "مراجعه": 4, "دستگاه": 2, "ایران": 2, "توافقنامه": 5,
    "مقررات": 4, "اطلاعات": 4,
}  # fmt: skip


def test_syllables_are_right_within_a_tenth_over_many_words() -> None:
    counted = sum(COUNTED.values())

    assert abs(sum(map(syllables, COUNTED)) - counted) < counted / 10


def test_a_text_is_measured_by_its_sentences_and_words() -> None:
    text = "راهنما\nسامانه برای همه باز است. درخواست خود را بنویسید و مدارک را بفرستید.\nپیش از این\n"

    seen = readability(text)

    assert (seen.words, seen.sentences, seen.sentence_words, seen.word_letters) == (13, 2, 6.5, 4.1)


def test_headings_and_labels_alone_are_no_running_text() -> None:
    with pytest.raises(ValueError, match="no running text"):
        readability("خانه\nتماس با ما\n")


@given(st.floats(1, 4), st.floats(1, 80), st.floats(0.01, 2))
def test_longer_words_and_sentences_never_read_easier(word: float, sentence: float, more: float) -> None:
    assert reading_ease(word + more, sentence) < reading_ease(word, sentence)
    assert reading_ease(word, sentence + more) < reading_ease(word, sentence)


@given(st.text(alphabet="ابپتسشکگلمنویهئآ‌", min_size=1, max_size=20))
def test_every_word_has_a_syllable(word: str) -> None:
    assert syllables(word) >= 1
