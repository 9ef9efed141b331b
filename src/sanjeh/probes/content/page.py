"""What the rules of this probe read: the page, its links, its structured data, the pages linked from it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pydantic import JsonValue

from sanjeh.core.markup import Link, links, prose
from sanjeh.core.persian import normalise
from sanjeh.core.phrases import SAMPLE_TEXTS
from sanjeh.core.sights.visit import LinkedPage
from sanjeh.core.visited import Visited

_SERVICE_TYPES = frozenset({"GovernmentService", "PublicService", "Service"})
_SAMPLES = tuple(normalise(text) for text in SAMPLE_TEXTS)


@dataclass(frozen=True)
class Page(Visited):
    """One visited page with its surroundings."""

    @cached_property
    def links(self) -> tuple[Link, ...]:
        return links(self.tree, self.sight.final_url)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        return lines_of(self.markup)

    def link(self, kind: str) -> Link | None:
        """Return the first link of this kind."""
        return next((link for link in self.links if link.kind == kind), None)

    def linked(self, link: Link) -> LinkedPage | None:
        """Return what was fetched from this link, None when it was not followed."""
        return next((page for page in self.sight.linked or () if page.url == link.url), None)

    def markup_behind(self, link: Link) -> str:
        """Return the document that the link leads to, which may be this page itself."""
        if link.url == self.sight.final_url.split("#")[0]:
            return self.markup
        page = self.linked(link)
        return self.kept(page.body) if page else ""

    @cached_property
    def schemas(self) -> tuple[dict[str, JsonValue], ...]:
        """Every object of the page's JSON-LD, however deep."""
        found: list[dict[str, JsonValue]] = []
        for node in self.tree.css('script[type="application/ld+json"]'):
            found += _objects(_parsed(node.text()))
        return tuple(found)

    def schema_value(self, *names: str) -> str:
        """Return the first value of these properties, when the page describes a public service."""
        if not any(_types(each) & _SERVICE_TYPES for each in self.schemas):
            return ""
        values = (each[name] for each in self.schemas for name in names if name in each)
        return next((_said(value) for value in values if _said(value)), "")


def lines_of(markup: str) -> tuple[str, ...]:
    """Return the normalised text of a document, a line for each piece of it."""
    return tuple(line for line in map(normalise, prose(markup).split("\n")) if line)


def is_sample(text: str) -> bool:
    """Tell whether a normalised text was left over from a template."""
    return any(sample in text for sample in _SAMPLES)


def _parsed(text: str) -> JsonValue:
    try:
        parsed: JsonValue = json.loads(text)
    except ValueError:
        return None  # a search engine could not read it either
    return parsed


def _objects(value: JsonValue) -> Iterator[dict[str, JsonValue]]:
    if isinstance(value, dict):
        yield value
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inside:
        yield from _objects(each)


def _types(schema: dict[str, JsonValue]) -> frozenset[str]:
    kind = schema.get("@type")
    return frozenset(str(each) for each in (kind if isinstance(kind, list) else [kind]))


def _said(value: JsonValue) -> str:
    if isinstance(value, list):
        return "، ".join(filter(None, map(_said, value)))
    if isinstance(value, dict):
        return next(
            (_said(value[key]) for key in ("name", "value", "price", "telephone", "url") if key in value), ""
        )
    return "" if value is None else str(value).strip()
