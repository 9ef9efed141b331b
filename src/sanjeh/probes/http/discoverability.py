"""Judges whether lost pages, security.txt, robots.txt and the site map are of any help. Pure."""

import re
from datetime import datetime, timedelta

from sanjeh.core.probing.artifacts.http import Asked, HttpArtifact
from sanjeh.core.probing.contracts import EvidenceReader
from sanjeh.core.probing.failures import Reason
from sanjeh.core.probing.verdicts import Verdict, failed, not_applicable, passed, texts, unseen, warned
from sanjeh.core.text.html import host_of, parse, prose
from sanjeh.probes.http import sitemaps
from sanjeh.probes.http.locations import is_plain
from sanjeh.probes.http.pages import Page
from sanjeh.probes.http.robots import OUR_NAME, is_robots, rules_of
from sanjeh.probes.http.security_file import SecurityFile, moment, read_security_file

_ABSENT = frozenset({404, 410})
_PERSIAN = re.compile("[\u0600-\u06ff]")
_HOME = re.compile(r"(https?://[^/]+)?/?(index\.\w+)?|\.{1,2}/?", re.IGNORECASE)
_SEARCH = 'form[role="search"], input[type="search"], [role="search"] input, form[action*="search"]'
_LINKS = ("contact", "canonical", "encryption", "acknowledgments", "policy", "hiring", "csaf")
# RFC 3986 §3: a scheme and what belongs to it; of mail and the web that is known.
_LINK = re.compile(
    r"mailto:[^@\s]+@[^@\s]+|https?://[^/\s]+(?:/\S*)?|tel:\+?[0-9(][0-9().-]*(?:;\S+)?"
    r"|(?!mailto:|https?:|tel:)[a-z][a-z0-9+.-]*:\S+",
    re.IGNORECASE | re.ASCII,
)
# RFC 9116 §2.5.5 recommends less than a year; a leap day is forgiven.
_FARTHEST = timedelta(days=366)
_CHARSETS = frozenset({"utf-8", "us-ascii"})
_LONGEST_TYPE = 100
_MOST_ENTRIES = 50_000
_SHOWN = 3


def not_found_help(page: Page) -> Verdict:
    """Judge whether somebody who took a wrong way is helped on: in Persian, with a heading and ways out."""
    if page.answer.status not in _ABSENT:
        return not_applicable("no_404", status=page.answer.status)
    tree = parse(page.markup)
    title = tree.css_first("title")
    links = [(node.attributes.get("href") or "").strip() for node in tree.css("a[href]")]
    has = {
        "title": title is not None and bool(title.text(strip=True)),
        "heading": tree.css_first("h1, h2") is not None,
        "home": any(_HOME.fullmatch(link) for link in links),
        "search": tree.css_first(_SEARCH) is not None,
        "persian": _PERSIAN.search(prose(page.markup)) is not None,
    }
    missing = [name for name, is_there in has.items() if not is_there]
    return warned("unhelpful", missing=texts(missing)) if missing else passed("helpful")


def security_txt_form(page: Page, now: datetime) -> Verdict:
    """Judge the finer points of RFC 9116 in a file that is there."""
    if page.answer.status != 200 or not is_robots(page.markup):
        return not_applicable("no_file")
    if is_plain(page.answer.url):
        return failed("unencrypted", at=page.answer.url)  # §3: it MUST be served over https
    file = read_security_file(page.markup)
    if any(len(file.fields.get(name, [])) > 1 for name in ("expires", "preferred-languages")):
        return failed("repeated")  # §2.5.5 and §2.5.8: these MUST NOT appear more than once
    return _form(file, page, now)


def _form(file: SecurityFile, page: Page, now: datetime) -> Verdict:
    links = [link for name in _LINKS for link in file.fields.get(name, []) if not _is_link(link)]
    if links:
        return failed("bad_links", links=texts(links[:_SHOWN]))
    if kind := _odd_type(page):
        return warned("odd_type", content_type=kind)
    if file.broken_lines:
        return warned("broken_lines", lines=texts(file.broken_lines[:_SHOWN]))
    canonical = file.fields.get("canonical", [])
    if canonical and page.answer.url not in canonical:
        return warned("elsewhere", canonical=texts(canonical[:_SHOWN]), at=page.answer.url)
    until = moment(file.first("expires"))
    if until and until - now > _FARTHEST:
        return warned("far", expires=until.date().isoformat())
    return passed("sound", is_signed=file.is_signed, has_policy="policy" in file.fields)


def _odd_type(page: Page) -> str:
    """Return what a file is said to be that is not said to be plain text in UTF-8 (§3), empty when it is."""
    stated = page.header("content-type").lower()
    kind, *parameters = (part.strip() for part in stated.split(";"))
    charsets = [
        each.removeprefix("charset=").strip('"') for each in parameters if each.startswith("charset=")
    ]
    is_right = kind == "text/plain" and all(charset in _CHARSETS for charset in charsets)
    return "" if is_right else stated[:_LONGEST_TYPE] or "-"


def _is_link(text: str) -> bool:
    """Return whether a value is an address of its kind, in ASCII; on the web it begins with https (§2.5)."""
    return text.isascii() and _LINK.fullmatch(text) is not None and not is_plain(text)


def robots_service(page: Page, address: str) -> Verdict:
    """Judge whether search engines are kept from the very page of the service (RFC 9309)."""
    if page.answer.status != 200 or not is_robots(page.markup):
        return not_applicable("no_file")
    rules = rules_of(page.markup)
    if not rules.can_fetch(address, "*"):
        return warned("service_closed")
    return passed("open", is_closed_to_us=not rules.can_fetch(address, OUR_NAME))


def sitemap_entries(page: Page, artifact: HttpArtifact, evidence: EvidenceReader) -> Verdict:
    """Judge whether the site map, with the parts we asked for, names pages of this site."""
    if "sitemaps" not in artifact.steps:
        return unseen(Reason.NOT_ASKED)
    found = sitemaps.read(evidence.read(page.answer.body))
    if page.answer.status != 200 or not found.kind:
        return not_applicable("no_site_map")
    parts = [_part(asked, evidence) for asked in artifact.sitemaps]
    broken = sum(1 for part in parts if not part.kind)
    pages = [*found.pages, *(url for part in parts for url in part.pages)]
    observed = {"entries": len(pages), "parts": len(found.parts)}
    if found.is_cut or max(len(found.locations), *(len(part.locations) for part in parts), 0) > _MOST_ENTRIES:
        return failed("too_long", **observed)
    if parts and broken == len(parts):
        return failed("broken_parts", **observed)
    if not pages:
        return warned("empty", **observed)
    foreign = sorted({host_of(url) for url in pages} - {host_of(page.answer.url)})
    return (
        warned("foreign", hosts=texts(foreign[:_SHOWN]), **observed) if foreign else passed("own", **observed)
    )


def _part(asked: Asked, evidence: EvidenceReader) -> sitemaps.SiteMap:
    is_there = asked.answer is not None and asked.answer.status == 200
    return (
        sitemaps.read(evidence.read(asked.answer.body)) if asked.answer and is_there else sitemaps.SiteMap("")
    )
