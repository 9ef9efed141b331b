"""Rules about the sheet of one service: its eight fields, its fee, its time, its code, its age."""

import re
from collections.abc import Callable
from datetime import date

from sanjeh.core.probing.contracts import Outcome
from sanjeh.core.probing.verdicts import Observed, Verdict, texts
from sanjeh.core.text.code_rule import follows, spotted
from sanjeh.core.text.numerals import latin_digits
from sanjeh.core.text.persian import dates_in, normalise
from sanjeh.probes.content.fields import Field, field
from sanjeh.probes.content.page import Page
from sanjeh.probes.content.quantities import duration, money
from sanjeh.probes.content.words import (
    FIELDS,
    VAGUE_SUMS,
    VAGUE_TIMES,
    has_any,
)

_CORE = frozenset({"documents", "duration", "fee"})
_WEIGHT = {"marker": 1.0, "schema": 1.0, "pattern": 0.5}
# A year that templates count up by themselves says nothing about the page.
_COPYRIGHT_YEAR = re.compile(r"(?:©|copyright|کپی ?رایت|حقوق).{0,60}?(?<!\d)(?:1[34]\d\d|20\d\d)(?!\d)")
_FRESH_DAYS, _OLD_DAYS = 180, 365
_PORTAL = Verdict(Outcome.NOT_APPLICABLE, "portal")


def sheet(page: Page) -> Verdict:
    """Tell which of the eight fields the sheet has; a field known by words alone counts half."""
    if page.target.is_portal:
        return _PORTAL
    found = {name: seen for name in FIELDS if (seen := field(page, name))}
    share = sum(_WEIGHT[each.source] for each in found.values()) / len(FIELDS)
    observed: Observed = {
        "share": round(share, 4),
        "missing": [name for name in FIELDS if name not in found],
        "fields": {name: each.brief() for name, each in found.items()},
        **({"broken_json_ld": page.described.broken} if page.described.broken else {}),
    }
    return Verdict(*_sheet(found), observed, page.dom)


def _sheet(found: dict[str, Field]) -> tuple[Outcome, str]:
    if not found:
        return Outcome.FAIL, "no_sheet"
    if _CORE - found.keys():
        return Outcome.FAIL, "core_missing"
    if FIELDS.keys() - found.keys():
        return Outcome.WARN, "incomplete"
    is_sure = all(each.source != "pattern" for each in found.values())
    return (Outcome.PASS, "complete") if is_sure else (Outcome.WARN, "complete_by_words")


def fee(page: Page) -> Verdict:
    """The fee is a number with its unit, or «رایگان»."""
    return _PORTAL if page.target.is_portal else _measured(page, "fee", money)


def time(page: Page) -> Verdict:
    """The time is a number with its unit, not «در اسرع وقت»."""
    return _PORTAL if page.target.is_portal else _measured(page, "duration", duration)


def _measured(page: Page, name: str, read: Callable[[str, str], str]) -> Verdict:
    seen = field(page, name)
    if seen is None:
        return Verdict(Outcome.FAIL, "missing", {}, page.dom)
    observed: Observed = {**seen.brief(), "given": seen.given}
    if not read(normalise(seen.value), seen.given):
        is_sure = seen.source != "pattern" or _is_vague(normalise(seen.value))
        outcome = (Outcome.FAIL, "vague") if is_sure else (Outcome.WARN, "unclear")
        return Verdict(*outcome, observed, page.dom)
    is_sure = seen.source != "pattern"
    outcome = (Outcome.PASS, "stated") if is_sure else (Outcome.WARN, "stated_by_words")
    return Verdict(*outcome, observed, page.dom)


def _is_vague(text: str) -> bool:
    return has_any(text, (*VAGUE_TIMES, *VAGUE_SUMS))


def code(page: Page) -> Verdict:
    """The sheet carries the code by which the catalogue knows the service."""
    if page.target.is_portal:
        return _PORTAL
    shown, is_marked = _code(page)
    rule, listed = page.target.code_rule, (page.target.service, *page.target.codes)
    # Lines are in small letters: what the list knows is said as the list writes it.
    shown = {each.casefold(): each for each in listed}.get(shown.casefold(), shown)
    observed: Observed = {"code": shown}
    if not shown:
        return Verdict(Outcome.FAIL, "missing", observed, page.dom)
    known = {each for each in listed if follows(each, rule)}
    if follows(page.target.service, rule):
        known = {page.target.service}
    if known and shown not in known:
        return Verdict(Outcome.FAIL, "another", {**observed, "wanted": texts(sorted(known)[:5])}, page.dom)
    outcome = (Outcome.PASS, "shown") if is_marked else (Outcome.WARN, "shown_by_words")
    return Verdict(*outcome, observed, page.dom)


def _code(page: Page) -> tuple[str, bool]:
    container = page.tree.css_first("[data-service]")
    marked = latin_digits((container.attributes.get("data-service") if container else None) or "")
    seen = field(page, "code")
    written = spotted(page.target.code_rule).search(normalise(seen.value)) if seen else None
    if follows(marked, page.target.code_rule):
        return marked, True
    return (written[0], seen.source != "pattern") if written and seen else ("", False)


def freshness(page: Page) -> Verdict:
    """The page says when it was last brought up to date, and that is not long ago."""
    seen = field(page, "updated") or _modified(page)
    today = page.artifact.taken_at.date()
    days = [day for day in dates_in(f"{seen.given} {seen.value}") if day <= today] if seen else []
    if seen is None or not days:
        reason = "copyright_year_only" if seen is None and _has_copyright_year(page) else "no_date"
        return Verdict(Outcome.FAIL, reason, seen.brief() if seen else {}, page.dom)
    age = (today - max(days)).days
    observed: Observed = {"age_days": age, "date": max(days).isoformat(), "source": seen.source}
    return Verdict(*_freshness(age, is_sure=seen.source != "pattern"), observed, page.dom)


def _freshness(age: int, *, is_sure: bool) -> tuple[Outcome, str]:
    if age > _OLD_DAYS:
        return Outcome.FAIL, "stale"
    if age > _FRESH_DAYS:
        return Outcome.WARN, "ageing"
    return (Outcome.PASS, "fresh") if is_sure else (Outcome.WARN, "fresh_by_words")


def _has_copyright_year(page: Page) -> bool:
    return any(map(_COPYRIGHT_YEAR.search, page.lines))


def _modified(page: Page) -> Field | None:
    node = page.tree.css_first('meta[property="article:modified_time"], meta[name="dcterms.modified" i]')
    day = _day((node.attributes.get("content") if node else None) or "")
    return Field(day.isoformat(), "schema", 0.8, day.isoformat()) if day else None


def _day(text: str) -> date | None:
    return next(iter(dates_in(text[:10])), None)
