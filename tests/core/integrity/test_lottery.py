from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sanjeh.core.integrity import hash_chain, lottery

NOW = datetime(2026, 3, 21, tzinfo=UTC)
PEOPLE = ("person:1", "person:2", "person:3")


def written(*entries: tuple[str, dict[str, hash_chain.Fact]]) -> list[hash_chain.Line]:
    lines: list[hash_chain.Line] = []
    for what, facts in entries:
        entry = hash_chain.Entry(NOW, "system", what, ("complaint:1",), facts)
        lines.append(hash_chain.follow(lines[-1] if lines else None, entry))
    return lines


def seated(handler: str) -> list[hash_chain.Line]:
    return written(
        (lottery.LISTED, {"eligible": PEOPLE}), (lottery.SEATED, {"handler": handler, "drawn_in": 1})
    )


def chosen() -> str:
    return lottery.drawn_candidate(PEOPLE, digest=seated("")[0].digest, matter="complaint:1")


def test_the_same_draw_always_chooses_the_same_person() -> None:
    assert lottery.drawn_candidate(PEOPLE, digest="ab", matter="complaint:1") == "person:1"


@given(some.lists(some.text(), min_size=1).map(tuple), some.text(), some.text())
def test_the_one_drawn_is_one_of_the_candidates(
    candidates: tuple[str, ...], digest: str, matter: str
) -> None:
    assert lottery.drawn_candidate(candidates, digest=digest, matter=matter) in candidates


def test_nobody_is_preferred() -> None:
    counts = Counter(
        lottery.drawn_candidate(PEOPLE, digest=str(n), matter="complaint:1") for n in range(6_000)
    )

    assert all(1_850 < counts[person] < 2_150 for person in PEOPLE)


def test_nobody_can_be_drawn_from_an_empty_list() -> None:
    with pytest.raises(lottery.NoCandidate):
        lottery.drawn_candidate((), digest="ab", matter="complaint:1")


def test_a_journal_of_true_draws_has_no_wrong_one() -> None:
    assert lottery.wrong_draw(seated(chosen())) is None


def test_a_seat_that_the_draw_did_not_choose_is_named() -> None:
    friend = next(person for person in PEOPLE if person != chosen())

    assert lottery.wrong_draw(seated(friend)) == lottery.WrongDraw(2)


def test_a_seat_without_a_draw_is_named() -> None:
    assert lottery.wrong_draw(seated(chosen())[1:]) == lottery.WrongDraw(2)


def test_a_draw_for_another_complaint_does_not_count() -> None:
    listing, seat = seated(chosen())
    other = replace(listing, entry=replace(listing.entry, about=("complaint:2",)))

    assert lottery.wrong_draw([other, seat]) == lottery.WrongDraw(2)


@pytest.mark.parametrize("eligible", [(), None, "person:1"])
def test_a_draw_among_nobody_seats_nobody(eligible: hash_chain.Fact) -> None:
    lines = written(
        (lottery.LISTED, {"eligible": eligible}), (lottery.SEATED, {"handler": "person:1", "drawn_in": 1})
    )

    assert lottery.wrong_draw(lines) == lottery.WrongDraw(2)
