"""Rules about what a body promises and offers beside its services: statements, channels, lists."""

import re
from collections.abc import Callable

from pydantic import JsonValue

from sanjeh.core.probing.contracts import Outcome
from sanjeh.core.probing.verdicts import Observed, Verdict, detail, unseen
from sanjeh.core.text.html import Link, host_of, parse
from sanjeh.core.text.persian import dates_in
from sanjeh.probes.content.page import Page, is_sample, lines_of
from sanjeh.probes.content.words import DATA_FILES, SLA_HEADINGS, as_start, is_one_of

_FEWEST_LETTERS = 200
_FEWEST_IN_SECTION = 30
_NUMBERING = re.compile(r"^(?:ماده|بند|فصل|بخش|article|section)?\s*[\d().\-–:]*\s*")
_HEADING_ROOM, _NUMBERED_ROOM = 30, 60
_HEADINGS = {key: as_start(phrases) for key, phrases in SLA_HEADINGS.items()}

Reading = Callable[[Page, Link], tuple[Outcome, str, Observed]]


def offered(kind: str) -> Callable[[Page], Verdict]:
    """Return the rule that the page leads to this kind of page, which answers."""
    return lambda page: behind(page, kind, _present)


def stated(kind: str) -> Callable[[Page], Verdict]:
    """Return the rule that the page leads to this statement, and that it says something."""
    return lambda page: behind(page, kind, _says_something)


def behind(page: Page, kind: str, reading: Reading) -> Verdict:
    """Judge the page behind the link of this kind; known by words alone, it never says more than "warn"."""
    link = page.link(kind)
    if link is None:
        return Verdict(Outcome.FAIL, "missing", {}, page.dom)
    observed: Observed = {"url": link.url.split("?")[0], "source": link.source}
    evidence = (*page.dom, *_kept(page, link))
    unreachable = _unreachable(page, link)
    if unreachable:
        return Verdict(unreachable.outcome, unreachable.reason, observed | unreachable.observed, evidence)
    outcome, reason, more = reading(page, link)
    if outcome is Outcome.PASS and link.source == "pattern":
        outcome, reason = Outcome.WARN, f"{reason}_by_words"
    return Verdict(outcome, reason, observed | more, evidence)


def _kept(page: Page, link: Link) -> tuple[str, ...]:
    linked = page.linked(link)
    return (linked.body,) if linked and linked.body else ()


def _unreachable(page: Page, link: Link) -> Verdict | None:
    linked = page.linked(link)
    if linked and linked.failure:
        return unseen(linked.failure, **detail(linked.failure))
    if linked and linked.status and linked.status >= 400:
        return Verdict(Outcome.FAIL, "dead_link", {"status": linked.status})
    return None


def _present(_page: Page, _link: Link) -> tuple[Outcome, str, Observed]:
    return Outcome.PASS, "present", {}


def _says_something(page: Page, link: Link) -> tuple[Outcome, str, Observed]:
    markup = page.markup_behind(link)
    if not markup:
        return Outcome.PASS, "present", {}
    text = " ".join(lines_of(markup))
    if is_sample(text):
        return Outcome.FAIL, "empty_sample", {}
    if sum(map(str.isalpha, text)) < _FEWEST_LETTERS:
        return Outcome.FAIL, "empty", {}
    return Outcome.PASS, "present", {}


def foi(page: Page) -> Verdict:
    """The page leads to the way in which information may be asked for."""
    national = next((link for link in page.links if is_one_of(host_of(link.url), "information_desks")), None)
    anchors = (node.attributes.get("href") or "" for node in page.tree.css("a[href]"))
    if national or any(is_one_of(host_of(address), "information_desks") for address in anchors):
        return Verdict(Outcome.PASS, "present", {"source": "host"}, page.dom)
    return offered("foi")(page)


def notices(page: Page) -> Verdict:
    """Changes are announced, each with its date."""
    return behind(page, "notices", _dated)


def _dated(page: Page, link: Link) -> tuple[Outcome, str, Observed]:
    markup = page.markup_behind(link)
    days = dates_in("\n".join(lines_of(markup)))
    attributes = [node.attributes.get("datetime") or "" for node in parse(markup).css("time[datetime]")]
    newest = max([*days, *dates_in(" ".join(each[:10] for each in attributes))], default=None)
    if not markup:
        return Outcome.WARN, "not_read", {}
    if newest is None:
        return Outcome.WARN, "undated", {}
    age = (page.artifact.taken_at.date() - newest).days
    return Outcome.PASS, "dated", {"newest_date": newest.isoformat(), "age_days": age}


def open_data(page: Page) -> Verdict:
    """Data stands there in files that a machine reads."""
    return behind(page, "open-data", _machine_readable)


def _machine_readable(page: Page, link: Link) -> tuple[Outcome, str, Observed]:
    if link.url.split("?")[0].lower().endswith(DATA_FILES):
        return Outcome.PASS, "machine_readable", {"files": 1}
    markup = page.markup_behind(link)
    if not markup:
        return Outcome.WARN, "not_read", {}
    addresses = [
        (node.attributes.get("href") or "").split("?")[0].lower() for node in parse(markup).css("a[href]")
    ]
    files = sum(address.endswith(DATA_FILES) for address in addresses)
    outcome = (Outcome.PASS, "machine_readable") if files else (Outcome.WARN, "no_files")
    return *outcome, {"files": files}


def sla(page: Page) -> Verdict:
    """The service-level agreement stands under its seven headings, each filled in."""
    return behind(page, "sla", _seven_headings)


def _seven_headings(page: Page, link: Link) -> tuple[Outcome, str, Observed]:
    markup = page.markup_behind(link)
    if not markup:
        return Outcome.WARN, "not_read", {}
    sections = sections_of(lines_of(markup))
    samples: list[JsonValue] = [key for key, text in sections.items() if is_sample(text)]
    filled = [key for key, text in sections.items() if key not in samples and _is_filled(text)]
    missing: list[JsonValue] = [key for key in SLA_HEADINGS if key not in filled]
    observed: Observed = {"filled": len(filled), "missing": missing, "samples": samples}
    if samples:
        return Outcome.FAIL, "empty_sample", observed
    if not filled:
        return Outcome.FAIL, "empty", observed
    return (Outcome.WARN, "partial", observed) if missing else (Outcome.PASS, "filled", observed)


def _is_filled(text: str) -> bool:
    return sum(map(str.isalpha, text)) >= _FEWEST_IN_SECTION


def sections_of(lines: tuple[str, ...]) -> dict[str, str]:
    """Return the text under each heading; of headings that come twice (a table of contents), the longest."""
    sections: dict[str, str] = {}
    current, text = None, ""
    for line in (*lines, ""):
        heading = _heading(line)
        if (heading or not line) and current and len(text) >= len(sections.get(current, "")):
            sections[current] = text
        current, text = (heading, "") if heading else (current, f"{text} {line}")
    return sections


def _heading(line: str) -> str | None:
    """Return which of the seven headings a line is: little more than its name, or numbered like a heading."""
    bare = _NUMBERING.sub("", line).strip(" :.-–،")
    is_numbered = bare != line and not line.endswith(".") and not any(map(str.isdigit, bare))
    if len(bare) > (_NUMBERED_ROOM if is_numbered else _HEADING_ROOM):
        return None
    return next((key for key, heading in _HEADINGS.items() if heading.match(bare)), None)
