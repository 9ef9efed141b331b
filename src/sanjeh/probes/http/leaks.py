"""Judges what a site gives away: cookies without their guards, versions, stack traces. Pure."""

import re

from pydantic import JsonValue

from sanjeh.core.probing.artifacts.http import Cookie
from sanjeh.core.probing.verdicts import Verdict, failed, passed, warned
from sanjeh.probes.http.pages import Page

_SESSION = re.compile(r"(?i)sess|sid$|^sid|auth|login|jwt|token|remember")
# A page's own script must read the token that guards against forged requests.
_FOR_SCRIPTS = re.compile(r"(?i)csrf|xsrf")
_TELLING = ("server", "x-powered-by", "x-aspnet-version", "x-aspnetmvc-version", "x-generator")
_VERSION = re.compile(r"\d+\.\d+|/\d")
_TRACES = (
    "Traceback (most recent call last)",
    "at java.lang.",
    "at org.apache.",
    "org.springframework.",
    "System.Web.HttpException",
    "Server Error in '/' Application",
    "Stack Trace:",
    "Fatal error: Uncaught",
    "You're seeing this error because you have <code>DEBUG = True</code>",
    "Whoops, looks like something went wrong",
)


def cookies(page: Page) -> Verdict:
    found = page.answer.cookies
    if not found:
        return passed("none", count=0)
    for reason, wrong in (
        ("not_secure", [cookie for cookie in found if not cookie.is_secure]),
        ("script_readable", [cookie for cookie in found if _is_bare_session(cookie)]),
    ):
        if wrong:
            return failed(reason, count=len(found), cookies=_names(wrong))
    loose = [cookie for cookie in found if not cookie.same_site]
    if loose:
        return warned("no_same_site", count=len(found), cookies=_names(loose))
    return passed("guarded", count=len(found))


def leak(page: Page, absent: Page | Verdict) -> Verdict:
    """Judge the page's headers and, where it was seen, the page of an address that does not exist."""
    traces = [trace for trace in _TRACES if isinstance(absent, Page) and trace in absent.markup]
    if traces:
        return failed("trace", sign=traces[0])
    said: dict[str, JsonValue] = {
        name: page.header(name) for name in _TELLING if _VERSION.search(page.header(name))
    }
    powered = page.header("x-powered-by")
    if powered:
        said["x-powered-by"] = powered
    return warned("version", **said) if said else passed("quiet")


def _is_bare_session(cookie: Cookie) -> bool:
    is_session = bool(_SESSION.search(cookie.name)) and not _FOR_SCRIPTS.search(cookie.name)
    return is_session and not cookie.is_http_only


def _names(cookies: list[Cookie]) -> list[JsonValue]:
    return [cookie.name for cookie in cookies]
