"""A table that somebody wrote is read, or refused with its line, before it takes all memory."""

import tomllib
from decimal import Decimal

import pytest

from sanjeh.core.text.foreign_toml import MOST_PARTS, read_toml


@pytest.mark.parametrize("part", ["a", "'a.b'", '"a"'])
def test_a_key_has_so_many_parts_and_no_more(part: str) -> None:
    read_toml(f"{'.'.join([part] * MOST_PARTS)} = 1")

    with pytest.raises(tomllib.TOMLDecodeError, match=r"at line 2, column 1\)"):
        read_toml(f"\n{' . '.join([part] * (MOST_PARTS + 1))} = 1")


def test_a_key_without_end_is_refused_at_once() -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        read_toml(f"[{'.'.join('a' * 50_000)}]")


def test_a_sentence_with_many_stops_is_a_sentence() -> None:
    text = "Wait" + "." * 100 + " a. b. c"

    assert read_toml(f'a = "{text}"\nb = 1.5', parse_float=Decimal) == {"a": text, "b": Decimal("1.5")}
