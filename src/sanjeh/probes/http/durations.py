"""Reading the lives that headers grant, in seconds, out of whatever a stranger has written there. Pure."""

import re

# Eighteen digits are longer than any life, and no number of more is read.
_DELTA = re.compile(r"(-?)0*([0-9]{1,18})[0-9]*")


def delta_seconds(text: str) -> int | None:
    """Return how many seconds a text names (RFC 9111 §1.2.2, a sign before them), None for none."""
    read = _DELTA.fullmatch(text)
    if read is None:
        return None
    return -int(read[2]) if read[1] else int(read[2])
