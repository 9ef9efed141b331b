"""Finds the eight fields of a service sheet: by marker, else by schema.org, else by words."""

from dataclasses import dataclass

from pydantic import JsonValue

from sanjeh.core.markup import Source
from sanjeh.core.persian import normalise
from sanjeh.core.phrases import FIELDS
from sanjeh.probes.content.page import Page, is_sample

_SCHEMA = {
    "documents": ("hasInput", "requiredDocuments"),
    "steps": ("step",),
    "duration": ("processingTime",),
    "fee": ("price", "hasCost", "feesAndCommissionsSpecification"),
    "law": ("hasLegalResource", "legislationIdentifier", "termsOfService"),
    "contact": ("telephone", "servicePhone", "contactPoint"),
    "code": ("identifier",),
    "updated": ("dateModified",),
}
_PHRASES = {name: tuple(normalise(each) for each in phrases) for name, phrases in FIELDS.items()}
_LABEL_ROOM = 25
_LONGEST_SHOWN = 200
_EDGES = " :：؛-–—•.*"


@dataclass(frozen=True, slots=True)
class Field:
    """What the page says in one field; `given` is the machine-readable value beside it."""

    value: str
    source: Source
    confidence: float
    given: str = ""

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
            return Field(text or given, "marker", 1.0, given)
    return None


def _described(page: Page, name: str) -> Field | None:
    value = page.schema_value(*_SCHEMA[name])
    return Field(value, "schema", 0.9, value) if value else None


def _worded(page: Page, name: str) -> Field | None:
    """Return the text after a label: the rest of its line, or the next line."""
    for number, line in enumerate(page.lines):
        label = next((each for each in _PHRASES[name] if line.lstrip(_EDGES).startswith(each)), None)
        if label is None or is_sample(line):
            continue
        rest = line.lstrip(_EDGES)[len(label) :]
        if ":" in rest[:_LABEL_ROOM] and rest.split(":", 1)[1].strip():
            return Field(rest.split(":", 1)[1].strip(), "pattern", 0.6)
        following = page.lines[number + 1] if number + 1 < len(page.lines) else ""
        if len(rest) <= _LABEL_ROOM and following and not is_sample(following):
            return Field(following, "pattern", 0.4 if rest.strip(_EDGES) else 0.6)
    return None
