"""Looks for the holes that a Content Security Policy leaves although it closes scripts. Pure."""

from sanjeh.core.probing.verdicts import Verdict, not_applicable, passed, texts, warned
from sanjeh.probes.http.pages import Page
from sanjeh.probes.http.policy import Policy, is_vouched, read_policies

_NOTHING = frozenset({("'none'",), ()})
# Hosts that hand out anybody's code, or answer with a script of the asker's choice (JSONP).
_ANYBODYS = (
    "*.googleapis.com", "ajax.googleapis.com", "cdn.jsdelivr.net", "cdnjs.cloudflare.com", "unpkg.com",
    "raw.githubusercontent.com", "*.github.io", "*.cloudfront.net", "*.amazonaws.com", "*.herokuapp.com",
    "accounts.google.com", "www.google.com", "*.google.com", "*.yandex.ru",
    "code.jquery.com", "esm.sh", "jsonp.afeld.me",
)  # fmt: skip
# 128 bits, as CSP 3 §7.1 asks, are 22 letters of base64.
_SHORTEST_NONCE = 22
_ONLY_IN_HEADERS = ("frame-ancestors", "sandbox", "report-uri", "report-to")


def csp_depth(page: Page) -> Verdict:
    """Judge the holes that all policies leave open together; framing is `http.framing`'s question."""
    by_header = read_policies(page.header("content-security-policy"))
    by_meta = [
        each for text in page.meta("http-equiv", "content-security-policy") for each in read_policies(text)
    ]
    policies = (*by_header, *by_meta)
    if not policies:
        return not_applicable("no_policy")
    # Every policy applies, so a hole is one that none of them closes.
    holes = sorted(set.intersection(*(_holes(policy) for policy in policies)))
    idle = [name for name in _ONLY_IN_HEADERS if any(name in policy.directives for policy in by_meta)]
    if holes:
        return warned("holes", holes=texts(holes), count=len(policies))
    if idle:
        return warned("idle_in_page", directives=texts(idle))
    return passed("deep", count=len(policies))


def _holes(policy: Policy) -> set[str]:
    scripts = policy.sources("script-src") or ()
    is_strict = is_vouched(scripts) and "'strict-dynamic'" in scripts
    found = {
        "object-src": policy.sources("object-src") is None or "*" in (policy.sources("object-src") or ()),
        "base-uri": is_vouched(scripts) and "base-uri" not in policy.directives,
        "form-action": "form-action" not in policy.directives,
        "short nonce": any(_is_short_nonce(source) for source in scripts),
        "unsafe-hashes": "'unsafe-hashes'" in scripts,
        "open script hosts": not is_strict and any(_is_anybodys(source) for source in scripts),
    }
    return {name for name, is_open in found.items() if is_open}


def _is_short_nonce(source: str) -> bool:
    return source.startswith("'nonce-") and len(source.removeprefix("'nonce-").strip("'=")) < _SHORTEST_NONCE


def _is_anybodys(source: str) -> bool:
    """Return whether a source without a path lets in a host where anybody may put a script."""
    host, _, path = source.partition("://")[2].partition("/") if "://" in source else source.partition("/")
    return not path and host.split(":")[0] in _ANYBODYS
