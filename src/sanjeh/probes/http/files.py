"""Judges the page of an address that does not exist, and the three well-known files. Pure."""

import re
from datetime import UTC, datetime

from sanjeh.core.probing.verdicts import Verdict, failed, passed, warned
from sanjeh.core.text.html import parse, prose
from sanjeh.probes.http.pages import Page
from sanjeh.probes.http.robots import closes_everything, is_robots

_ABSENT = frozenset({404, 410})
_REFUSED = 401
_LEAST_LETTERS = 40
_SITEMAP = re.compile(r"<(?:\w+:)?(urlset|sitemapindex)\b")
_ENTRY = re.compile(r"<(?:\w+:)?loc\b")
_GZIP = "\x1f"


def not_found(page: Page) -> Verdict:
    """Judge whether a wrong address is answered as one, in a way that helps."""
    status = page.answer.status
    if status < 300:
        return failed("soft_404", status=status)
    if status == _REFUSED:
        return warned("refused", status=status)
    if status not in _ABSENT:
        return failed("odd_status", status=status)
    has_way_back = parse(page.markup).css_first("a[href]") is not None
    if len(prose(page.markup)) >= _LEAST_LETTERS and has_way_back:
        return passed("real", status=status)
    return warned("bare", status=status)


def security_txt(page: Page, now: datetime) -> Verdict:
    if page.answer.status != 200 or not is_robots(page.markup):
        return failed("missing", status=page.answer.status)
    fields = fields_of(page.markup)
    contact = fields.get("contact", [""])[-1]
    if not contact:
        return failed("no_contact")
    expires = moment(fields.get("expires", [""])[-1])
    if expires is None:
        return warned("no_expiry", contact=contact)  # RFC 9116 §2.5.5 demands one.
    until = expires.date().isoformat()
    return failed("expired", expires=until) if expires < now else passed("valid", expires=until)


def robots(page: Page) -> Verdict:
    if page.answer.status != 200:
        return warned("missing", status=page.answer.status)
    if not is_robots(page.markup):
        return warned("not_robots", status=page.answer.status)
    return failed("closed") if closes_everything(page.markup) else passed("open")


def sitemap(page: Page) -> Verdict:
    if page.answer.status != 200:
        return warned("missing", status=page.answer.status)
    if page.markup.startswith(_GZIP):
        return passed("present", is_packed=True)
    if not _SITEMAP.search(page.markup):
        return warned("not_sitemap", status=page.answer.status)
    return passed("present", entries=len(_ENTRY.findall(page.markup)))


def fields_of(text: str) -> dict[str, list[str]]:
    """Return the values of each field of a security.txt, in their order."""
    fields: dict[str, list[str]] = {}
    for line in text.splitlines():
        key, colon, value = line.partition(":")
        if colon and not line.startswith("#"):
            fields.setdefault(key.strip().lower(), []).append(value.strip())
    return fields


def moment(text: str) -> datetime | None:
    """Return the moment that an ISO text names, in UTC where it names no zone."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
