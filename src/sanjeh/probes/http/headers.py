"""Judges the security headers of a page, roughly as the HTTP Observatory's table does. Pure."""

from sanjeh.core.probing.verdicts import Verdict, failed, passed, warned
from sanjeh.probes.http.pages import Page
from sanjeh.probes.http.permissions import is_heeded
from sanjeh.probes.http.policy import left_open, policies_of, read_policies
from sanjeh.probes.http.sts import read_sts

_YEAR_S = 31_536_000
_HALF_YEAR_S = 15_768_000
_PRIVATE = frozenset({"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"})
_KNOWN_REFERRER = _PRIVATE | {
    "unsafe-url",
    "origin",
    "origin-when-cross-origin",
    "no-referrer-when-downgrade",
}
_LONGEST_SHOWN = 500


def hsts(page: Page) -> Verdict:
    if not page.answer.url.startswith("https:"):
        return failed("plain_http")  # RFC 6797 §7.2: over plain http a browser ignores it.
    # RFC 6797 §8.1: only the first field counts.
    value = page.first("strict-transport-security")
    if not value:
        return failed("missing")
    stated = read_sts(value)
    if stated is None:
        return failed("broken", value=value[:_LONGEST_SHOWN])
    age_s = stated.max_age_s
    if age_s < _HALF_YEAR_S:
        return failed("too_short", max_age_s=age_s)
    return passed("strong", max_age_s=age_s) if age_s >= _YEAR_S else warned("short", max_age_s=age_s)


def csp(page: Page) -> Verdict:
    policies = policies_of(page)
    if not policies:
        is_trial = bool(page.header("content-security-policy-report-only"))
        return failed("report_only" if is_trial else "missing")
    shown = page.header("content-security-policy")[:_LONGEST_SHOWN]
    if left_open(policy.script_openings for policy in policies):
        return failed("unsafe", policy=shown)
    if all(policy.allows_eval for policy in policies):
        return warned("unsafe_eval", policy=shown)
    if left_open(policy.style_openings for policy in policies):
        return warned("unsafe_styles", policy=shown)
    return passed("strong", policy=shown)


def framing(page: Page) -> Verdict:
    # A meta element cannot forbid framing (CSP3 §3.3), so only the header's policies count.
    if any(policy.names_frame_ancestors for policy in read_policies(page.header("content-security-policy"))):
        return passed("protected", by="frame-ancestors")
    value = page.header("x-frame-options").lower()
    if not value:
        return failed("missing")
    kinds = {part.strip() for part in value.split(",")}
    is_known = bool(kinds) and kinds <= {"deny", "sameorigin"}
    return passed("protected", by="x-frame-options") if is_known else failed("broken", value=value[:100])


def nosniff(page: Page) -> Verdict:
    value = page.header("x-content-type-options").lower()
    if not value:
        return failed("missing")
    first = value.split(",")[0].strip()
    return passed("set") if first == "nosniff" else failed("broken", value=value[:100])


def referrer(page: Page) -> Verdict:
    stated = ",".join((page.header("referrer-policy"), *page.meta("name", "referrer"))).lower()
    known = [word.strip() for word in stated.split(",") if word.strip() in _KNOWN_REFERRER]
    if not known:
        return warned("missing")
    # Referrer Policy §11.1: the last value that the browser knows is in force.
    return passed("private", policy=known[-1]) if known[-1] in _PRIVATE else failed("leaky", policy=known[-1])


def permissions(page: Page) -> Verdict:
    value = page.header("permissions-policy")
    if not value:
        return warned("missing")
    shown = value[:_LONGEST_SHOWN]
    return passed("set", policy=shown) if is_heeded(value) else warned("broken", policy=shown)
