"""How the codes of an authority's services are written: a small part of regular expressions.

A rule is typed by an officer and held against every code, so it has nothing that could keep a machine busy
for hours: no groups, no alternatives, no endless repetition, and no more than three parts of free length.
"""

import re
from functools import lru_cache

IRAN = "[0-9]{11}"  # the national list of services
LONGEST_RULE, LONGEST_CODE, MOST_FREE = 100, 60, 3
_PART = re.compile(
    r"(?:[A-Za-z0-9_-]|\[(?:[A-Za-z0-9]-[A-Za-z0-9]|[A-Za-z0-9_])+-?\])(\?|\{\d{1,2}(?:,\d{1,2})?\})?"
)

_FIXED = re.compile(r"\[0-9\]\{(\d{1,2})\}")


class RuleBroken(ValueError):
    """This is no rule for codes; `at` is the place of the first letter that cannot be read, from 1 on."""

    def __init__(self, at: int) -> None:
        super().__init__(f"the rule cannot be read from letter {at} on")
        self.at = at


def checked(rule: str) -> str:
    """Return the rule; raise RuleBroken where it cannot be read, is empty, too long or too free."""
    at, free = 0, 0
    if len(rule) > LONGEST_RULE:
        raise RuleBroken(LONGEST_RULE + 1)
    while at < len(rule):
        part = _PART.match(rule, at)
        free += is_free(part[1] or "") if part else 0
        if part is None or free > MOST_FREE or not is_range(part[1] or ""):
            raise RuleBroken(at + 1)
        at = part.end()
    if not rule or not is_compilable(rule):
        raise RuleBroken(1)
    return rule


def is_free(repetition: str) -> bool:
    return repetition == "?" or "," in repetition


def is_range(repetition: str) -> bool:
    """Say whether {from,to} ends no sooner than it begins."""
    begins, comma, ends = repetition.strip("{}").partition(",")
    return not comma or int(begins) <= int(ends)


def is_compilable(rule: str) -> bool:
    try:
        re.compile(rule)
    except re.error:  # [z-a]
        return False
    return True


def follows(code: str, rule: str) -> bool:
    """Say whether a code is written as the rule asks, in Latin digits and letters and as a whole."""
    return len(code) <= LONGEST_CODE and re.fullmatch(rule, code, re.ASCII) is not None


def digits_of(rule: str) -> int | None:
    """Return how many digits a code has where the rule asks for nothing but so many; None for any other."""
    fixed = _FIXED.fullmatch(rule)
    return int(fixed[1]) if fixed else None


@lru_cache(maxsize=64)
def spotted(rule: str) -> re.Pattern[str]:
    """Return what finds a code in a running text, whatever its case: never within a longer number or word."""
    edge = "A-Za-z0-9_-" if any(map(str.isalpha, rule)) else "0-9"
    return re.compile(f"(?<![{edge}])(?:{rule})(?![{edge}])", re.ASCII | re.IGNORECASE)
