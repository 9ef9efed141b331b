"""Judges the page of an address that does not exist, and the three well-known files. Pure."""

import re
from datetime import datetime

from sanjeh.core.probing.verdicts import Verdict, failed, passed, warned
from sanjeh.core.text.html import parse, prose
from sanjeh.probes.http.pages import Page
from sanjeh.probes.http.robots import closes_everything, is_robots
from sanjeh.probes.http.security_file import moment, read_security_file

_ABSENT = frozenset({404, 410})
_REFUSED = 401
_LEAST_LETTERS = 40
_SITEMAP = re.compile(r"<(?:\w+:)?(urlset|sitemapindex)\b")
_ENTRY = re.compile(r"<(?:\w+:)?loc\b")
_GZIP = "\x1f"
_LONGEST_SHOWN = 100


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
    file = read_security_file(page.markup)
    contact, stated = file.first("contact"), file.first("expires")
    if not contact:
        return failed("no_contact")
    if not stated:
        return warned("no_expiry", contact=contact)  # RFC 9116 §2.5.5 demands one.
    expires = moment(stated)
    if expires is None:
        return warned("bad_expiry", value=stated[:_LONGEST_SHOWN])
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
