"""A vote that is told is one that was committed to."""

from dataclasses import replace
from datetime import UTC, datetime

from sanjeh.core.integrity import hash_chain
from sanjeh.core.integrity.sealed_votes import SEALED, TOLD, WrongVote, committed, wrong_vote

NOW = datetime(2026, 3, 21, tzinfo=UTC)
GIVEN = (("n1", "quash"), ("n2", "stands"), ("n3", "stands"))


def journal(told: tuple[tuple[str, str], ...] = GIVEN, cycle: int = 1) -> list[hash_chain.Line]:
    entries: list[tuple[str, dict[str, hash_chain.Fact]]] = [
        (SEALED, {"commitment": committed(nonce, vote), "cycle": 1}) for nonce, vote in GIVEN
    ]
    votes, nonces = tuple(vote for _, vote in told), tuple(nonce for nonce, _ in told)
    entries.append((TOLD, {"votes": votes, "nonces": nonces, "cycle": cycle}))
    lines: list[hash_chain.Line] = []
    for what, facts in entries:
        entry = hash_chain.Entry(NOW, "system", what, ("complaint:1",), facts)
        lines.append(hash_chain.follow(lines[-1] if lines else None, entry))
    return lines


def test_votes_that_open_their_commitments_are_right() -> None:
    assert wrong_vote(journal()) is None


def test_a_vote_that_was_changed_swapped_or_of_another_panel_is_named() -> None:
    changed = (("n1", "stands"), *GIVEN[1:])
    swapped = (GIVEN[1], GIVEN[0], GIVEN[2])

    found = [wrong_vote(journal(changed)), wrong_vote(journal(swapped)), wrong_vote(journal(cycle=2))]

    assert found == [WrongVote(4)] * 3
    assert wrong_vote(journal(())) == WrongVote(4)


def test_votes_without_their_nonces_are_wrong() -> None:
    lines = journal()
    entry = replace(lines[3].entry, facts={"votes": ("quash",), "nonces": (), "cycle": 1})

    assert wrong_vote([*lines[:3], replace(lines[3], entry=entry)]) == WrongVote(4)
