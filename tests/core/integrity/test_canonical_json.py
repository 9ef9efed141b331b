import math
from collections.abc import Callable
from itertools import permutations

import pytest

from sanjeh.core.integrity.canonical_json import canonical_json, sorted_json

VALUE = {"نام": "سنجه", "b": [1, 2.5, None, True], "a": {"y": "", "x": "é"}}


def test_one_value_has_one_text_without_spaces_and_with_its_letters_as_they_are() -> None:
    assert canonical_json(VALUE) == '{"a":{"x":"é","y":""},"b":[1,2.5,null,true],"نام":"سنجه"}'


def test_the_order_in_which_a_value_was_written_does_not_show() -> None:
    texts = {canonical_json(dict(order)) for order in permutations(VALUE.items())}

    assert len(texts) == 1


def test_people_get_the_same_value_with_spaces_and_on_lines() -> None:
    assert sorted_json({"b": [1], "a": 2}) == '{"a": 2, "b": [1]}'
    assert sorted_json({"b": [1], "a": 2}, indent=1) == '{\n "a": 2,\n "b": [\n  1\n ]\n}'


@pytest.mark.parametrize("write", [canonical_json, sorted_json])
def test_a_number_that_no_reader_knows_is_refused(write: Callable[[object], str]) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        write({"points": math.nan})
