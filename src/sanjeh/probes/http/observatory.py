"""Which result a page has in each test of the HTTP Observatory, in its own names. Pure.

Written from its published rules. What a client without its preload list and its certificate check cannot
know is left out: method.md says so.
"""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from sanjeh.core.probing.artifacts.http import Cookie, HttpArtifact
from sanjeh.core.probing.verdicts import Verdict, noted
from sanjeh.core.text.html import host_of
from sanjeh.probes.http import observatory_csp, observatory_scripts
from sanjeh.probes.http.cross_origin import cors_grant
from sanjeh.probes.http.durations import delta_seconds
from sanjeh.probes.http.locations import is_plain, is_secure, joined
from sanjeh.probes.http.observatory_policies import Merged
from sanjeh.probes.http.pages import Page
from sanjeh.probes.http.scoring_table import scoring_table

# "A lot of sites use 15552000": the table's six months are 180 days.
_SIX_MONTHS_S = 15_552_000
_PRIVATE = frozenset({"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"})
_UNSAFE = frozenset({"origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade"})
_NUMBER = re.compile(r"\+?(-?[0-9]+)")
# What a hosting platform sets by itself is not held against its customers.
_PLATFORMS = frozenset({"", "heroku-session-affinity"})
# From the least to the worst: of several cookies the worst decides.
_COOKIE_FAULTS = (
    "without-secure-flag-but-protected-by-hsts",
    "without-secure-flag",
    "session-without-secure-flag-but-protected-by-hsts",
    "samesite-flag-invalid",
    "anticsrf-without-samesite-flag",
    "session-without-httponly-flag",
    "session-without-secure-flag",
)
_SAME_SITE = frozenset({"lax", "strict", "none"})

_OPENER = frozenset({"same-origin", "same-origin-allow-popups", "noopener-allow-popups", "unsafe-none"})
_EMBEDDER = frozenset({"require-corp", "credentialless", "unsafe-none"})
# A token with parameters: keys in small letters, their values a token, a string, a number, a truth or bytes.
_WORD = r"[A-Za-z*][!#$%&'*+.^_`|~0-9A-Za-z:/-]*"
_STRING = r'"(?:[ !#-\[\]-~]|\\["\\])*"'
_BARE_ITEM = rf"(?:{_WORD}|{_STRING}|-?[0-9.]+|\?[01]|:[0-9A-Za-z+/=]*:)"
_ITEM = re.compile(rf"({_WORD})(?:;[ ]*[a-z*][a-z0-9_.*-]*(?:={_BARE_ITEM})?)*")

_GRANTS = {
    "closed": "not-implemented",
    "restricted": "implemented-with-restricted-access",
    "open_with_credentials": "implemented-with-universal-access",
}


def observatory(page: Page, artifact: HttpArtifact, asked: str) -> Verdict:
    """Say how the HTTP Observatory would score the page; it is told, and counts in no score of ours."""
    results = {test: f"{prefix}-{rule(page)}" for test, (prefix, rule) in _OF_THE_PAGE.items()}
    if artifact.foreign and artifact.foreign.answer:
        grant = _GRANTS.get(cors_grant(artifact), "implemented-with-public-access")
        results["cross-origin-resource-sharing"] = f"cross-origin-resource-sharing-{grant}"
    results["redirection"] = f"redirection-{redirection(artifact, asked)}"
    table = scoring_table()
    score = table.score(results)
    points = {name: table.points[test][name] for test, name in sorted(results.items())}
    lost = [f"{name} {each:+}" for name, each in points.items() if each]
    return noted("scored", score=score, grade=table.grade(score), ruleset=table.name, points=[*lost])


def hsts(page: Page) -> str:
    if not is_secure(page.answer.url):
        return "not-implemented-no-https"
    if not page.fields("strict-transport-security"):
        return "not-implemented"
    value = page.first("strict-transport-security").lower()
    ages = [part.strip()[8:] for part in value.split(";") if part.strip().startswith("max-age=")]
    # It reads a number from the front, whatever stands behind it.
    number = _NUMBER.match(ages[-1].strip('"')) if ages and "," not in value else None
    age_s = delta_seconds(number[1]) if number else None
    if age_s is None:
        return "header-invalid"
    is_long = age_s >= _SIX_MONTHS_S
    return f"implemented-max-age-{'at-least' if is_long else 'less-than'}-six-months"


def cookies(page: Page) -> str:
    found = [cookie for cookie in page.answer.cookies if cookie.name not in _PLATFORMS and _is_kept(cookie)]
    if not found:
        return "not-found"
    is_guarded = hsts(page) == "implemented-max-age-at-least-six-months"
    faults = {fault for cookie in found for fault in _faults(cookie, is_guarded=is_guarded)}
    faults |= {"samesite-flag-invalid"} if any(map(_is_odd, page.answer.cookies)) else set()
    if faults:
        return max(faults, key=_COOKIE_FAULTS.index)
    has_all = all(cookie.same_site in _SAME_SITE for cookie in found)
    return "secure-with-httponly-sessions" + ("-and-samesite" if has_all else "")


