"""Judges what browsers and caches are told to keep: pages, cookies, packed bodies. Pure."""

from datetime import datetime
from email.utils import parsedate_to_datetime

from sanjeh.core.probing.artifacts.http import Cookie, HttpArtifact
from sanjeh.core.probing.failures import Reason
from sanjeh.core.probing.verdicts import Verdict, failed, not_applicable, noted, passed, texts, unseen, warned
from sanjeh.core.text.html import host_of
from sanjeh.probes.http.durations import delta_seconds
from sanjeh.probes.http.pages import Page
from sanjeh.probes.http.sts import read_sts

_VALIDATORS = ("etag", "last-modified", "expires")
_DAY_S = 86_400
# RFC 6265bis §5.5: browsers keep no cookie for longer.
_LONGEST_DAYS = 400
_MODERN = frozenset({"br", "zstd"})
_WORTH_PACKING_BYTES = 1400


def caching(page: Page) -> Verdict:
    """Judge whether caches are told what to do, and never to hand one visitor's page to another."""
    directives = {part.split("=")[0].strip().lower() for part in page.header("cache-control").split(",")}
    is_shared = bool(directives & {"public", "s-maxage"}) and not directives & {"private", "no-store"}
    if is_shared and page.answer.cookies:
        return failed("shared_with_cookie", cache_control=page.header("cache-control")[:200])
    validators = [name for name in _VALIDATORS if page.header(name)]
    if directives == {""} and not validators:
        return warned("unsaid")
    return passed("said", cache_control=page.header("cache-control")[:200], validators=texts(validators))


def cookie_form(page: Page, now: datetime) -> Verdict:
    """Judge what cookies promise by their names, how widely they are sent and how long they live."""
    found = page.answer.cookies
    if not found:
        return not_applicable("none")
    if any(cookie.path is None for cookie in found):
        return unseen(Reason.NOT_ASKED)
    host = host_of(page.answer.url)
    for judged, reason, wrong in (
        (failed, "broken_promise", [cookie for cookie in found if _breaks_promise(cookie)]),
        (warned, "long_lived", [cookie for cookie in found if _days(cookie, now) > _LONGEST_DAYS]),
        (warned, "wide", [cookie for cookie in found if _is_wide(cookie, host)]),
    ):
        if wrong:
            return judged(reason, cookies=texts(cookie.name for cookie in wrong))
    return passed("sound", count=len(found))


def brotli(page: Page) -> Verdict:
    """Tell whether the server packs with the encodings that save most."""
    used = {part.strip().lower() for part in page.header("content-encoding").split(",")}
    if page.answer.body_bytes < _WORTH_PACKING_BYTES:
        return not_applicable("small", body_bytes=page.answer.body_bytes)
    return noted("used" if used & _MODERN else "not_used", encoding=page.header("content-encoding"))


def hsts_preload(page: Page, artifact: HttpArtifact) -> Verdict:
    """Tell what the browsers' own list would still want of the site (hstspreload.org)."""
    stated = read_sts(page.first("strict-transport-security"))
    # The list reads a bare number alone, where browsers bear one in quotes.
    age_s = stated.max_age_s if stated and not stated.is_quoted else 0
    plain = artifact.plain.answer
    wanted = {
        "max-age": age_s >= 365 * _DAY_S,
        "includeSubDomains": stated is not None and stated.has_subdomains,
        "preload": stated is not None and stated.has_preload,
        "redirect": plain is None
        or plain.status >= 400
        or _redirects_home(plain.url, plain.header("location")),
    }
    missing = [name for name, is_there in wanted.items() if not is_there]
    return noted("not_ready", missing=texts(missing)) if missing else noted("ready")


def _redirects_home(url: str, location: str) -> bool:
    return location.lower().startswith("https://") and host_of(location) == host_of(url)


def _breaks_promise(cookie: Cookie) -> bool:
    """Return whether browsers refuse the cookie for a promise not kept (RFC 6265bis §4.1.3)."""
    name = cookie.name.lower()
    is_bound = cookie.path == "/" and not cookie.domain
    needs_secure = name.startswith(("__secure-", "__host-")) or cookie.same_site == "none"
    return (needs_secure and not cookie.is_secure) or (name.startswith("__host-") and not is_bound)


def _days(cookie: Cookie, now: datetime) -> float:
    """Return how many days a cookie lives; Max-Age goes before Expires (RFC 6265 §4.1.2.2)."""
    age_s = delta_seconds(cookie.max_age or "")
    if age_s is not None:
        return age_s / _DAY_S
    try:
        until = parsedate_to_datetime(cookie.expires or "")
    except ValueError:
        return 0.0
    return (until - now).total_seconds() / _DAY_S if until.tzinfo else 0.0


def _is_wide(cookie: Cookie, host: str) -> bool:
    """Return whether the cookie is also sent to hosts above this one."""
    domain = (cookie.domain or "").lstrip(".").lower()
    return bool(domain) and domain != host and host.endswith(f".{domain}")
