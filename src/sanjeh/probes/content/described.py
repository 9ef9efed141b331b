"""What a page says of itself to machines: JSON-LD, microdata and RDFa Lite, read into one shape."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import islice
from typing import Literal

from pydantic import JsonValue
from selectolax.lexbor import LexborHTMLParser, LexborNode

Syntax = Literal["json-ld", "microdata", "rdfa"]

# Pages are written by strangers: nothing deeper or longer than any honest description is followed.
_DEEPEST = 12
_MOST_THINGS, _MOST_PROPERTIES = 500, 500
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_WRAPPING = re.compile(
    r"^\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[(?:\*/)?)|(?:-->|(?://|/\*)?\s*\]\]>(?:\*/)?)\s*;?\s*$"
)


@dataclass(frozen=True)
class Thing:
    """One described thing; types and properties stand by their local names, whatever the vocabulary."""

    syntax: Syntax
    types: frozenset[str]
    properties: dict[str, list["str | Thing"]] = field(default_factory=dict)

    def add(self, name: str, value: "str | Thing") -> None:
        self.properties.setdefault(local_name(name), []).append(value)


_NOTHING = Thing("json-ld", frozenset())


@dataclass(frozen=True, slots=True)
class Described:
    """All things of a page; `mended` JSON-LD blocks had faults that could be overlooked, `broken` had not."""

    things: tuple[Thing, ...]
    mended: int = 0
    broken: int = 0


def local_name(term: str) -> str:
    """Return the last part of a term: `schema:name`, `https://schema.org/name` and `name` are one."""
    return re.split(r"[#/:]", term.strip().rstrip("#/:"))[-1]


def described(tree: LexborHTMLParser) -> Described:
    """Read every description of the page, however broken."""
    things: list[Thing] = []
    faults = {"mended": 0, "broken": 0}
    for node in tree.css('script[type="application/ld+json" i]'):
        value, fault = _parsed(node.text())
        things += _of_json(value)
        if fault:
            faults[fault] += 1
    for grammar in (_MICRODATA, _RDFA):
        if tree.css_first(f"[{grammar.scope}]"):
            things += _of_markup(tree.body, grammar)
    return Described(tuple(things[:_MOST_THINGS]), **faults)


def _parsed(text: str) -> tuple[JsonValue, str]:
    """Return what the block says and its fault: none, "mended" (people's usual slips) or "broken"."""
    slips = _TRAILING_COMMA.sub(r"\1", _WRAPPING.sub("", _WRAPPING.sub("", text.strip("\ufeff \n\t"))))
    readings = ((text, ""), (slips, "mended"), (unescape(slips), "mended"))
    for reading, fault in readings:
        try:
            parsed: JsonValue = json.loads(reading, strict=False)
        except (ValueError, RecursionError):
            continue
        return parsed, fault
    return None, "broken"


def _of_json(value: JsonValue) -> list[Thing]:
    """Return a thing for every object, however deep; a bare `@id` is the thing that it names."""
    objects = [*islice(_objects(value), _MOST_THINGS)]
    made = {id(each): Thing("json-ld", _types(each)) for each in objects}
    named = {str(each["@id"]): made[id(each)] for each in objects if "@id" in each and len(each) > 1}
    for each in objects:
        thing = made[id(each)]
        for name, part in _pairs(each):
            if isinstance(part, dict):
                bare = named.get(str(part.get("@id"))) if len(part) == 1 else None
                thing.add(name, bare or made.get(id(part), _NOTHING))
            elif part is not None and not isinstance(part, list):
                thing.add(name, str(part).strip())
    return [made[id(each)] for each in objects]


def _pairs(told: dict[str, JsonValue]) -> Iterator[tuple[str, JsonValue]]:
    for name, value in told.items():
        yield from ((name, each) for each in (value if isinstance(value, list) else [value]))


def _types(told: dict[str, JsonValue]) -> frozenset[str]:
    kinds = told.get("@type")
    return frozenset(
        local_name(str(each)) for each in (kinds if isinstance(kinds, list) else [kinds]) if each
    )


def _objects(value: JsonValue, depth: int = 0) -> Iterator[dict[str, JsonValue]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inside:
        yield from _objects(each, depth + 1)


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The attributes by which a syntax marks things, their types and their properties."""

    syntax: Syntax
    scope: str
    kind: str
    name: str


_MICRODATA = _Grammar("microdata", "itemscope", "itemtype", "itemprop")
_RDFA = _Grammar("rdfa", "typeof", "typeof", "property")
# Elements whose value stands in an attribute (HTML Standard, microdata: values).
_VALUED = frozenset({"meta", "time", "data", "meter", "link", "img", "audio", "video", "object"})
_VALUE_ATTRIBUTES = ("content", "datetime", "value", "href", "src", "resource")


def _of_markup(body: LexborNode | None, grammar: _Grammar) -> list[Thing]:
    """Return the things that the elements stand for, in one walk: what lies inside belongs to the nearest."""
    things: list[Thing] = []
    room = _MOST_PROPERTIES
    open_nodes: list[tuple[LexborNode, Thing]] = [(body, _NOTHING)] if body else []
    while open_nodes:
        node, owner = open_nodes.pop()
        inner = _typed(node, grammar) if grammar.scope in node.attributes else None
        names = (node.attributes.get(grammar.name) or "").split() if owner is not _NOTHING else []
        for name in names[: max(0, room)]:
            owner.add(name, inner or _value(node))
        room -= len(names)
        things += [inner] if inner else []
        open_nodes += [(child, inner or owner) for child in _children(node)]
    return things


def _typed(node: LexborNode, grammar: _Grammar) -> Thing:
    kinds = (node.attributes.get(grammar.kind) or "").split()
    return Thing(grammar.syntax, frozenset(map(local_name, kinds)))


def _children(node: LexborNode) -> list[LexborNode]:
    """Return the child elements, the last first, so that a stack gives them in the order of the page."""
    return list(node.iter())[::-1]


def _value(node: LexborNode) -> str:
    names = _VALUE_ATTRIBUTES if node.tag in _VALUED else ("content",)
    given = next((value for name in names if (value := node.attributes.get(name))), "")
    text = " ".join(node.text(separator=" ", strip=True).split())
    return (given or text or node.attributes.get("href") or "").strip()
