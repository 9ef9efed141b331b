"""A lottery whose seed is not there yet when its list is made: nobody can choose list and seed together.

One line of the journal lists all who may be drawn. The seed comes the next day: the root that is signed over
all lines, and a nonce to which the complaint's first line was committed. Anyone can repeat it, and the
database does before it seats anybody (desk, migration 0010).
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC

from sanjeh.core.integrity.hash_chain import Line
from sanjeh.core.integrity.merkle_tree import root_of

LISTED, SEATED, LODGED = "complaint.drawn_among", "complaint.seated", "complaint.lodged"


@dataclass(frozen=True, slots=True)
class Seed:
    """What a draw follows from: a signed root, the nonce, the matter and the number of the listing line."""

    root: str
    nonce: str
    matter: str
    listed_in: int

    def __str__(self) -> str:
        return f"{self.root} {self.nonce} {self.matter} {self.listed_in}"


def drawn(candidates: Iterable[str], *, seed: Seed, places: int) -> tuple[str, ...]:
    """Return who is drawn: the first, in the order of the SHA-256 of the seed and each name."""
    return tuple(sorted(candidates, key=lambda one: digest_of(f"{seed} {one}"))[:places])


def committed(nonce: str) -> str:
    """Return the commitment to a nonce that stands in the journal before it is told."""
    return digest_of(nonce)


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(slots=True)
class Draws:
    """Goes through a journal, and says of each seat whether it follows from its draw."""

    digests: list[bytes] = field(default_factory=list)
    listings: dict[object, Line] = field(default_factory=dict)
    nonces: dict[str, object] = field(default_factory=dict)
    seatings: dict[object, Line] = field(default_factory=dict)
    roots: dict[int, str] = field(default_factory=dict)

    def read(self, line: Line) -> None:
        entry = line.entry
        self.digests.append(bytes.fromhex(line.digest))
        if entry.what == LODGED:
            self.nonces.setdefault(entry.about[0], entry.facts.get("nonce"))
        elif entry.what == LISTED and "role" in entry.facts:
            self.listings[line.number] = line
        elif entry.what == SEATED:
            self.seatings[line.number] = line

    def root(self, size: int) -> str:
        """Return the root over the first lines, in hexadecimal digits."""
        if size not in self.roots:
            self.roots[size] = root_of(self.digests[:size]).hex()
        return self.roots[size]

    def is_right(self, seating: Line) -> bool:
        """Say whether this line seats whom its list, its checkpoint and its nonce choose."""
        facts, matter = seating.entry.facts, seating.entry.about[0]
        listing, size = self.listings.get(facts.get("drawn_in")), facts.get("checkpoint")
        if listing is None or listing.entry.about[0] != matter or not isinstance(size, int):
            return False
        nonce = str(facts.get("nonce", ""))
        return (
            listing.number <= size < seating.number
            and is_later_day(listing, seating)
            and facts.get("root") == self.root(size)
            and self.nonces.get(matter) in (None, committed(nonce))
            and facts.get("role") == listing.entry.facts["role"]
            and facts.get("persons")
            == chosen_by(listing, Seed(self.root(size), nonce, matter, listing.number))
        )

    def is_assigned_rightly(self, assigning: Line) -> bool:
        """Say whether this line names the handler whom the line that it names has seated."""
        facts = assigning.entry.facts
        seating = self.seatings.get(facts.get("seated_in"))
        if seating is None or seating.entry.about[0] != assigning.entry.about[0]:
            return False
        return seating.entry.facts.get("persons") == (facts.get("handler"),)


def is_later_day(listing: Line, seating: Line) -> bool:
    return seating.entry.at.astimezone(UTC).date() > listing.entry.at.astimezone(UTC).date()


def chosen_by(listing: Line, seed: Seed) -> tuple[str, ...] | None:
    eligible, places = listing.entry.facts.get("eligible"), listing.entry.facts.get("places")
    if not isinstance(eligible, tuple) or not isinstance(places, int):
        return None
    return drawn(eligible, seed=seed, places=places)
