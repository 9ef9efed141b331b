"""Reading the lives that headers grant, in seconds, out of whatever a stranger has written there. Pure."""

import re

_DELTA = re.compile(r"(-?)0*([0-9]{1,18})([0-9]*)")
_BEYOND_ALL_S = 10**18


def delta_seconds(text: str) -> int | None:
    """Return how many seconds a text names (RFC 9110 §5.6.7's digits, a sign before them), None for none."""
    read = _DELTA.fullmatch(text)
    if read is None:
        return None
    sign, digits, more = read.groups()
    seconds = _BEYOND_ALL_S if more else int(digits)
    return -seconds if sign else seconds
