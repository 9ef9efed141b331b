"""A lottery that anyone can repeat: the digest of a journal line decides, and nobody else.

The line lists all who may be drawn; its digest covers the list and everything written before it. Handlers
were seated so until their seed came to be made a day later (`later_draw`); their seats are still checked.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from sanjeh.core.integrity.hash_chain import Line
from sanjeh.core.integrity.later_draw import SEATED as SEATED_LATER
from sanjeh.core.integrity.later_draw import Draws

LISTED, SEATED = "complaint.drawn_among", "complaint.assigned"
DIGITS = 15  # of the hash, in hex: fits PostgreSQL's bigint, and any unfairness is below 2**-40


class NoCandidate(ValueError):
    """Everyone was barred."""


@dataclass(frozen=True, slots=True)
class WrongDraw:
    """This line of the journal seats someone whom its draw did not choose."""

    number: int


def drawn_candidate(candidates: tuple[str, ...], *, digest: str, matter: str) -> str:
    """Return the candidate that the digest of the listing line and the matter choose."""
    if not candidates:
        raise NoCandidate
    seed = hashlib.sha256(f"{digest} {matter}".encode()).hexdigest()
    return candidates[int(seed[:DIGITS], 16) % len(candidates)]


def is_drawn(listing: Line | None, seating: Line) -> bool:
    """Say whether the listing chooses whom the seating seats."""
    if listing is None or listing.entry.about != seating.entry.about:
        return False
    candidates = listing.entry.facts.get("eligible")
    if not isinstance(candidates, tuple) or not candidates:
        return False
    chosen = drawn_candidate(candidates, digest=listing.digest, matter=seating.entry.about[0])
    return chosen == seating.entry.facts.get("handler")


def wrong_draw(lines: Iterable[Line]) -> WrongDraw | None:
    """Return the first seat of a journal that its draw does not explain, or None."""
    listings: dict[object, Line] = {}
    later = Draws()
    for line in lines:
        later.read(line)
        if line.entry.what == LISTED:
            listings[line.number] = line
        if not follows(listings, later, line):
            return WrongDraw(line.number)
    return None


def is_a_draw(line: Line) -> bool:
    """Say whether this line tells whom a draw has chosen; what is assigned after that tells no more."""
    what, facts = line.entry.what, line.entry.facts
    return what == SEATED_LATER or (what == SEATED and "seated_in" not in facts)


def follows(listings: dict[object, Line], later: Draws, line: Line) -> bool:
    """Say whether a line that seats somebody follows from a draw, in the way that was in use: the older one
    ends with the first list of the later. Any other line does.
    """
    if line.entry.what == SEATED_LATER:
        return later.is_right(line)
    if line.entry.what != SEATED:
        return True
    if later.listings:
        return later.is_assigned_rightly(line)
    return is_drawn(listings.get(line.entry.facts.get("drawn_in")), line)
