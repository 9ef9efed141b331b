"""A good site's answers, and ways to spoil them one at a time."""

from datetime import UTC, datetime

from sanjeh.core.probing.artifacts.http import Answered, Asked, Cookie, HttpArtifact, Spoken
from sanjeh.core.probing.contracts import Failure, Finding, Target
from sanjeh.core.probing.failures import Reason
from sanjeh.probes.http.judge import PROBE
from tests.evidence import MemoryStore
from tests.probes.judging import said, unsaid

NOW = datetime(2026, 11, 1, tzinfo=UTC)
URL = "https://khedmat.nemune.ir/"
HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
    "Content-Encoding": "br",
    "Server": "nginx",
}
TEXT = "<!doctype html><title>خدمت</title><main>" + "<p>درخواست کارت هوشمند</p>" * 90 + "</main>"
LOST = (
    "<!doctype html><title>یافت نشد</title><h1>یافت نشد</h1><form role='search'></form>"
    "<p>نشانی نادرست است. از صفحهٔ نخست آغاز کنید.</p><a href='/'>صفحهٔ نخست</a>"
)
SECURITY_TXT = "Contact: mailto:amn@nemune.ir\nExpires: 2027-01-01T00:00:00Z\n"
SITEMAP = "<?xml version='1.0'?><urlset><url><loc>https://khedmat.nemune.ir/</loc></url></urlset>"
SHELF = MemoryStore()


def answered(
    text: str = TEXT, status: int = 200, headers: dict[str, str] | None = None, **more: object
) -> Asked:
    body = text.encode()
    fields: dict[str, object] = {
        "url": URL,
        "status": status,
        "headers": tuple((HEADERS if headers is None else headers).items()),
        "cookies": (),
        "body": SHELF.keep(body),
        "body_bytes": len(body),
        "http_version": "1.1",
        "ttfb_ms": 120.0,
        "total_ms": 130.0,
        **more,
    }
    return Asked(answer=Answered.model_validate(fields))


STEPS = ("agent", "cookies", "twin", "foreign", "ipv6", "sitemaps", "spoken")
UNKNOWN = Asked(failure=Failure(reason=Reason.NAME_UNKNOWN))
GOOD = HttpArtifact(
    taken_at=NOW,
    page=answered(),
    plain=answered("", 301, {"Location": URL}, url="http://khedmat.nemune.ir/"),
    absent=answered(LOST, 404),
    security_txt=answered(SECURITY_TXT, 200, {"Content-Type": "text/plain"}),
    robots=answered("User-agent: *\nDisallow: /private\n", 200, {}),
    sitemap=answered(SITEMAP, 200, {}),
    steps=STEPS,
    twin=UNKNOWN,
    twin_plain=UNKNOWN,
    foreign=answered(),
    over_ipv6=answered(),
    spoken=Spoken(protocol="h2"),
)
PASSES = {
    "http.reach": "pass ok",
    "http.https": "pass redirects",
    "http.redirects": "pass short",
    "http.hsts": "pass strong",
    "http.csp": "pass strong",
    "http.framing": "pass protected",
    "http.nosniff": "pass set",
    "http.referrer": "pass private",
    "http.permissions": "pass set",
    "http.cookies": "pass none",
    "http.leak": "pass quiet",
    "http.not_found": "pass real",
    "http.security_txt": "pass valid",
    "http.robots": "pass open",
    "http.sitemap": "pass present",
    "http.compression": "pass compressed",
    "http.time": "pass fast",
    "http.observatory": "info scored",
}
PASSES_LATER = {
    "http.www": "not_applicable no_twin",
    "http.endpoints": "info told",
    "http.agent": "pass welcome",
    "http.reach6": "pass same",
    "http.versions": "info told",
    "http.cors": "pass closed",
    "http.isolation": "pass kept_apart",
    "http.sri": "not_applicable no_foreign",
    "http.csp_depth": "pass deep",
    "http.hsts_preload": "info not_ready",
    "http.caching": "pass said",
    "http.cookie_form": "not_applicable none",
    "http.brotli": "info used",
    "http.not_found_help": "pass helpful",
    "http.security_txt_form": "pass sound",
    "http.robots_service": "pass open",
    "http.sitemap_entries": "pass own",
}


def judged(url: str = URL, /, **changes: object) -> tuple[Finding, ...]:
    findings = tuple(PROBE.judge(GOOD.model_copy(update=changes), Target(url=url), SHELF))
    assert unsaid("http", findings) == set()
    return findings


def changed(url: str = URL, /, **changes: object) -> dict[str, str]:
    """Return what the first checks say differently from the good site."""
    return differing(judged(url, **changes))


def differing(findings: tuple[Finding, ...]) -> dict[str, str]:
    told = said(findings)
    return {check: told[check] for check, words in PASSES.items() if told[check] != words}


def changed_later(url: str = URL, **changes: object) -> dict[str, str]:
    """Return what the checks that came later say differently."""
    told = said(judged(url, **changes))
    return {check: told[check] for check, words in PASSES_LATER.items() if told[check] != words}


def with_header(name: str, value: str | None) -> Asked:
    """Return the page with one header changed, or left out."""
    headers = {key: known for key, known in HEADERS.items() if key != name}
    return answered(headers=headers if value is None else {**headers, name: value})


WRITTEN = {"path": "/", "domain": "", "max_age": "", "expires": ""}


def cookie(name: str, **guards: object) -> Cookie:
    guarded = {"is_secure": True, "is_http_only": True, "same_site": "lax", "has_lifetime": False, **WRITTEN}
    return Cookie.model_validate({"name": name, **guarded, **guards})
