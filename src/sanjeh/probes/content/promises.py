"""Rules about what a body binds itself to: measurable agreements, accessibility, terms, licence."""

import re

from sanjeh.core.probing.contracts import Outcome
from sanjeh.core.probing.verdicts import Observed, Verdict, texts
from sanjeh.core.text.html import Link, parse
from sanjeh.core.text.persian import dates_in, normalise
from sanjeh.probes.content.page import Page, is_sample, lines_of
from sanjeh.probes.content.quantities import duration, money
from sanjeh.probes.content.statements import behind, sections_of, stated
from sanjeh.probes.content.words import LANGUAGES, MEASURES, STATEMENTS, has_any, says

_YEAR = re.compile(r"(?<!\d)(?:1[34]\d\d|20\d\d)(?!\d)")
_MEASURE = re.compile(rf"\d\s?(?:{'|'.join(map(re.escape, MEASURES))})")
_OLD_DAYS = 365

terms = stated("terms")


def sla_measures(page: Page) -> Verdict:
    """The agreement promises what can be measured: a number with its unit, a sum or none, a period."""
    return behind(page, "sla", _measurable) if page.link("sla") else Verdict(Outcome.NOT_APPLICABLE, "no_sla")


def _measurable(page: Page, link: Link) -> tuple[Outcome, str, Observed]:
    markup = page.markup_behind(link)
    if not markup:
        return Outcome.WARN, "not_read", {}
    sections = {key: text for key, text in sections_of(lines_of(markup)).items() if not is_sample(text)}
    promised = f"{sections.get('responsibility', '')} {sections.get('commitments', '')}"
    has = {
        "commitments": bool(duration(promised)) or _MEASURE.search(promised) is not None,
        "cost": bool(money(sections.get("cost", ""))),
        "period": _says_when(sections.get("period", "")),
    }
    missing = [name for name, is_there in has.items() if not is_there]
    return *_measured(len(missing), len(has)), {"missing": texts(missing)}


def _says_when(text: str) -> bool:
    return _YEAR.search(text) is not None or bool(dates_in(text)) or bool(duration(text))


def _measured(missing: int, wanted: int) -> tuple[Outcome, str]:
    if missing == 0:
        return Outcome.PASS, "measurable"
    return (Outcome.FAIL, "nothing_measurable") if missing == wanted else (Outcome.WARN, "partly_measurable")


def accessibility_statement(page: Page) -> Verdict:
    """A statement says which standard is met, since when, and whom to tell of a barrier."""
    return behind(page, "accessibility", _accessibility)


def _accessibility(page: Page, link: Link) -> tuple[Outcome, str, Observed]:
    markup = page.markup_behind(link)
    if not markup:
        return Outcome.WARN, "not_read", {}
    text = " ".join(lines_of(markup))
    if is_sample(text):
        return Outcome.FAIL, "empty_sample", {}
    today = page.artifact.taken_at.date()
    days = [day for day in dates_in(text) if day <= today]
    has = {
        "standard": says(text, STATEMENTS["accessibility_standard"]),
        "date": bool(days),
        "contact": parse(markup).css_first('a[href^="mailto:" i], a[href^="tel:" i]') is not None,
    }
    missing = [name for name, is_there in has.items() if not is_there]
    age = (today - max(days)).days if days else None
    observed: Observed = {"missing": texts(missing)} | ({} if age is None else {"age_days": age})
    if missing:
        return Outcome.WARN, "incomplete", observed
    return (*((Outcome.WARN, "old") if age and age > _OLD_DAYS else (Outcome.PASS, "complete")), observed)


def licence(page: Page) -> Verdict:
    """People are told under which licence they may use what the site publishes."""
    marked = page.link("licence")
    related = page.tree.css_first('a[rel~="license" i], link[rel~="license" i]')
    if related or (marked and marked.source == "marker"):
        return Verdict(Outcome.PASS, "present", {"source": "marker" if marked else "html"}, page.dom)
    text = " ".join(page.lines)
    if says(text, STATEMENTS["licence"]):
        return Verdict(Outcome.WARN, "present_by_words", {"source": "pattern"}, page.dom)
    if has_any(text, STATEMENTS["rights_reserved"]):
        return Verdict(Outcome.WARN, "all_reserved", {"source": "pattern"}, page.dom)
    return Verdict(Outcome.FAIL, "missing", {}, page.dom)


def _offered_languages(page: Page) -> list[str]:
    """Return the languages in which the page says it can be had, by their codes."""
    nodes = page.tree.css("link[rel~=alternate][hreflang], a[hreflang]")
    named = {(node.attributes.get("hreflang") or "").lower().partition("-")[0] for node in nodes}
    spoken = {
        LANGUAGES[text] for node in page.tree.css("a[href]") if (text := _short(node.text())) in LANGUAGES
    }
    root = page.tree.css_first("html")
    own = ((root.attributes.get("lang") if root else None) or "").lower().partition("-")[0]
    return sorted((named | spoken | {own}) - {"", "x"})


def _short(text: str | None) -> str:
    return normalise(text or "") if len(text or "") < 30 else ""


def languages(page: Page) -> Verdict:
    """Tell in which languages the page offers itself; how many there should be is no machine's question."""
    found = _offered_languages(page)
    reason = "several" if len(found) > 1 else "one" if found else "none_told"
    return Verdict(Outcome.INFO, reason, {"languages": texts(found)}, page.dom)
