"""Which result a page's Content Security Policy has in the HTTP Observatory. Pure."""

from collections.abc import Iterable
from dataclasses import replace

from sanjeh.probes.http.locations import is_secure
from sanjeh.probes.http.observatory_policies import Merged, PolicyInvalid, merged
from sanjeh.probes.http.pages import Page

_BROAD = frozenset(
    {"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"}
)  # fmt: skip
_LOOSE = _BROAD | {"'unsafe-inline'", "data:"}
_PASSIVE = ("img-src", "media-src")
_VOUCHED = ("'nonce-", "'sha256-", "'sha384-", "'sha512-")
_NOT_IN_PAGES = frozenset({"frame-ancestors", "report-uri", "sandbox"})
# The results that pass, and that a directive said twice by mistake overshadows.
_PASSING = frozenset(
    {
        "implemented-with-no-unsafe-default-src-none",
        "implemented-with-no-unsafe",
        "implemented-with-unsafe-inline-in-style-src-only",
        "implemented-with-insecure-scheme-in-passive-content-only",
    }
)


def result(page: Page) -> str:
    policy = policy_of(page)
    if isinstance(policy, str):
        return policy
    found = _of(policy, is_https=is_secure(page.answer.url))
    is_shadowed = policy.has_repeated_reports and found in _PASSING
    return "implemented-but-duplicate-directives" if is_shadowed else found


def policy_of(page: Page) -> Merged | str:
    """Return the policies of header and page as one, or the result of a page without a readable one."""
    by_header = _parted(page.fields("content-security-policy"))
    by_page = _parted(page.meta("http-equiv", "content-security-policy"))
    try:
        policy = merged((*by_header, *by_page))
    except PolicyInvalid:
        return "header-invalid"
    if not _directives(by_header) and not _directives(by_page) - _NOT_IN_PAGES:
        is_trial = bool(page.header("content-security-policy-report-only"))
        return "not-implemented-but-reporting-enabled" if is_trial else "not-implemented"
    return policy


def _parted(values: Iterable[str]) -> list[str]:
    return [policy.strip() for value in values for policy in value.split(",")]


def _directives(policies: list[str]) -> set[str]:
    return set(merged(policies).directives)


def _of(policy: Merged, *, is_https: bool) -> str:
    """Return the first thing that is wrong, in the order in which the Observatory asks."""
    scripts = _scripts(policy)
    if "script-src" not in policy.directives and "default-src" in policy.directives:
        # What it takes out of force for scripts is gone for all that fall back to the same directive.
        policy = replace(policy, directives={**policy.directives, "default-src": scripts})
    styles = _without_inline(policy.sources("style-src", "default-src"))
    passive = [source for name in _PASSIVE for source in _stated(policy, name)]
    faults = {
        "header-invalid": "'strict-dynamic'" in scripts and not _is_vouched(scripts),
        "implemented-with-unsafe-inline": bool(
            _LOOSE & scripts or _BROAD & policy.sources("object-src", "default-src")
        ),
        "implemented-with-insecure-scheme": is_https and _any_insecure(_active(policy, scripts)),
        "implemented-with-unsafe-eval": "'unsafe-eval'" in scripts | styles,
        "implemented-with-insecure-scheme-in-passive-content-only": is_https and _any_insecure(passive),
        "implemented-with-unsafe-inline-in-style-src-only": bool(_LOOSE & styles),
    }
    first = next((fault for fault, is_there in faults.items() if is_there), None)
    is_closed = policy.directives.get("default-src") == frozenset({"'none'"})
    return first or f"implemented-with-no-unsafe{'-default-src-none' if is_closed else ''}"


def _stated(policy: Merged, name: str) -> frozenset[str]:
    """Return the sources of a directive, or of the one for all; none where neither is said."""
    return policy.directives.get(name, policy.directives.get("default-src", frozenset()))


def _scripts(policy: Merged) -> frozenset[str]:
    """Return the sources that a browser heeds: 'strict-dynamic' puts hosts and schemes out of force."""
    sources = _without_inline(policy.sources("script-src", "default-src"))
    if not (_is_vouched(sources) and "'strict-dynamic'" in sources):
        return sources
    idle = {"'self'", "'unsafe-inline'"}
    return frozenset(each for each in sources if each not in idle and not each.startswith(tuple(_BROAD)))


def _without_inline(sources: frozenset[str]) -> frozenset[str]:
    """Leave out 'unsafe-inline' where a nonce or a hash puts it out of force."""
    return sources - {"'unsafe-inline'"} if _is_vouched(sources) else sources


def _is_vouched(sources: Iterable[str]) -> bool:
    return any(source.startswith(_VOUCHED) for source in sources)


def _active(policy: Merged, scripts: frozenset[str]) -> set[str]:
    others = (sources for name, sources in policy.directives.items() if name not in (*_PASSIVE, "script-src"))
    return set(scripts).union(*others)


def _any_insecure(sources: Iterable[str]) -> bool:
    return any(source.startswith(("http:", "ftp:")) for source in sources)
