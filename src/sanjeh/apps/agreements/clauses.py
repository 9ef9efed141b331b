"""The clauses of an agreement, read out of its own text; nothing is retyped."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile, zip_longest

from sanjeh.core.text.search import squeezed

NUMBERED = re.compile(r"(\d+)\)\s*(.+)")
BULLETED = re.compile(r"(·)\s*(.+)")


class ClausesMissing(ValueError):
    """The text has no clause that begins with `1)`."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or one of several commitments; then `mark` is its number or bullet."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Clause:
    number: int
    title: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class AgreementText:
    """An agreement as it is read: its title lines and its clauses."""

    title: tuple[str, ...]
    clauses: tuple[Clause, ...]


def heading(line: str, number: int) -> str | None:
    """Return the title of clause `number` if the line opens it.

    Commitments are numbered like clauses; only the next clause's own number opens a clause.
    """
    found = NUMBERED.fullmatch(line)
    return found[2] if found and int(found[1]) == number else None


def passage(line: str) -> Passage:
    found = NUMBERED.fullmatch(line) or BULLETED.fullmatch(line)
    return Passage(found[1], found[2]) if found else Passage("", line)


def read_clauses(lines: Iterable[str]) -> tuple[Clause, ...]:
    clauses: list[Clause] = []
    for line in lines:
        if title := heading(line, len(clauses) + 1):
            clauses.append(Clause(len(clauses) + 1, title, ()))
        elif clauses:
            last = clauses[-1]
            clauses[-1] = Clause(last.number, last.title, (*last.passages, passage(line)))
    return tuple(clauses)


def read_agreement(text: str) -> AgreementText:
    """Return the title and the clauses of the text; raise ClausesMissing when there are none."""
    lines = lines_of(text)
    title = tuple(takewhile(lambda line: heading(line, 1) is None, lines))
    clauses = read_clauses(lines)
    if not clauses:
        raise ClausesMissing
    return AgreementText(title, clauses)


def first_other_line(exact: str, reading: str) -> str:
    """Return the first line of a reading that has other letters than the text, empty where there is none.

    Half-spaces, spaces, letters of two keyboards and digits are no letters here.
    """
    pairs = zip_longest(lines_of(exact), lines_of(reading), fillvalue="")
    return next((read or told for told, read in pairs if squeezed(told) != squeezed(read)), "")


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
