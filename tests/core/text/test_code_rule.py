"""Rules by which an authority writes the codes of its services."""

import pytest

from sanjeh.core.text.code_rule import (
    IRAN,
    LONGEST_CODE,
    LONGEST_RULE,
    RuleBroken,
    checked,
    digits_of,
    follows,
    spotted,
)


@pytest.mark.parametrize(
    ("rule", "let", "refused"),
    [
        ("[0-9]{11}", ["10000002000"], ["1000000200", "100000020000", "۱۰۰۰۰۰۰۲۰۰۰", "10000002000\n", ""]),
        ("[A-Z]{2}-[0-9]{4,6}", ["AB-1234", "AB-123456"], ["AB-123", "AB-1234567", "ab-1234", "AB1234"]),
        ("KE[0-9A-F]{3}x?", ["KE0F9", "KE0F9x"], ["KE0F9xx", "KE0G9"]),
        ("[A-Za-z0-9_-]{1,60}", ["a", "b" * 60], ["b" * 61, "a b", "a/b"]),
    ],
)
def test_a_code_follows_its_rule_as_a_whole(rule: str, let: list[str], refused: list[str]) -> None:
    assert checked(rule) == rule
    assert [code for code in let + refused if follows(code, rule)] == let


@pytest.mark.parametrize(
    ("rule", "at"),
    [
        ("", 1),
        ("(a)", 1),
        ("a(b)", 2),
        ("[0-9]*", 6),
        ("[0-9]+", 6),
        ("a|b", 2),
        (".", 1),
        ("[0-9]{2,1}", 1),
        ("[z-a]", 1),
        ("[0-9", 1),
        ("کد", 1),
        ("a?b?c?d?", 7),
        ("a" * (LONGEST_RULE + 1), LONGEST_RULE + 1),
    ],
)
def test_a_rule_that_cannot_be_read_says_where(rule: str, at: int) -> None:
    with pytest.raises(RuleBroken) as broken:
        checked(rule)

    assert broken.value.at == at


def test_a_rule_may_be_as_long_and_as_free_as_the_bound() -> None:
    assert checked("a" * LONGEST_RULE)
    assert checked("a?b?c?")
    assert follows("a" * LONGEST_CODE, f"a{{1,{LONGEST_CODE}}}")
    assert not follows("a" * (LONGEST_CODE + 1), "a{1,99}")


def test_only_a_rule_of_so_many_digits_has_a_number_of_digits() -> None:
    rules = ["[0-9]{11}", "[0-9]{7}", "[0-9]{3,7}", "[0-9]{4}[0-9]{3}", "KE-[0-9]{4}", "[0-9]"]

    assert [digits_of(rule) for rule in rules] == [11, 7, None, None, None, None]


@pytest.mark.parametrize(
    ("rule", "text", "found"),
    [
        (IRAN, "کد10001234000، 20001234000", ["10001234000", "20001234000"]),
        (IRAN, "100012340001 و 1000123400", []),
        (IRAN, "ID10001234000", ["10001234000"]),
        ("KE-[0-9]{4}", "service ke-1234, KE-4321.", ["ke-1234", "KE-4321"]),
        ("KE-[0-9]{4}", "ke-12345 oke-1234 ke-1234-5 ke-1234x ke-123", []),
    ],
)
def test_a_code_is_found_in_a_text_and_never_within_a_longer_one(
    rule: str, text: str, found: list[str]
) -> None:
    assert spotted(rule).findall(text) == found
