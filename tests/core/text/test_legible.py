"""What others wrote is shown as it is, and does nothing where it is shown."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sanjeh.core.text.legible import cell, cell_read, harmless, legible, unmasked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("توافق\u200cنامه‌ی خدمت", "توافق\u200cنامه‌ی خدمت"),
        ("CN=\x1b[2J\x1b[31mTrusted CA", r"CN=\u001b[2J\u001b[31mTrusted CA"),
        ("\x9b31m", r"\u009b31m"),
        ("gpj.\u202eexe", r"gpj.\u202eexe"),
        ("a\u2069b\u200ec", r"a\u2069b\u200ec"),
        ("one\r\n  two\tthree\u2028four", "one two three four"),
        ("\x07\x08\x00\x7f", r"\u0007\u0008\u0000\u007f"),
        ("\ud800", r"\ud800"),
        ("a\u00adb\u180ec\u3164d", r"a\u00adb\u180ec\u3164d"),
        ("a\U000e0041", r"a\udb40\udc41"),
        ("\N{FAMILY}🏳\N{ZERO WIDTH JOINER}🌈", "\N{FAMILY}🏳\N{ZERO WIDTH JOINER}🌈"),
    ],
)
def test_outside_text_becomes_one_line_in_which_nothing_acts(text: str, shown: str) -> None:
    assert legible(text) == shown


def test_a_sentence_of_ours_keeps_its_lines_and_marks_and_steers_nothing() -> None:
    assert harmless("گزینه‌ی \u200e--csv\u200e\nsecond \u2068x\u2069\x1b[2J\x9b\u202e\r") == (
        "گزینه‌ی \u200e--csv\u200e\nsecond \u2068x\u2069\\u001b[2J\\u009b\\u202e\\u000d"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a,b\r\nc\r\n", "a,b\r\nc\r\n"),
        ("a\rb", r"a\u000db"),
        ("a\r\r\n", "a\\u000d\r\n"),
        ("a\n\r", "a\n\\u000d"),
    ],
)
def test_only_a_return_before_a_new_line_ends_a_line_of_a_table(text: str, shown: str) -> None:
    assert harmless(text) == shown


@given(some.text())
def test_a_document_keeps_its_value_and_shows_everything(text: str) -> None:
    document = {"text": text, text: [1, None]}

    written = unmasked(json.dumps(document, ensure_ascii=False, indent=1))

    assert json.loads(written) == document
    assert written == harmless(written)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ('=HYPERLINK("http://evil.example","x")', '\'=HYPERLINK("http://evil.example","x")'),
        ("+98 21", "'+98 21"),
        ("-2+3", "'-2+3"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\tx", "'\tx"),
        ("\r=x", "'\r=x"),
        ("\n=x", "'\n=x"),
        ("＝x", "'＝x"),
        ("＠x", "'＠x"),
        ("'=x", "''=x"),
        ("-0.5", "-0.5"),
        ("+1e-17", "+1e-17"),
        ("a=b", "a=b"),
        ("'quoted'", "'quoted'"),
        ("", ""),
    ],
)
def test_a_cell_starts_no_formula_and_numbers_stay_numbers(text: str, written: str) -> None:
    assert (cell(text), cell_read(written)) == (written, text)


@given(some.text(alphabet="'=+-@\t1a"))
def test_a_cell_is_read_back_as_it_was(text: str) -> None:
    assert cell_read(cell(text)) == text


@given(some.text(alphabet="'=+-@\t1a\"\n"))
def test_a_cell_is_read_back_from_a_file(text: str) -> None:
    page = io.StringIO()
    csv.writer(page).writerow([cell(text)])

    assert [[cell_read(one) for one in row] for row in csv.reader(io.StringIO(page.getvalue()))] == [[text]]
