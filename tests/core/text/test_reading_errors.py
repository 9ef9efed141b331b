"""No word of a library reaches the reader of a page: each reason is a sentence of the house."""

import csv
import io
import tomllib

import pytest

from sanjeh.core.text.reading_errors import slip_in_toml, why_unread


def decoding(content: bytes) -> Exception:
    with pytest.raises(UnicodeDecodeError) as told:
        content.decode()
    return told.value


def table(content: str) -> Exception:
    with pytest.raises(csv.Error) as told:
        list(csv.reader(io.StringIO(content), strict=True))
    return told.value


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (decoding("unit".encode("utf-16")), "متن آن UTF-16 است، نه UTF-8"),
        (decoding("دستگاه".encode("cp1256")), "متن آن UTF-8 نیست"),
        (table("a\rb\n"), "سطرهایش تنها با CR پایان می‌گیرند، نه با LF"),
        (table(f"{'a' * 140_000},b\n"), "یکی از خانه‌هایش بیش از اندازه دراز است"),
        (table('"a'), "گیومه‌های خانه‌هایش یا پایان سطرهایش درست نیست"),
        (csv.Error("line contains NUL"), "نویسه‌ی تهی (NUL) در آن است"),
        (FileNotFoundError(2, "No such file"), "چنین پرونده‌ای نیست"),
        (PermissionError(13, "Permission denied"), "اجازه‌ی خواندن آن داده نشده است"),
        (OSError(5, "Input/output error"), "رایانه آن را نداد"),
        (ValueError("Parquet magic bytes not found"), "درون آن خراب است"),
    ],
)
def test_why_a_file_is_not_read_is_said_in_words_of_the_house(error: Exception, why: str) -> None:
    assert str(why_unread(error)) == why


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a = 1\nb == 2", "سطر 2، ستون 4 خوانا نیست."),
        ("a = ", "پایان متن خوانا نیست."),
        ("a = 1\na = 2", "پایان متن نامی دوباره آمده است."),
        ("[a]\n[a]\n", "سطر 2، ستون 3 نامی دوباره آمده است."),
        (f"a = {'[' * 9000}", "بیش از اندازه تودرتو است."),
    ],
)
def test_a_slip_in_toml_is_told_with_its_place(text: str, says: str) -> None:
    with pytest.raises((tomllib.TOMLDecodeError, RecursionError)) as told:
        tomllib.loads(text)

    assert str(slip_in_toml(told.value)) == f"این پرونده TOML درستی نیست: {says}"


def test_a_number_beyond_all_measure_is_told_as_that() -> None:
    told = str(slip_in_toml(ValueError("1e999 is beyond 1e400")))

    assert told == "این پرونده TOML درستی نیست: عدد 1e999 بیش از اندازه بزرگ یا کوچک است."
