"""JSON that every store gives back as it took it, so that judging, hashing and showing it never differ.

PostgreSQL's jsonb keeps numbers as decimals (no negative zero, and 1e16 comes back as a whole number) and
takes neither a NUL nor half a letter in a text (its manual, section 8.14); JSON itself has no NaN.
"""

import math
import re
from decimal import Decimal

# From here on a float is written with an exponent and without a point.
WRITTEN_WITH_EXPONENT = 1e16
UNKEPT = re.compile("[\0\ud800-\udfff]")
# What readers of HTML show for both, too.
REPLACEMENT = "\ufffd"


def storable(value: object) -> object:
    """Return the JSON as it will be read again; what no store can keep of a text is a replacement sign."""
    if isinstance(value, dict):
        return {storable(key): storable(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [storable(entry) for entry in value]
    if isinstance(value, str):
        return storable_text(value)
    return _storable_number(value) if isinstance(value, float) else value


def storable_text(text: str) -> str:
    """Return the text with what no store can keep replaced."""
    return UNKEPT.sub(REPLACEMENT, text) if UNKEPT.search(text) else text


def _storable_number(number: float) -> float | int | None:
    if not math.isfinite(number):
        return None
    if abs(number) >= WRITTEN_WITH_EXPONENT:
        return int(Decimal(repr(number)))
    return number + 0.0  # zero has no sign
