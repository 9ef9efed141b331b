"""Judges what a site answered. Pure: the rules are in method.md."""

from collections.abc import Callable, Iterable

from sanjeh.core.judging import resting, sign
from sanjeh.core.probing import Check, EvidenceReader, Finding, Probe, Target
from sanjeh.core.sights.http import Asked, HttpSight
from sanjeh.core.verdicts import Verdict
from sanjeh.probes.http import answers, files, headers, leaks
from sanjeh.probes.http.observatory import observatory
from sanjeh.probes.http.pages import Page, read, read_shown

CHECKS = (
    Check("http.reach", "RFC 9110 15"),
    Check("http.https", "RFC 9110 15.4; OWASP ASVS 9.1"),
    Check("http.redirects", "RFC 9110 15.4"),
    Check("http.hsts", "RFC 6797"),
    Check("http.csp", "W3C CSP 3"),
    Check("http.framing", "W3C CSP 3; RFC 7034"),
    Check("http.nosniff", "WHATWG Fetch"),
    Check("http.referrer", "W3C Referrer Policy"),
    Check("http.permissions", "W3C Permissions Policy"),
    Check("http.cookies", "RFC 6265"),
    Check("http.leak", "OWASP WSTG-INFO-02"),
    Check("http.not_found", "RFC 9110 15.5.5"),
    Check("http.security_txt", "RFC 9116"),
    Check("http.robots", "RFC 9309"),
    Check("http.sitemap", "sitemaps.org 0.9"),
    Check("http.compression", "RFC 9110 8.4"),
    Check("http.time", "web.dev TTFB"),
    Check("http.observatory", "HTTP Observatory"),
)


def judge(sight: HttpSight, target: Target, evidence: EvidenceReader) -> Iterable[Finding]:
    """Return one finding per check; what was not seen is said, never judged."""
    absent = read(sight.absent, evidence)
    verdicts = {
        **_of_the_way(sight, target, evidence),
        **_of_the_page(sight, absent, evidence),
        "http.not_found": _rests(sight.absent, _if_seen(absent, files.not_found)),
        **_of_files(sight, evidence),
        "http.observatory": _observatory(sight, target, evidence),
    }
    return sign("http", CHECKS, verdicts)


def _of_the_way(sight: HttpSight, target: Target, evidence: EvidenceReader) -> dict[str, Verdict]:
    return {
        "http.reach": _rests(sight.page, _if_seen(read(sight.page, evidence), answers.reach)),
        "http.https": answers.https(sight, target.url),
        "http.redirects": answers.redirects(sight.page),
    }


def _of_the_page(sight: HttpSight, absent: Page | Verdict, evidence: EvidenceReader) -> dict[str, Verdict]:
    page = read_shown(sight.page, evidence)
    rules: dict[str, Callable[[Page], Verdict]] = {
        "http.hsts": headers.hsts,
        "http.csp": headers.csp,
        "http.framing": headers.framing,
        "http.nosniff": headers.nosniff,
        "http.referrer": headers.referrer,
        "http.permissions": headers.permissions,
        "http.cookies": leaks.cookies,
        "http.leak": lambda seen: leaks.leak(seen, absent),
        "http.compression": answers.compression,
        "http.time": lambda seen: answers.time(seen, sight.page_again),
    }
    return {check: _rests(sight.page, _if_seen(page, rule)) for check, rule in rules.items()}


def _observatory(sight: HttpSight, target: Target, evidence: EvidenceReader) -> Verdict:
    page = read_shown(sight.page, evidence)
    return _rests(sight.page, _if_seen(page, lambda seen: observatory(seen, sight, target.url)))


def _of_files(sight: HttpSight, evidence: EvidenceReader) -> dict[str, Verdict]:
    found: dict[str, tuple[Asked, Callable[[Page], Verdict]]] = {
        "http.security_txt": (
            sight.security_txt,
            lambda page: files.security_txt(page, sight.taken_at),
        ),
        "http.robots": (sight.robots, files.robots),
        "http.sitemap": (sight.sitemap, files.sitemap),
    }
    return {
        check: _rests(asked, _if_seen(read(asked, evidence), rule)) for check, (asked, rule) in found.items()
    }


def _if_seen(page: Page | Verdict, rule: Callable[[Page], Verdict]) -> Verdict:
    return rule(page) if isinstance(page, Page) else page


def _rests(asked: Asked, verdict: Verdict) -> Verdict:
    return resting(verdict, asked.answer.body) if asked.answer else verdict


PROBE: Probe[HttpSight] = Probe("http", 2, "http", HttpSight, CHECKS, judge)
