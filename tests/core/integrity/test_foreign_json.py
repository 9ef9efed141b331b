"""JSON of others has one reading or none."""

import pytest

from sanjeh.core.integrity.foreign_json import UnfitJson, read_json


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            '{"a": {"b": [1, 2.5, null, "ب"]}, "c": {"b": true}}',
            {"a": {"b": [1, 2.5, None, "ب"]}, "c": {"b": True}},
        ),
        (b"[]", []),
        ("[1.7e308, 1e-400]", [1.7e308, 0.0]),
        (r'"\ud83d\ude00"', "\N{GRINNING FACE}"),
        ("[" * 500 + "]" * 500, None),
    ],
)
def test_plain_json_is_read_as_it_stands(text: str | bytes, value: object) -> None:
    assert value is None or read_json(text) == value


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1, "a": 1}',
        '{"a": {"b": 1, "b": 2}}',
        "NaN",
        "[-Infinity]",
        "1e400",
        '{"a": [-1e999]}',
        r'{"a": "\ud800"}',
        r'{"\udc00a": 1}',
        "",
        '{"a": 1} {"b": 2}',
        b"\xff\xfe\xff",
        "[" * 200_000,
        '{"a":' * 200_000,
        "1" * 5_000,
    ],
)
def test_json_of_which_there_is_no_one_reading_is_refused(text: str | bytes) -> None:
    with pytest.raises(UnfitJson):
        read_json(text)
