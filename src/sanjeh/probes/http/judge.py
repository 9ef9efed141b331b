"""Judges what a site answered. Pure: the rules are in method.md."""

from collections.abc import Callable, Iterable, Mapping

from sanjeh.core.probing.artifacts.http import Asked, HttpArtifact
from sanjeh.core.probing.contracts import Check, EvidenceReader, Finding, Probe, Target
from sanjeh.core.probing.judging import resting, sign
from sanjeh.core.probing.verdicts import Verdict
from sanjeh.probes.http import (
    caching,
    cross_origin,
    delivery,
    discoverability,
    endpoints,
    files,
    headers,
    leaks,
    policy_depth,
)
from sanjeh.probes.http.observatory import observatory
from sanjeh.probes.http.pages import Page, read, shown

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
    Check("http.www", "RFC 1034; pshtt"),
    Check("http.endpoints", "pshtt"),
    Check("http.agent", "RFC 9110 10.1.5"),
    Check("http.reach6", "RFC 8200; RFC 8305"),
    Check("http.versions", "RFC 9113; RFC 9114"),
    Check("http.cors", "WHATWG Fetch"),
    Check("http.isolation", "WHATWG HTML; WHATWG Fetch"),
    Check("http.sri", "W3C Subresource Integrity"),
    Check("http.csp_depth", "W3C CSP 3"),
    Check("http.hsts_preload", "hstspreload.org"),
    Check("http.caching", "RFC 9111"),
    Check("http.cookie_form", "RFC 6265bis"),
    Check("http.brotli", "RFC 7932; RFC 8878"),
    Check("http.not_found_help", "RFC 9110 15.5.5"),
    Check("http.security_txt_form", "RFC 9116"),
    Check("http.robots_service", "RFC 9309"),
    Check("http.sitemap_entries", "sitemaps.org 0.9"),
)

Rules = Mapping[str, Callable[[Page], Verdict]]
_OF_THE_ABSENT: Rules = {
    "http.not_found": files.not_found,
    "http.not_found_help": discoverability.not_found_help,
}


def judge(sight: HttpArtifact, target: Target, evidence: EvidenceReader) -> Iterable[Finding]:
    """Return one finding per check; what was not seen is said, never judged."""
    page, absent = read(sight.page, evidence), read(sight.absent, evidence)
    verdicts = {
        "http.reach": _rests(sight.page, _if_seen(page, delivery.reach)),
        "http.https": delivery.https(sight, target.url),
        "http.redirects": delivery.redirects(sight.page),
        "http.www": endpoints.www(sight, target.url),
        "http.endpoints": endpoints.endpoints(sight, target.url),
        **_said(sight.page, shown(page), _of_the_page(sight, absent, target, evidence)),
        **_said(sight.absent, absent, _OF_THE_ABSENT),
        **_of_files(sight, target, evidence),
    }
    return sign("http", CHECKS, verdicts)


def _of_the_page(
    sight: HttpArtifact, absent: Page | Verdict, target: Target, evidence: EvidenceReader
) -> Rules:
    return {
        "http.hsts": headers.hsts,
        "http.csp": headers.csp,
        "http.framing": headers.framing,
        "http.nosniff": headers.nosniff,
        "http.referrer": headers.referrer,
        "http.permissions": headers.permissions,
        "http.cookies": leaks.cookies,
        "http.leak": lambda seen: leaks.leak(seen, absent),
        "http.compression": delivery.compression,
        "http.time": lambda seen: delivery.time(seen, sight.page_again),
        "http.agent": lambda _: endpoints.agent(sight),
        "http.cors": lambda _: cross_origin.cors(sight),
        "http.reach6": lambda seen: endpoints.reach6(seen, sight, evidence),
        "http.versions": lambda seen: endpoints.versions(sight, seen),
        "http.isolation": cross_origin.isolation,
        "http.sri": cross_origin.sri,
        "http.csp_depth": policy_depth.csp_depth,
        "http.hsts_preload": lambda seen: caching.hsts_preload(seen, sight),
        "http.caching": caching.caching,
        "http.cookie_form": lambda seen: caching.cookie_form(seen, sight.taken_at),
        "http.brotli": caching.brotli,
        "http.observatory": lambda seen: observatory(seen, sight, target.url),
    }


def _of_files(sight: HttpArtifact, target: Target, evidence: EvidenceReader) -> dict[str, Verdict]:
    now = sight.taken_at
    security_txt: Rules = {
        "http.security_txt": lambda page: files.security_txt(page, now),
        "http.security_txt_form": lambda page: discoverability.security_txt_form(page, now),
    }
    robots: Rules = {
        "http.robots": files.robots,
        "http.robots_service": lambda page: discoverability.robots_service(page, target.url),
    }
    sitemap: Rules = {
        "http.sitemap": files.sitemap,
        "http.sitemap_entries": lambda page: discoverability.sitemap_entries(page, sight, evidence),
    }
    return {
        **_said(sight.security_txt, read(sight.security_txt, evidence), security_txt),
        **_said(sight.robots, read(sight.robots, evidence), robots),
        **_said(sight.sitemap, read(sight.sitemap, evidence), sitemap),
    }


def _said(asked: Asked, page: Page | Verdict, rules: Rules) -> dict[str, Verdict]:
    """Judge one answer by all rules about it; the verdicts rest on its body."""
    return {check: _rests(asked, _if_seen(page, rule)) for check, rule in rules.items()}


def _if_seen(page: Page | Verdict, rule: Callable[[Page], Verdict]) -> Verdict:
    return rule(page) if isinstance(page, Page) else page


def _rests(asked: Asked, verdict: Verdict) -> Verdict:
    return resting(verdict, asked.answer.body) if asked.answer else verdict


PROBE: Probe[HttpArtifact] = Probe("http", 3, "http", HttpArtifact, CHECKS, judge)
