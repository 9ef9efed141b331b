"""Judges what a site answered. Pure: the rules are in method.md."""

from collections.abc import Callable, Iterable

from sanjeh.core.probing.artifacts.http import HttpArtifact
from sanjeh.core.probing.contracts import Check, EvidenceReader, Finding, Probe, Target
from sanjeh.core.probing.verdicts import Rule, Verdict, checks, findings
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
from sanjeh.probes.http.pages import Page
from sanjeh.probes.http.site_view import ANSWER, SiteView


def _about(part: str, check: Check, judge: Callable[[Page, SiteView], Verdict]) -> Rule[SiteView]:
    """Return the rule about one answer of the site; its verdict rests on the body of this answer."""
    return Rule(check, lambda view: view.resting(part, judge(view.page(part), view)), (part,))


def _by(part: str, check: Check, judge: Callable[[Page], Verdict]) -> Rule[SiteView]:
    """Return the rule that one answer alone decides."""
    return _about(part, check, lambda page, _seen: judge(page))


def _reach(view: SiteView) -> Verdict:
    """Judge whether the page was reached; of a server that shuts out every visitor that was seen."""
    if view.artifact.shut_tls:
        return delivery.shut(view.artifact)
    page = view.reading(ANSWER)
    return view.resting(ANSWER, delivery.reach(page) if isinstance(page, Page) else page)


RULES: tuple[Rule[SiteView], ...] = (
    Rule(Check("http.reach", "RFC 9110 15"), _reach),
    Rule(
        Check("http.https", "RFC 9110 15.4; OWASP ASVS 9.1"),
        lambda view: delivery.https(view.artifact, view.target.url),
    ),
    Rule(Check("http.redirects", "RFC 9110 15.4"), lambda view: delivery.redirects(view.artifact.page)),
    _by("page", Check("http.hsts", "RFC 6797"), headers.hsts),
    _by("page", Check("http.csp", "W3C CSP 3"), headers.csp),
    _by("page", Check("http.framing", "W3C CSP 3; RFC 7034"), headers.framing),
    _by("page", Check("http.nosniff", "WHATWG Fetch"), headers.nosniff),
    _by("page", Check("http.referrer", "W3C Referrer Policy"), headers.referrer),
    _by("page", Check("http.permissions", "W3C Permissions Policy"), headers.permissions),
    _by("page", Check("http.cookies", "RFC 6265"), leaks.cookies),
    _about(
        "page",
        Check("http.leak", "OWASP WSTG-INFO-02"),
        lambda page, view: leaks.leak(page, view.reading("absent")),
    ),
    _by("absent", Check("http.not_found", "RFC 9110 15.5.5"), files.not_found),
    _about(
        "security_txt",
        Check("http.security_txt", "RFC 9116"),
        lambda page, view: files.security_txt(page, view.artifact.taken_at),
    ),
    _by("robots", Check("http.robots", "RFC 9309"), files.robots),
    _by("sitemap", Check("http.sitemap", "sitemaps.org 0.9"), files.sitemap),
    _by("page", Check("http.compression", "RFC 9110 8.4"), delivery.compression),
    _about(
        "page",
        Check("http.time", "web.dev TTFB"),
        lambda page, view: delivery.time(page, view.artifact.page_again),
    ),
    _about(
        "page",
        Check("http.observatory", "HTTP Observatory"),
        lambda page, view: observatory(page, view.artifact, view.target.url),
    ),
    Rule(Check("http.www", "RFC 1034; pshtt"), lambda view: endpoints.www(view.artifact, view.target.url)),
    Rule(Check("http.endpoints", "pshtt"), lambda view: endpoints.endpoints(view.artifact, view.target.url)),
    _about(
        "page", Check("http.agent", "RFC 9110 10.1.5"), lambda _page, view: endpoints.agent(view.artifact)
    ),
    _about(
        "page",
        Check("http.reach6", "RFC 8200; RFC 8305"),
        lambda page, view: endpoints.reach6(page, view.artifact, view.evidence),
    ),
    _about(
        "page",
        Check("http.versions", "RFC 9113; RFC 9114"),
        lambda page, view: endpoints.versions(view.artifact, page),
    ),
    _about("page", Check("http.cors", "WHATWG Fetch"), lambda _page, view: cross_origin.cors(view.artifact)),
    _by("page", Check("http.isolation", "WHATWG HTML; WHATWG Fetch"), cross_origin.isolation),
    _by("page", Check("http.sri", "W3C Subresource Integrity"), cross_origin.sri),
    _by("page", Check("http.csp_depth", "W3C CSP 3"), policy_depth.csp_depth),
    _about(
        "page",
        Check("http.hsts_preload", "hstspreload.org"),
        lambda page, view: caching.hsts_preload(page, view.artifact),
    ),
    _by("page", Check("http.caching", "RFC 9111"), caching.caching),
    _about(
        "page",
        Check("http.cookie_form", "RFC 6265bis"),
        lambda page, view: caching.cookie_form(page, view.artifact.taken_at),
    ),
    _by("page", Check("http.brotli", "RFC 7932; RFC 8878"), caching.brotli),
    _by("absent", Check("http.not_found_help", "RFC 9110 15.5.5"), discoverability.not_found_help),
    _about(
        "security_txt",
        Check("http.security_txt_form", "RFC 9116"),
        lambda page, view: discoverability.security_txt_form(page, view.artifact.taken_at),
    ),
    _about(
        "robots",
        Check("http.robots_service", "RFC 9309"),
        lambda page, view: discoverability.robots_service(page, view.target.url),
    ),
    _about(
        "sitemap",
        Check("http.sitemap_entries", "sitemaps.org 0.9"),
        lambda page, view: discoverability.sitemap_entries(page, view.artifact, view.evidence),
    ),
)


def judge(artifact: HttpArtifact, target: Target, evidence: EvidenceReader) -> Iterable[Finding]:
    """Return one finding per check; what was not seen is said, never judged."""
    view = SiteView(artifact, target, evidence)
    return tuple(findings("http", RULES, view, view.missing))


PROBE: Probe[HttpArtifact] = Probe("http", 4, "http", HttpArtifact, checks(RULES), judge)
