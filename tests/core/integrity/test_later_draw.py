"""D3: the seed is not there when the list is made, and who repeats a draw sees a wrong one."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sanjeh.core.integrity import hash_chain, lottery
from sanjeh.core.integrity.later_draw import LISTED, LODGED, SEATED, Seed, committed, drawn
from sanjeh.core.integrity.merkle_tree import root_of

DAY_ONE = datetime(2026, 3, 21, 20, tzinfo=UTC)
DAY_TWO = DAY_ONE + timedelta(hours=5)
PEOPLE = ("person:1", "person:2", "person:3")
NONCE = "ab" * 32


def follow(
    lines: list[hash_chain.Line], what: str, facts: Mapping[str, hash_chain.Fact], at: datetime
) -> None:
    entry = hash_chain.Entry(at, "system", what, ("complaint:1",), facts)
    lines.append(hash_chain.follow(lines[-1] if lines else None, entry))


def listed(places: int = 1) -> list[hash_chain.Line]:
    lines: list[hash_chain.Line] = []
    follow(lines, LODGED, {"nonce": committed(NONCE)}, DAY_ONE)
    follow(lines, LISTED, {"role": "handler", "places": places, "eligible": PEOPLE}, DAY_ONE)
    return lines


def seated(
    places: int = 1, at: datetime = DAY_TWO, changed: Mapping[str, hash_chain.Fact] | None = None
) -> list[hash_chain.Line]:
    """Return a journal whose seat follows from its draw, but for what is changed."""
    lines = listed(places)
    root = root_of([bytes.fromhex(line.digest) for line in lines]).hex()
    people = drawn(PEOPLE, seed=Seed(root, NONCE, "complaint:1", 2), places=places)
    facts: dict[str, hash_chain.Fact] = {
        "role": "handler",
        "persons": people,
        "drawn_in": 2,
        "checkpoint": 2,
        "root": root,
        "nonce": NONCE,
    }
    follow(lines, SEATED, facts | dict(changed or {}), at)
    follow(lines, lottery.SEATED, {"handler": people[0], "seated_in": 3}, at)
    return lines


@pytest.mark.parametrize("places", [1, 3])
def test_a_seat_that_follows_from_list_root_and_nonce_is_right(places: int) -> None:
    lines = seated(places)

    assert lottery.wrong_draw(lines[:3]) is None
    assert (lottery.wrong_draw(lines) is None) is (places == 1)


@pytest.mark.parametrize(
    "changed",
    [
        {"persons": ("person:9",)},
        {"root": "00" * 32},
        {"nonce": "cd" * 32},
        {"checkpoint": 1},
        {"checkpoint": 3},
        {"checkpoint": "2"},
        {"drawn_in": 1},
        {"role": "panel"},
    ],
    ids=str,
)
def test_whatever_is_changed_of_a_seat_is_named(changed: Mapping[str, hash_chain.Fact]) -> None:
    assert lottery.wrong_draw(seated(changed=changed)) == lottery.WrongDraw(3)


def test_a_seat_on_the_day_of_the_list_is_wrong() -> None:
    assert lottery.wrong_draw(seated(at=DAY_ONE + timedelta(hours=3))) == lottery.WrongDraw(3)


def test_a_line_that_was_smuggled_under_the_root_afterwards_is_seen() -> None:
    lines = seated()
    entry = replace(lines[1].entry, facts={**lines[1].entry.facts, "eligible": ("person:9",)})

    assert lottery.wrong_draw([lines[0], replace(lines[1], entry=entry), *lines[2:]]) == lottery.WrongDraw(3)


def test_who_is_assigned_is_whom_the_line_it_names_has_seated() -> None:
    lines = seated()
    entry = replace(lines[3].entry, facts={"handler": "person:9", "seated_in": 3})

    assert lottery.wrong_draw([*lines[:3], replace(lines[3], entry=entry)]) == lottery.WrongDraw(4)


def test_once_lists_are_drawn_from_later_the_older_draw_seats_nobody() -> None:
    lines = listed()
    follow(lines, LISTED, {"eligible": PEOPLE}, DAY_ONE)
    chosen = lottery.drawn_candidate(PEOPLE, digest=lines[2].digest, matter="complaint:1")
    follow(lines, lottery.SEATED, {"handler": chosen, "drawn_in": 3}, DAY_ONE)

    assert lottery.wrong_draw(lines) == lottery.WrongDraw(4)


@given(some.permutations(PEOPLE), some.integers(0, 10**9))
def test_the_order_of_a_list_changes_nothing(order: list[str], number: int) -> None:
    seed = Seed("root", NONCE, "complaint:1", number)

    assert drawn(order, seed=seed, places=2) == drawn(PEOPLE, seed=seed, places=2)


def test_choosing_the_minute_of_the_admission_seats_nobody_more_often_than_chance() -> None:
    wanted, nights, counts = "person:1", 1_500, Counter[str]()
    for night in range(nights):
        # Who chooses the minute sees the lists that each would give, and no root: it comes the night after.
        minutes = [number for number in range(20) if guess(number) == wanted] or [0]
        root = sha256(f"night {night}".encode()).hexdigest()
        seed = Seed(root, NONCE, "complaint:1", minutes[night % len(minutes)])
        counts[drawn(PEOPLE, seed=seed, places=1)[0]] += 1

    expected = nights / len(PEOPLE)
    chi_square = sum((counts[one] - expected) ** 2 / expected for one in PEOPLE)
    assert chi_square < 13.8  # two degrees of freedom: reached by chance once in a thousand


def guess(minute: int) -> str:
    """Return whom the older draw would have chosen in this minute."""
    return lottery.drawn_candidate(PEOPLE, digest=str(minute), matter="complaint:1")
