"""Which result a page's Content Security Policy has in the HTTP Observatory. Pure."""

from sanjeh.probes.http.locations import is_secure
from sanjeh.probes.http.pages import Page
from sanjeh.probes.http.policy import Policy, is_vouched, policies_of

_BROAD = frozenset(
    {"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"}
)  # fmt: skip
_LOOSE = _BROAD | {"'unsafe-inline'", "data:"}
_PASSIVE = ("img-src", "media-src")
_ANYWHERE = ("*",)
# From the best to the worst: several policies all apply, so that the best of them decides.
_FROM_BEST = (
    "implemented-with-no-unsafe-default-src-none",
    "implemented-with-no-unsafe",
    "implemented-with-unsafe-inline-in-style-src-only",
    "implemented-with-insecure-scheme-in-passive-content-only",
    "implemented-with-unsafe-eval",
    "implemented-with-insecure-scheme",
    "implemented-with-unsafe-inline",
    "header-invalid",
)


def result(page: Page) -> str:
    policies = policies_of(page)
    if not policies:
        return "not-implemented"
    is_https = is_secure(page.answer.url)
    return min((_of_one(policy, is_https=is_https) for policy in policies), key=_FROM_BEST.index)


def _of_one(policy: Policy, *, is_https: bool) -> str:
    """Return the first thing that is wrong, in the order in which the Observatory asks."""
    scripts, styles = _scripts(policy), _without_inline(_sources(policy, "style-src"))
    faults = {
        "header-invalid": "'strict-dynamic'" in scripts and not is_vouched(scripts),
        "implemented-with-unsafe-inline": bool(
            _LOOSE & set(scripts) or _BROAD & set(_sources(policy, "object-src"))
        ),
        "implemented-with-insecure-scheme": is_https and _any_insecure(_active(policy, scripts)),
        "implemented-with-unsafe-eval": "'unsafe-eval'" in (*scripts, *styles),
        "implemented-with-insecure-scheme-in-passive-content-only": is_https
        and any(_any_insecure(policy.sources(name) or ()) for name in _PASSIVE),
        "implemented-with-unsafe-inline-in-style-src-only": bool(_LOOSE & set(styles)),
    }
    first = next((fault for fault, is_there in faults.items() if is_there), None)
    is_closed = policy.directives.get("default-src") == ("'none'",)
    return first or f"implemented-with-no-unsafe{'-default-src-none' if is_closed else ''}"


def _sources(policy: Policy, directive: str) -> tuple[str, ...]:
    found = policy.sources(directive)
    return _ANYWHERE if found is None else found


def _scripts(policy: Policy) -> tuple[str, ...]:
    """Return the sources that a browser heeds: 'strict-dynamic' puts hosts and schemes out of force."""
    sources = _without_inline(_sources(policy, "script-src"))
    if not (is_vouched(sources) and "'strict-dynamic'" in sources):
        return sources
    idle = ("'self'", "'unsafe-inline'")
    return tuple(each for each in sources if each not in idle and not each.startswith(tuple(_BROAD)))


def _without_inline(sources: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out 'unsafe-inline' where a nonce or a hash puts it out of force."""
    is_idle = is_vouched(sources)
    return tuple(each for each in sources if not (is_idle and each == "'unsafe-inline'"))


def _active(policy: Policy, scripts: tuple[str, ...]) -> tuple[str, ...]:
    others = (
        source
        for name, sources in policy.directives.items()
        if name not in (*_PASSIVE, "script-src")
        for source in sources
    )
    return (*others, *scripts)


def _any_insecure(sources: tuple[str, ...]) -> bool:
    return any(source.startswith(("http:", "ftp:")) for source in sources)
