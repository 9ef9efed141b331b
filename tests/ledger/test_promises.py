"""What a published journal alone shows: each rule is broken by one line and named by it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sanjeh.core.integrity.hash_chain import Entry, Fact, Line, follow
from sanjeh.ledger.promises import shown_by

AT = datetime(2026, 3, 21, 8, 30, tzinfo=UTC)
CASE = "complaint:1"


def chain(*deeds: tuple[str, str, str]) -> list[Line]:
    """Return a journal of these (by, what, about)."""
    lines: list[Line] = []
    for by, what, about in deeds:
        facts: dict[str, Fact] = {}
        if what == "complaint.drawn_among":
            facts = {"eligible": ("person:7",)}
        if what == "complaint.assigned":
            facts = {"handler": "person:7", "drawn_in": len(lines)}
        lines.append(follow(lines[-1] if lines else None, Entry(AT, by, what, (about,), facts)))
    return lines


WHOLE = (
    ("public", "complaint.lodged", CASE),
    ("person:2", "complaint.admitted", CASE),
    ("system", "complaint.drawn_among", CASE),
    ("system", "complaint.assigned", CASE),
    ("person:2", "complaint.heard", CASE),
    ("person:7", "complaint.decided", CASE),
    ("public", "complaint.served", CASE),
    ("person:7", "complaint.closed", CASE),
)


def broken(lines: list[Line]) -> dict[str, tuple[str, ...]]:
    return {one.code: one.refs for one in shown_by(lines) if one.refs}


def without(what: str) -> list[Line]:
    return chain(*(deed for deed in WHOLE if deed[1] != what))


def by_another(what: str, by: str) -> list[Line]:
    return chain(*((by if deed[1] == what else deed[0], *deed[1:]) for deed in WHOLE))


def test_a_journal_in_which_all_is_as_it_should_be_shows_nothing_and_says_how_much_it_looked_at() -> None:
    assert broken(chain(*WHOLE)) == {}
    assert {one.code: one.looked_at for one in shown_by(chain(*WHOLE))} == {
        "I6": 1,
        "I7": 1,
        "I10": 1,
        "I19": 1,
        "I29": 8,
        "I30": 4,
    }


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (without("complaint.heard"), {"I10": (CASE,)}),
        (without("complaint.served"), {"I19": (CASE,)}),
        (by_another("complaint.assigned", "person:2"), {"I7": (CASE,)}),
        (by_another("complaint.decided", "person:2"), {"I30": (CASE,)}),
        (without("complaint.drawn_among"), {"I6": ("journal:3",)}),
    ],
)
def test_one_line_too_few_or_of_another_hand_is_named(
    lines: list[Line], found: dict[str, tuple[str, ...]]
) -> None:
    assert broken(lines) == found


def test_a_changed_line_breaks_the_chain_and_nothing_else() -> None:
    lines = chain(*WHOLE)
    lines[0] = replace(lines[0], entry=replace(lines[0].entry, by="person:9"))

    assert broken(lines) == {"I29": ("journal:1",)}
