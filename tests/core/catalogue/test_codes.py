"""Codes that spreadsheets and keyboards have spoilt: healed where one reading is left, else refused."""

import pytest

from sanjeh.core.catalogue.codes import CodeRule, body_code, service_code
from sanjeh.core.catalogue.remarks import Healing, Problem
from sanjeh.core.catalogue.tables import Cell

KNOWN = {"00123456789", "10010101000"}


def number(text: str) -> Cell:
    return Cell(text, is_number=True)


@pytest.mark.parametrize(
    ("cell", "code", "healed"),
    [
        (Cell("10010101000"), "10010101000", []),
        (number("10010101000"), "10010101000", [Healing.NUMBER]),
        (Cell("10010101000.0"), "10010101000", [Healing.NUMBER]),
        (Cell("1.0010101000E+10"), "10010101000", [Healing.NUMBER]),
        (Cell("۱۰۰۱۰۱۰۱۰۰۰"), "10010101000", [Healing.DIGITS]),
        (Cell("١٠٠١٠١٠١٠٠٠"), "10010101000", [Healing.DIGITS]),
        (Cell("۱۰۰۱۰۱۰۱۰۰۰٫۰"), "10010101000", [Healing.DIGITS, Healing.NUMBER]),
        (Cell(" 10010101000\u200f "), "10010101000", [Healing.SPACES]),
        (number("1234567891"), "01234567891", [Healing.NUMBER, Healing.ZEROS]),
        (number("123456789"), "00123456789", [Healing.NUMBER, Healing.ZEROS]),
        (Cell("123456789"), "00123456789", [Healing.ZEROS]),
    ],
)
def test_a_code_with_one_reading_is_healed_with_a_word(cell: Cell, code: str, healed: list[Healing]) -> None:
    read = service_code(cell, CodeRule(), KNOWN)

    assert (read.value, [one.told for one in read.remarks]) == (code, healed)
    assert {(one.value, one.now) for one in read.remarks} <= {(cell.text, code)}


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        (Cell(""), Problem.CODE_EMPTY),
        (Cell(" \u200c"), Problem.CODE_EMPTY),
        (Cell("1234567891"), Problem.CODE_LENGTH),
        (number("234567891"), Problem.CODE_LENGTH),
        (Cell("100101010001"), Problem.CODE_LENGTH),
        (number("100101010001"), Problem.CODE_LENGTH),
        (Cell("1.00101E+10"), Problem.CODE_ROUNDED),
        (Cell("1.001010100E+10"), Problem.CODE_ROUNDED),
        (Cell("1.00101016E+7"), Problem.CODE_ROUNDED),
        (Cell("10010-101000"), Problem.CODE_NOT_DIGITS),
        (Cell("10010101000.5"), Problem.CODE_NOT_DIGITS),
        (Cell("خدمت"), Problem.CODE_NOT_DIGITS),
        (Cell("²0010101000"), Problem.CODE_NOT_DIGITS),
    ],
)
def test_a_code_with_several_readings_is_refused(cell: Cell, problem: Problem) -> None:
    read = service_code(cell, CodeRule(), KNOWN)

    assert (read.value, [one.told for one in read.remarks], read.is_wrong) == ("", [problem], True)


def test_another_authority_has_codes_of_another_length() -> None:
    assert service_code(Cell("1234567"), CodeRule("[0-9]{7}"), ()).value == "1234567"
    assert service_code(Cell("10010101000"), CodeRule("[0-9]{7}"), ()).remarks[0].facts == {
        "count": 11,
        "wanted": 7,
    }


@pytest.mark.parametrize(
    ("cell", "code", "told"),
    [
        (Cell("LIB-2_a"), "LIB-2_a", []),
        (Cell(""), "", []),
        (number("101"), "101", [Healing.NUMBER]),
        (number("7"), "007", [Healing.NUMBER, Healing.ZEROS]),
        (Cell("۱۰۱"), "101", [Healing.DIGITS]),
        (Cell("دستگاه"), "", [Problem.CODE_LETTERS]),
        (Cell("A B"), "", [Problem.CODE_LETTERS]),
        (Cell("A" * 60), "A" * 60, []),
        (Cell("A" * 61), "", [Problem.CODE_LETTERS]),
    ],
)
def test_the_code_of_a_body_is_one_word_in_latin(cell: Cell, code: str, told: list[object]) -> None:
    read = body_code(cell, {"007"})

    assert (read.value, [one.told for one in read.remarks]) == (code, told)


@pytest.mark.parametrize(
    ("cell", "code", "told"),
    [
        (Cell("KE-1001"), "KE-1001", []),
        (Cell(" KE-۱۰۰۱ "), "KE-1001", [Healing.SPACES, Healing.DIGITS]),
        (Cell("KE-101"), "", [Problem.CODE_AGAINST_RULE]),
        (Cell("10010101000"), "", [Problem.CODE_AGAINST_RULE]),
        (Cell(""), "", [Problem.CODE_EMPTY]),
    ],
)
def test_codes_with_letters_are_read_by_the_rule_and_never_guessed(
    cell: Cell, code: str, told: list[Healing | Problem]
) -> None:
    read = service_code(cell, CodeRule("KE-[0-9]{4}"), ("KE-0101",))

    assert (read.value, [one.told for one in read.remarks]) == (code, told)