def _is_kept(cookie: Cookie) -> bool:
    """Return whether its jar takes a cookie: not one that is no such thing as its name promises."""
    if cookie.name.startswith("__Secure-"):
        return cookie.is_secure
    is_of_host = cookie.is_secure and not cookie.domain and cookie.path in {"", "/"}
    return is_of_host or not cookie.name.startswith("__Host-")


def _faults(cookie: Cookie, *, is_guarded: bool) -> list[str]:
    name = cookie.name.lower()
    is_session = "login" in name or "sess" in name
    unguarded = "-but-protected-by-hsts" if is_guarded else ""
    faults = {
        f"without-secure-flag{unguarded}": not cookie.is_secure,
        f"session-without-secure-flag{unguarded}": is_session and not cookie.is_secure,
        "session-without-httponly-flag": is_session and not cookie.is_http_only,
        "anticsrf-without-samesite-flag": "csrf" in name and cookie.same_site not in _SAME_SITE,
        "samesite-flag-invalid": cookie.same_site == "none" and not cookie.is_secure,
    }
    return [fault for fault, is_there in faults.items() if is_there]


def _is_odd(cookie: Cookie) -> bool:
    """Return whether a cookie of whatever kind says of its sites what nobody knows."""
    is_stated = bool(cookie.same_site) or bool(cookie.has_same_site)
    return is_stated and cookie.same_site not in _SAME_SITE


def redirection(artifact: HttpArtifact, asked: str) -> str:
    answer = artifact.plain.answer
    if answer is None:
        return "not-needed-no-http"
    target = joined(answer.url, answer.header("location")) if 300 <= answer.status < 400 else ""
    is_first = (host_of(answer.url), _path(answer.url)) == (host_of(asked), _path(asked))
    if not target and is_first:
        return "missing"
    if not is_secure(target) or (artifact.page.answer and is_plain(artifact.page.answer.url)):
        return "not-to-https"
    if not is_first:
        return "not-to-https-on-initial-redirection"
    return "to-https" if host_of(target) == host_of(asked) else "off-host-from-http"


def _path(url: str) -> str:
    """Return the path alone: the values of a kept query were dropped, those of the asked one were not."""
    return urlsplit(url).path or "/"


def referrer(page: Page) -> str:
    # Of several meta elements it reads the last that says anything.
    metas = [content for content in page.meta("name", "referrer") if content]
    stated = (*page.fields("referrer-policy"), *metas[-1:])
    if not stated:
        return "not-implemented"
    words = [word.strip().lower() for word in ",".join(stated).split(",")]
    known = [word for word in words if word in _PRIVATE | _UNSAFE]
    if not known:
        return "header-invalid"
    return "private" if known[-1] in _PRIVATE else "unsafe"


def sniffing(page: Page) -> str:
    value = page.first("x-content-type-options").lower()
    if not value:
        return "not-implemented"
    return "nosniff" if value == "nosniff" else "header-invalid"


def framing(page: Page) -> str:
    policy = observatory_csp.policy_of(page)
    if isinstance(policy, Merged) and "frame-ancestors" in policy.directives:
        return "implemented-via-csp"
    value = page.first("x-frame-options").lower()
    if not value:
        return "not-implemented"
    if value in {"deny", "sameorigin"}:
        return "sameorigin-or-deny"
    return "allow-from-origin" if value.startswith("allow-from") else "header-invalid"


def resource_policy(page: Page) -> str:
    value = page.header("cross-origin-resource-policy").lower()
    if not value:
        return "not-implemented"
    known = value in {"same-origin", "same-site", "cross-origin"}
    return f"implemented-with-{value}" if known else "header-invalid"


def opener_policy(page: Page) -> str:
    return _kept_apart(page, "cross-origin-opener-policy", _OPENER)


def embedder_policy(page: Page) -> str:
    return _kept_apart(page, "cross-origin-embedder-policy", _EMBEDDER)


def _kept_apart(page: Page, name: str, known: frozenset[str]) -> str:
    """Return the word of a field that says one word (RFC 9651 §3.3.4), beside parameters of any kind."""
    fields = page.fields(name)
    if not any(fields):
        return "not-implemented"
    word = _ITEM.fullmatch(fields[0]) if len(fields) == 1 else None
    return f"implemented-with-{word[1]}" if word and word[1] in known else "header-invalid"


_OF_THE_PAGE: dict[str, tuple[str, Callable[[Page], str]]] = {
    "content-security-policy": ("csp", observatory_csp.result),
    "cookies": ("cookies", cookies),
    "cross-origin-embedder-policy": ("coep", embedder_policy),
    "cross-origin-opener-policy": ("coop", opener_policy),
    "cross-origin-resource-policy": ("cross-origin-resource-policy", resource_policy),
    "referrer-policy": ("referrer-policy", referrer),
    "strict-transport-security": ("hsts", hsts),
    "subresource-integrity": ("sri", observatory_scripts.result),
    "x-content-type-options": ("x-content-type-options", sniffing),
    "x-frame-options": ("x-frame-options", framing),
}
