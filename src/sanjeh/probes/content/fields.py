"""Finds the eight fields of a service sheet: by marker, else by schema.org, else by words."""

import re
from dataclasses import dataclass

from pydantic import JsonValue

from sanjeh.core.text.code_rule import spotted
from sanjeh.core.text.html import Source, path_of
from sanjeh.core.text.persian import normalise, one_of
from sanjeh.probes.content.page import Page, is_sample
from sanjeh.probes.content.vocabulary import described_value
from sanjeh.probes.content.words import (
    CURRENCIES,
    FIELDS,
    FREE,
    IMMEDIATE_TIMES,
    TIME_UNITS,
    VAGUE_SUMS,
    VAGUE_TIMES,
    as_start,
)

# What an answer must have in it; a menu that happens to say "contact us" is no answer.
_LOOKS = {
    "documents": re.compile(r"\w{2,}.*\w{2,}"),
    "steps": re.compile(r"\w{2,}.*\w{2,}"),
    "duration": re.compile(rf"\d|{one_of((*VAGUE_TIMES, *IMMEDIATE_TIMES, *TIME_UNITS))}"),
    "fee": re.compile(rf"\d|{one_of((*FREE, *CURRENCIES, *VAGUE_SUMS))}"),
    "law": re.compile(r"\w{2,}.*\w{2,}"),
    "contact": re.compile(r"\d{4}|@"),
    "updated": re.compile(r"\d"),
}
_LABEL_ROOM = 25
# «هزینه‌های سفر» is about travel, and no fee.
_LABELS = {name: as_start(phrases, then=r"(?!\s(?:ها|های)(?!\w))") for name, phrases in FIELDS.items()}
_LONGEST_SHOWN = 200
_EDGES = " :：؛-–—•.*"


@dataclass(frozen=True, slots=True)
class Field:
    """What the page says in one field, and where; `given` is the machine-readable value beside it."""

    value: str
    source: Source
    confidence: float
    given: str = ""
    where: str = ""

    def brief(self) -> dict[str, JsonValue]:
        return {"value": self.value[:_LONGEST_SHOWN], "source": self.source, "confidence": self.confidence}


def field(page: Page, name: str) -> Field | None:
    """Return one field by the surest source that has it, None when no source does."""
    return _marked(page, name) or _described(page, name) or _worded(page, name)


def _marked(page: Page, name: str) -> Field | None:
    for node in page.tree.css(f'[data-service-field~="{name}"]'):
        text = node.text(separator=" ", strip=True)
        inner = node.css_first("time[datetime]")
        dated = node.attributes.get("datetime") or (inner.attributes.get("datetime") if inner else "")
        given = node.attributes.get("data-service-value") or dated or ""
        if (text or given) and not is_sample(normalise(text)):
            return Field(text or given, "marker", 1.0, given, path_of(node))
    return None


def _described(page: Page, name: str) -> Field | None:
    said = described_value(page.described, name)
    if said is None or is_sample(normalise(said.value)):
        return None
    return Field(said.value, "schema", 0.9, said.given or said.value, f"{said.syntax} {said.property}")


def _worded(page: Page, name: str) -> Field | None:
    """Return the text after a label, on its line or the next, if it looks like an answer to that label."""
    following = (*page.lines[1:], "")
    for line, after in zip(page.lines, following, strict=False):
        if line in page.link_texts:
            continue  # a menu names its pages like this, and answers nothing
        found = _answer(name, line, after)
        if found and looks(page, name).search(found.value) and not is_sample(found.value):
            return found
    return None


def looks(page: Page, name: str) -> re.Pattern[str]:
    """Return what an answer in this field must have in it; how a code is written, the authority says."""
    return spotted(page.target.code_rule) if name == "code" else _LOOKS[name]


def _answer(name: str, line: str, after: str) -> Field | None:
    bare = line.lstrip(_EDGES)
    label = _LABELS[name].match(bare)
    if label is None:
        return None
    rest = bare[label.end() :]
    if ":" in rest[:_LABEL_ROOM] and rest.split(":", 1)[1].strip():
        return Field(rest.split(":", 1)[1].strip(), "pattern", 0.6)
    if len(rest) > _LABEL_ROOM or any(map(str.isdigit, rest)):
        return Field(rest.strip(_EDGES), "pattern", 0.4)
    if any(each.match(after) for each in _LABELS.values()):
        return None  # two labels in a row: the first has no answer
    return Field(after, "pattern", 0.4 if rest.strip(_EDGES) else 0.6)
