"""One code in two spellings is told with both lines, and never becomes two bodies."""

import numpy as np
import pytest

from sanjeh.core.observations.spellings import (
    address_key,
    invisible_in,
    spelling_key,
    spelling_problems,
    spelt_apart,
)
from sanjeh.core.observations.table import Sheet, Text
from sanjeh.locale.catalogues import speaker

ALIKE = "Spell it alike on all lines."


def told(*units: str) -> list[str]:
    words = tuple(dict.fromkeys(units))
    codes = np.array([words.index(unit) for unit in units], dtype=np.int64)
    sheet = Sheet("o.csv", {"unit": Text(codes, words)}, np.arange(2, len(units) + 2))
    return [problem.sentence(speaker("en")) for problem in spelling_problems(sheet)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("سازمان ملي", "سازمان ملی"),
        ("بانك", "بانک"),
        ("re\u0301gie", "r\u00e9gie"),
        ("داده‌ها", "دادهها"),
        ("داده‌ها", "داده ها"),
        ("ســازمان", "سازمان"),
        ("body  7", "body 7"),
        ("body\u00a07", "body 7"),
        ("اداره ۱۲", "اداره 12"),
        ("اداره ١٢", "اداره ۱۲"),
        ("Ａ", "A"),
        ("اداره ڪار", "اداره کار"),
        ("دانشگاہ", "دانشگاه"),
        ("هيأت", "هیات"),
        ("هیئت", "هیی\u0654ت"),
        ("مسؤول", "مسوول"),
        ("سازمانِ کار", "سازمان کار"),
        ("مسئول", "مسؤول"),
        ("هیأت دولت", "هیئت دولت"),
        ("NL\u20131", "NL-1"),
        ("NL\u20111", "NL-1"),
        ("a\u22121", "a-1"),
        ("NL\u2215family", "NL/family"),
        ("خانهٔ ما", "خانۀ ما"),
    ],
)
def test_two_spellings_of_one_code_are_told_with_the_line_of_the_first(one: str, other: str) -> None:
    seen = one.replace("  ", " \\u0020").replace("\u00a0", "\\u00a0")

    assert told(one, "another", other) == [
        f"o.csv: line 4, column unit: '{other}' is '{seen}' of line 2, spelt otherwise. {ALIKE}"
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a", "A"),
        ("body 7", "body7"),
        ("body-1 1", "body-11"),
        ("café", "cafe"),
        ("قا", "غا"),
        ("آب", "اب"),
        ("سوال", "سیال"),
        ("جزء", "جز"),
        ("NL-1", "NL_1"),
        ("اداره ۱", "اداره ۲"),
    ],
)
def test_codes_that_are_read_differently_are_two(one: str, other: str) -> None:
    assert spelling_key(one) != spelling_key(other)
    assert told(one, other, one) == []


@pytest.mark.parametrize(
    ("code", "character"),
    [("a\u202eb", "U+202E"), ("a\u200bb", "U+200B"), ("a\x1bb", "U+001B"), ("داده‌ها", "")],
)
def test_a_character_that_cannot_be_seen_has_no_place_in_a_code(code: str, character: str) -> None:
    assert invisible_in(code) == character
    assert [f"a character that cannot be seen, {character}." in line for line in told(code)] == (
        [True] if character else []
    )


@pytest.mark.parametrize(
    "other", ["HTTPS://Example.IR/", "https://example.ir", "https://example.ir:443/", "https://example.ir:/"]
)
def test_one_address_in_two_spellings_is_one(other: str) -> None:
    assert address_key(other) == address_key("https://example.ir/")


@pytest.mark.parametrize(
    "other",
    ["http://example.ir/", "https://example.ir/A", "https://example.ir:8443/", "https://example.ir/?a"],
)
def test_other_addresses_are_others(other: str) -> None:
    assert address_key(other) != address_key("https://example.ir/")


def test_the_path_of_an_address_keeps_its_letters() -> None:
    assert address_key("HTTP://A.ir:80/Path?Q=A") == "http://a.ir/Path?Q=A"


def test_a_code_that_an_older_table_writes_otherwise_is_told_with_its_spelling() -> None:
    assert list(spelt_apart(("بانک", "ملي", "a"), ("ملی", "بانک", "b"))) == [("ملی", "ملي")]
