from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sanjeh.core.integrity import hash_chain

NOW = datetime(2026, 3, 21, 8, 30, tzinfo=UTC)


def entry(what: str = "round.announced", **facts: hash_chain.Fact) -> hash_chain.Entry:
    return entry_with(facts, what)


def entry_with(facts: dict[str, hash_chain.Fact], what: str = "round.announced") -> hash_chain.Entry:
    return hash_chain.Entry(NOW, "person:7", what, ("round:1405-1",), facts)


def chain(*names: str) -> list[hash_chain.Line]:
    lines: list[hash_chain.Line] = []
    for name in names:
        lines.append(hash_chain.follow(lines[-1] if lines else None, entry(name, note="یادداشت")))
    return lines


def test_the_first_line_follows_nothing() -> None:
    line = hash_chain.follow(None, entry())

    assert (line.number, line.previous) == (1, hash_chain.START)


def test_an_untouched_chain_is_whole() -> None:
    assert hash_chain.verify_chain(chain("a", "b", "c")) is None


def test_an_empty_chain_is_whole() -> None:
    assert hash_chain.verify_chain([]) is None


def test_a_changed_line_is_named() -> None:
    lines = chain("a", "b", "c")
    lines[1] = replace(lines[1], entry=replace(lines[1].entry, by="person:8"))

    assert hash_chain.verify_chain(lines) == hash_chain.Broken(2, "its content is not what was hashed")


def test_a_line_that_was_hashed_anew_breaks_the_next_one() -> None:
    lines = chain("a", "b", "c")
    lines[1] = hash_chain.follow(lines[0], entry("forged"))

    assert hash_chain.verify_chain(lines) == hash_chain.Broken(
        3, "it does not name the digest of the line before it"
    )


def test_a_removed_line_is_named() -> None:
    first, _, third = chain("a", "b", "c")

    assert hash_chain.verify_chain([first, third]) == hash_chain.Broken(
        2, "line 2 is missing: line 3 stands in its place"
    )


def test_a_fact_that_no_database_keeps_exactly_is_refused() -> None:
    with pytest.raises(hash_chain.NotAFact):
        hash_chain.follow(None, hash_chain.Entry(NOW, "system", "x", ("y",), {"share": 0.1}))  # type: ignore[dict-item]


def test_text_that_is_no_line_is_refused() -> None:
    with pytest.raises(hash_chain.NotALine):
        hash_chain.read_line('{"number": 1}')


facts = some.dictionaries(
    some.text(max_size=5),
    some.none() | some.booleans() | some.integers() | some.text(max_size=20),
    max_size=4,
)


@given(some.lists(facts, min_size=1, max_size=8))
def test_a_written_chain_reads_back_as_it_was(several: list[dict[str, hash_chain.Fact]]) -> None:
    lines: list[hash_chain.Line] = []
    for each in several:
        lines.append(hash_chain.follow(lines[-1] if lines else None, entry_with(each)))

    again = [hash_chain.read_line(hash_chain.written(line)) for line in lines]

    assert again == lines
    assert hash_chain.verify_chain(again) is None


@given(some.lists(some.sampled_from("abc"), min_size=2, max_size=6), some.data())
def test_no_two_lines_can_change_places(names: list[str], data: some.DataObject) -> None:
    lines = chain(*names)
    i = data.draw(some.integers(0, len(lines) - 2))
    lines[i], lines[i + 1] = lines[i + 1], lines[i]

    assert hash_chain.verify_chain(lines) is not None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"number":1', '"number":1,"note":"never hashed"'),
        ('"facts":{', '"facts":{"note":"first","note":"یادداشت",'),
        ('"facts":{', '"facts":{"deep":[["person:7"]],'),
        ('"facts":{', '"facts":{"share":0.5,'),
        ('"number":1', '"number":1.0'),
        ('"number":1', '"number":true'),
        ('+00:00"', 'Z"'),
        ('"facts":{', '"facts":' + '{"a":' * 100_000),
    ],
)
def test_a_line_says_nothing_that_its_digest_does_not_cover(old: str, new: str) -> None:
    row = hash_chain.written(chain("a")[0])
    assert hash_chain.written(hash_chain.read_line(row)) == row
    assert row.count(old) == 1

    with pytest.raises(hash_chain.NotALine):
        hash_chain.read_line(row.replace(old, new))
