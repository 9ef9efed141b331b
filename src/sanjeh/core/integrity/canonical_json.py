"""JSON in which one value has one text, so that its hash can be taken again by anybody."""

import json


def canonical_json(value: object) -> str:
    """Return the form that is hashed: sorted keys, no spaces, letters as they are; ValueError for NaN."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def in_one_order(value: object) -> object:
    """Return the same JSON with the keys of every object sorted, whatever order a store gave them."""
    if isinstance(value, dict):
        return {key: in_one_order(value[key]) for key in sorted(value)}
    return [in_one_order(entry) for entry in value] if isinstance(value, list) else value


def sorted_json(value: object, indent: int | None = None) -> str:
    """Return the form that people read and compare: sorted keys, a space after each sign."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=indent, allow_nan=False)
