"""Votes that are committed to before any is told: nobody can vote after the others, or change a vote."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from sanjeh.core.integrity.hash_chain import Line

SEALED, TOLD = "complaint.vote_sealed", "complaint.voted"
STANDS, QUASH = "stands", "quash"


@dataclass(frozen=True, slots=True)
class WrongVote:
    """This line of the journal tells votes that were not those committed to."""

    number: int


def committed(nonce: str, vote: str) -> str:
    """Return the commitment to a vote that stands in the journal before the vote is told."""
    return hashlib.sha256(f"{nonce} {vote}".encode()).hexdigest()


@dataclass(slots=True)
class Ballots:
    """The commitments of each panel, by its complaint and cycle."""

    sealed: dict[tuple[str, object], list[object]] = field(default_factory=dict)

    def keep(self, line: Line) -> None:
        facts, matter = line.entry.facts, line.entry.about[0]
        self.sealed.setdefault((matter, facts.get("cycle")), []).append(facts.get("commitment"))

    def opens(self, line: Line) -> bool:
        """Say whether each vote that this line tells was committed to, in this order."""
        facts = line.entry.facts
        votes, nonces = facts.get("votes"), facts.get("nonces")
        if not isinstance(votes, tuple) or not isinstance(nonces, tuple) or len(votes) != len(nonces):
            return False
        made = [committed(nonce, vote) for nonce, vote in zip(nonces, votes, strict=True)]
        kept = self.sealed.get((line.entry.about[0], facts.get("cycle")), [])
        # A seat may have ended after its vote; the order of those that are told is kept.
        remaining = iter(kept)
        return bool(made) and all(one in remaining for one in made)


def wrong_vote(lines: Iterable[Line]) -> WrongVote | None:
    """Return the first line that tells other votes than were committed to, or None."""
    ballots = Ballots()
    for line in lines:
        if line.entry.what == SEALED:
            ballots.keep(line)
        elif line.entry.what == TOLD and not ballots.opens(line):
            return WrongVote(line.number)
    return None
