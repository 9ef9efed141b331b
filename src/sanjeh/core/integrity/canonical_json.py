"""JSON in which one value has one text, so that its hash can be taken again by anybody."""

import json


def canonical_json(value: object) -> str:
    """Return the form that is hashed: sorted keys, no spaces, letters as they are; ValueError for NaN."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def sorted_json(value: object, indent: int | None = None) -> str:
    """Return the form that people read and compare: sorted keys, a space after each sign."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=indent, allow_nan=False)
