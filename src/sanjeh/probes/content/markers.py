"""The `data-service-*` markers of a document: where each stands, and which of them nobody understands."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from html.parser import HTMLParser
from typing import Literal

from sanjeh.core.text.code_rule import IRAN, follows
from sanjeh.core.text.numerals import latin_digits
from sanjeh.core.text.phrases import LINKS
from sanjeh.probes.content.quantities import duration, money
from sanjeh.probes.content.words import FIELDS

VERSION = "1.1"
ATTRIBUTES = ("data-service", "data-service-field", "data-service-value", "data-service-link")
KINDS = (*LINKS, "search")

Fault = Literal["unknown_attribute", "unknown_field", "unknown_link", "bad_code", "bad_value"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One marker as it stands in the document; `line` counts from 1."""

    attribute: str
    value: str
    line: int
    field: str = ""


@dataclass(frozen=True, slots=True)
class Stray:
    """A marker that says nothing to anybody, and what was probably meant."""

    mark: Mark
    fault: Fault
    meant: str


class _Reader(HTMLParser):
    """Notes the markers of every start tag with their lines, which the tree does not know."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.marks: list[Mark] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        line, _ = self.getpos()
        field = next((value or "" for name, value in attrs if name == "data-service-field"), "")
        self.marks += [
            Mark(name, value or "", line, field) for name, value in attrs if name.startswith("data-service")
        ]


def marks(markup: str) -> tuple[Mark, ...]:
    """Return every marker of a document, known or not, in its order."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return tuple(reader.marks)


def line_of(found: tuple[Mark, ...], attribute: str, word: str) -> int | None:
    """Return the line of the first marker that has this word."""
    return next(
        (mark.line for mark in found if mark.attribute == attribute and word in mark.value.split()), None
    )


def strays(found: tuple[Mark, ...], rule: str = IRAN) -> tuple[Stray, ...]:
    """Return the markers that mean nothing: misspelt, or with a value that cannot be read.

    `rule` says how codes of services are written.
    """
    return tuple(stray for mark in found for stray in _strays(mark, rule))


def _strays(mark: Mark, rule: str) -> Iterator[Stray]:
    if mark.attribute not in ATTRIBUTES:
        yield Stray(mark, "unknown_attribute", _nearest(mark.attribute, ATTRIBUTES))
    elif mark.attribute == "data-service-field":
        yield from _unknown(mark, "unknown_field", tuple(FIELDS))
    elif mark.attribute == "data-service-link":
        yield from _unknown(mark, "unknown_link", KINDS)
    elif mark.attribute == "data-service" and not follows(latin_digits(mark.value), rule):
        yield Stray(mark, "bad_code", "")
    elif mark.attribute == "data-service-value" and not _is_readable(mark):
        yield Stray(mark, "bad_value", "P3D" if "duration" in mark.field.split() else "50000")


def _unknown(mark: Mark, fault: Fault, known: tuple[str, ...]) -> Iterator[Stray]:
    for word in mark.value.split() or [""]:
        if word not in known:
            yield Stray(Mark(mark.attribute, word, mark.line), fault, _nearest(word, known))


def _is_readable(mark: Mark) -> bool:
    """Only times and sums are read by machines; what another field gives is its own affair."""
    fields = mark.field.split()
    if "duration" in fields:
        return bool(duration("", mark.value))
    return "fee" not in fields or bool(money("", mark.value))


def _nearest(word: str, known: tuple[str, ...]) -> str:
    return next(iter(get_close_matches(word.lower().replace("_", "-"), known, n=1, cutoff=0.6)), "")
