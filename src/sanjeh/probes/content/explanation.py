"""Explains to a site's owner how a page was read: what was found where, and the HTML that would settle it."""

from dataclasses import dataclass
from html import escape
from typing import Literal

from sanjeh.core.text.numerals import latin_digits
from sanjeh.core.text.persian import dates_in, normalise
from sanjeh.probes.content.fields import Field, field
from sanjeh.probes.content.markers import KINDS, Stray, line_of, marks, strays
from sanjeh.probes.content.navigation import SEARCH_FORM
from sanjeh.probes.content.page import Page
from sanjeh.probes.content.quantities import duration, money
from sanjeh.probes.content.vocabulary import ABOUT, described_value
from sanjeh.probes.content.words import FIELDS

State = Literal["sure", "by_words", "unreadable", "empty", "missing"]
_LONGEST = 120

# How each field is marked where the page says nothing yet.
_EXAMPLES = {
    "documents": '<ul data-service-field="documents"><li>کارت ملی</li></ul>',
    "steps": '<ol data-service-field="steps"><li>ثبت درخواست</li><li>بررسی</li></ol>',
    "duration": '<span data-service-field="duration" data-service-value="P3D">۳ روز کاری</span>',
    "fee": '<span data-service-field="fee" data-service-value="50000">۵۰٬۰۰۰ ریال</span>',
    "law": '<p data-service-field="law">ماده ۵ قانون …</p>',
    "contact": '<p data-service-field="contact"><a href="tel:+982112345678">۰۲۱-۱۲۳۴۵۶۷۸</a></p>',
    "code": '<span data-service-field="code">۱۲۳۴۵۶۷۸۹۰۱</span>',
    "updated": '<time data-service-field="updated" datetime="2026-11-03">۱۲ آبان ۱۴۰۵</time>',
}


@dataclass(frozen=True, slots=True)
class FieldExplained:
    """One field of the sheet; `normalised` is what machines compare, `advice` the HTML that would settle it.

    An "empty" field is marked, but holds nothing or a template's sample text.
    """

    name: str
    state: State
    value: str = ""
    normalised: str = ""
    source: str = ""
    confidence: float = 0.0
    where: str = ""
    line: int | None = None
    advice: str = ""


@dataclass(frozen=True, slots=True)
class LinkExplained:
    """One kind of link."""

    name: str
    state: State
    url: str = ""
    source: str = ""
    line: int | None = None
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one page was read; `about` is what its structured data say beside the sheet."""

    fields: tuple[FieldExplained, ...]
    links: tuple[LinkExplained, ...]
    strays: tuple[Stray, ...]
    about: dict[str, str]
    json_ld_mended: int
    json_ld_broken: int


def explain(page: Page) -> Explanation:
    """Explain one page."""
    described = page.described
    facts = {name: said.value[:_LONGEST] for name in ABOUT if (said := described_value(described, name))}
    return Explanation(
        fields=tuple(_field(page, name) for name in FIELDS),
        links=tuple(_link(page, kind) for kind in KINDS),
        strays=strays(marks(page.markup), page.target.code_rule),
        about=facts,
        json_ld_mended=described.mended,
        json_ld_broken=described.broken,
    )


def _field(page: Page, name: str) -> FieldExplained:
    seen = field(page, name)
    if seen is None:
        line = line_of(marks(page.markup), "data-service-field", name)
        return FieldExplained(name, "empty" if line else "missing", line=line, advice=_EXAMPLES[name])
    normalised = _normalised(name, seen)
    state: State = "by_words" if seen.source == "pattern" else "sure" if normalised else "unreadable"
    return FieldExplained(
        name=name,
        state=state,
        value=_as_written(page, seen)[:_LONGEST],
        normalised=normalised,
        source=seen.source,
        confidence=seen.confidence,
        where=seen.where,
        line=_line(page, name, seen),
        advice="" if state == "sure" else _advice(name, _as_written(page, seen), normalised),
    )


def _normalised(name: str, seen: Field) -> str:
    """Return what machines compare: a duration, a sum, a day, a code, or the text in one spelling."""
    text = normalise(seen.value)
    if name == "duration":
        return duration(text, seen.given)
    if name == "fee":
        return money(text, seen.given)
    if name == "updated":
        days = dates_in(f"{seen.given} {seen.value}")
        return max(days).isoformat() if days else ""
    if name == "code":
        return next((word for word in latin_digits(text).split() if len(word) == 11 and word.isdigit()), "")
    return text[:_LONGEST]


def _as_written(page: Page, seen: Field) -> str:
    """Return the value in the page's own spelling; rules compare it in one spelling for all."""
    if seen.source != "pattern":
        return seen.value
    lines = page.prose.split("\n")
    pieces = (piece.strip() for line in lines for piece in (line, line.partition(":")[2]))
    return next((piece for piece in pieces if piece and normalise(piece) == seen.value), seen.value)


def _line(page: Page, name: str, seen: Field) -> int | None:
    """Return the line on which the field begins, None where structured data or several lines say it."""
    if seen.source == "marker":
        return line_of(marks(page.markup), "data-service-field", name)
    if seen.source != "pattern":
        return None
    start = seen.value[:30]
    lines = enumerate(page.markup.splitlines(), start=1)
    return next((number for number, line in lines if start and start in normalise(line)), None)


def _advice(name: str, written: str, normalised: str) -> str:
    """Return the found text with its marker, or the example where the text cannot be read."""
    if not normalised:
        return _EXAMPLES[name]
    given = {"duration": normalised, "fee": normalised.removesuffix(" IRR")}.get(name)
    value = f' data-service-value="{given}"' if given else ""
    tag = (
        f'<time data-service-field="updated" datetime="{normalised}">{{}}</time>' if name == "updated" else ""
    )
    return (tag or f'<span data-service-field="{name}"{value}>{{}}</span>').format(escape(written[:_LONGEST]))


def _link(page: Page, kind: str) -> LinkExplained:
    link = page.link(kind)
    if link is None and kind == "search" and page.tree.css_first(SEARCH_FORM):
        return LinkExplained(kind, "sure", source="html")
    if link is None:
        return LinkExplained(kind, "missing", advice=f'<a data-service-link="{kind}" href="/…">…</a>')
    is_sure = link.source != "pattern"
    return LinkExplained(
        name=kind,
        state="sure" if is_sure else "by_words",
        url=link.url,
        source=link.source,
        line=line_of(marks(page.markup), "data-service-link", kind),
        advice="" if is_sure else f'<a data-service-link="{kind}" href="{escape(link.url)}">…</a>',
    )
