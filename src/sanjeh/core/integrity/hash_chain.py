"""A chain of hashed lines: whoever changes, removes or reorders one breaks every later one.

The chain cannot show that its end was cut off; that is why its head is published.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sanjeh.core.integrity.canonical_json import canonical_json
from sanjeh.core.integrity.foreign_json import read_json

START = "0" * 64  # what the first line calls its predecessor

Fact = str | int | bool | None | tuple[str, ...]


class NotAFact(ValueError):
    """A fact must come back from any database as it went in: no floats, no nesting."""


class NotALine(ValueError):
    """This text is not a line of a ledger."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened. `by` and `about` are references (`person:7`, `round:1405-1`), never names."""

    at: datetime
    by: str
    what: str
    about: tuple[str, ...]
    facts: Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in its place in the chain."""

    number: int
    entry: Entry
    previous: str
    digest: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The first line that does not follow from those before it, and why."""

    number: int
    why: str


def instant(at: datetime) -> str:
    """Return the moment in UTC to the microsecond, always in the same width."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def refuse_unfit(facts: Mapping[str, Fact]) -> None:
    """Raise NotAFact for a value that would not survive storage unchanged."""
    for name, value in facts.items():
        parts = value if isinstance(value, tuple) else (value,)
        if not all(part is None or isinstance(part, str | int) for part in parts):
            raise NotAFact(f"{name}={value!r}: write text, whole numbers, yes or no, or a tuple of texts")


def content_of(number: int, entry: Entry, previous: str) -> dict[str, object]:
    """Return everything of a line that its digest covers."""
    return {
        "number": number,
        "at": instant(entry.at),
        "by": entry.by,
        "what": entry.what,
        "about": list(entry.about),
        "facts": {
            name: list(value) if isinstance(value, tuple) else value for name, value in entry.facts.items()
        },
        "previous": previous,
    }


def digest_of(number: int, entry: Entry, previous: str) -> str:
    """Return the SHA-256 of the line's canonical JSON."""
    return hashlib.sha256(canonical_json(content_of(number, entry, previous)).encode()).hexdigest()


def follow(last: Line | None, entry: Entry) -> Line:
    """Return the entry as the line after `last`."""
    refuse_unfit(entry.facts)
    number, previous = (last.number + 1, last.digest) if last else (1, START)
    return Line(number, entry, previous, digest_of(number, entry, previous))


def fault_of(line: Line, number: int, previous: str) -> str | None:
    """Return why the line cannot stand at this place, or None when it can."""
    if line.number != number:
        return f"line {number} is missing: line {line.number} stands in its place"
    if line.previous != previous:
        return "it does not name the digest of the line before it"
    if line.digest != digest_of(line.number, line.entry, line.previous):
        return "its content is not what was hashed"
    return None


def verify_chain(lines: Iterable[Line]) -> Broken | None:
    """Return the first broken line, or None when every line follows from the one before."""
    number, previous = 1, START
    for line in lines:
        if why := fault_of(line, number, previous):
            return Broken(number, why)
        number, previous = number + 1, line.digest
    return None


def written(line: Line) -> str:
    """Return the line as one row of an export (NDJSON)."""
    return canonical_json({**content_of(line.number, line.entry, line.previous), "digest": line.digest})


def read_line(text: str) -> Line:
    """Return the line that `written` wrote; raise NotALine for anything else.

    A key that no digest covers would be read as part of the journal and could be changed by anybody.
    """
    try:
        row = read_json(text)
        line = _line_of(row)
        is_covered = canonical_json(row) == written(line)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise NotALine(f"not a line of a ledger: {text[:80]!r}") from error
    if not is_covered:
        raise NotALine(f"a line of which its digest does not cover all: {text[:80]!r}")
    return line


def _line_of(row: Any) -> Line:
    facts = {name: tuple(value) if isinstance(value, list) else value for name, value in row["facts"].items()}
    refuse_unfit(facts)
    if type(row["number"]) is not int:
        raise TypeError(row["number"])
    at = datetime.fromisoformat(row["at"])
    entry = Entry(at=at, by=row["by"], what=row["what"], about=tuple(row["about"]), facts=facts)
    return Line(row["number"], entry, row["previous"], row["digest"])
