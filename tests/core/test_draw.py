from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sanjeh.core import draw, ledger

NOW = datetime(2026, 3, 21, tzinfo=UTC)
PEOPLE = ("person:1", "person:2", "person:3")


def written(*entries: tuple[str, dict[str, ledger.Fact]]) -> list[ledger.Line]:
    lines: list[ledger.Line] = []
    for what, facts in entries:
        entry = ledger.Entry(NOW, "system", what, ("complaint:1",), facts)
        lines.append(ledger.follow(lines[-1] if lines else None, entry))
    return lines


def seated(handler: str) -> list[ledger.Line]:
    return written((draw.LISTED, {"eligible": PEOPLE}), (draw.SEATED, {"handler": handler, "drawn_in": 1}))


def chosen() -> str:
    return draw.drawn(PEOPLE, digest=seated("")[0].digest, matter="complaint:1")


def test_the_same_draw_always_chooses_the_same_person():
    assert draw.drawn(PEOPLE, digest="ab", matter="complaint:1") == "person:1"


@given(some.lists(some.text(), min_size=1).map(tuple), some.text(), some.text())
def test_the_one_drawn_is_one_of_the_candidates(candidates, digest, matter):
    assert draw.drawn(candidates, digest=digest, matter=matter) in candidates


def test_nobody_is_preferred():
    counts = Counter(draw.drawn(PEOPLE, digest=str(n), matter="complaint:1") for n in range(6_000))

    assert all(1_850 < counts[person] < 2_150 for person in PEOPLE)


def test_nobody_can_be_drawn_from_an_empty_list():
    with pytest.raises(draw.NobodyToDraw):
        draw.drawn((), digest="ab", matter="complaint:1")


def test_a_journal_of_true_draws_has_no_wrong_one():
    assert draw.wrong_draw(seated(chosen())) is None


def test_a_seat_that_the_draw_did_not_choose_is_named():
    friend = next(person for person in PEOPLE if person != chosen())

    assert draw.wrong_draw(seated(friend)) == draw.WrongDraw(2)


def test_a_seat_without_a_draw_is_named():
    assert draw.wrong_draw(seated(chosen())[1:]) == draw.WrongDraw(2)


def test_a_draw_for_another_complaint_does_not_count():
    listing, seat = seated(chosen())
    other = replace(listing, entry=replace(listing.entry, about=("complaint:2",)))

    assert draw.wrong_draw([other, seat]) == draw.WrongDraw(2)
