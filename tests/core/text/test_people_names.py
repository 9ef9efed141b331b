"""A name is found in any spelling of it, and half of it or another one never."""

import pytest

from sanjeh.core.text.people_names import holds_name, name_words


@pytest.mark.parametrize(
    ("text", "is_there"),
    [
        ("مینا نمونه", True),
        ("از مینا نمونه، شکایت دارم", True),
        ("(مینا نمونه)", True),
        ("«مینا نمونه»", True),
        ("مینا نمونه.", True),
        ("مینا-نمونه", True),
        ("مینا نمونه/رئیس", True),
        ("مينا   نمونه", True),
        ("مینا\u200cنمونه", True),
        ("مینانمونه", True),
        ("می نا نمونه", True),
        ("نمونه، مینا", True),
        ("مینا و نمونه", False),
        ("مینا", False),
        ("نمونه", False),
        ("مینا نمونه‌ها", True),
        ("مینا نمونهپور", False),
        ("امینا نمونه", False),
        ("", False),
    ],
)
def test_a_persian_name_is_found(text: str, *, is_there: bool) -> None:
    assert holds_name(name_words(text), name_words("مینا نمونه")) is is_there


@pytest.mark.parametrize(
    ("text", "is_there"),
    [
        ("MINA SAMPLE", True),
        ("Ms. Mina Sample's desk", True),
        ("Sample, Mina", True),
        ("Mina_Sample", True),
        ("Mina Samples", False),
        ("Mina B. Sample", False),
    ],
)
def test_a_latin_name_is_found(text: str, *, is_there: bool) -> None:
    assert holds_name(name_words(text), name_words("Mina Sample")) is is_there


@pytest.mark.parametrize("name", ["", "  ", "…"])
def test_who_has_no_name_is_nowhere(name: str) -> None:
    assert not holds_name(name_words("مینا … نمونه"), name_words(name))
