"""JSON is from the first what a database will give back of it."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sanjeh.core.integrity.storable_json import storable, storable_text


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        (-0.0, "0.0"),
        (9999999999999998.0, "9999999999999998.0"),
        (1e16, "10000000000000000"),
        (-1.5e16, "-15000000000000000"),
        (1e22, "10000000000000000000000"),
        (5e-324, "5e-324"),
        (float("nan"), "null"),
        (float("-inf"), "null"),
        (3, "3"),
        (True, "true"),
    ],
)
def test_numbers_are_written_as_decimals_are(number: float, kept: str) -> None:
    assert json.dumps(storable(number)) == kept


@given(some.floats(allow_nan=False, allow_infinity=False))
def test_no_number_changes_its_value_when_it_is_read_as_a_float_again(number: float) -> None:
    kept = storable(number)

    assert isinstance(kept, int | float)
    assert float(kept) == number
    assert isinstance(kept, float) or Decimal(kept) == Decimal(repr(number))


def test_what_no_store_keeps_of_a_text_is_a_replacement_sign_in_keys_too() -> None:
    assert storable({"a\0": ["\ud800b", ("\udfff", None)]}) == {"a\ufffd": ["\ufffdb", ["\ufffd", None]]}
    assert storable_text("\ud7ff\ue000\x01 متن") == "\ud7ff\ue000\x01 متن"
