"""Looks for the holes that a Content Security Policy leaves although it closes scripts. Pure."""

from sanjeh.core.probing.domains import is_anybodys_suffix
from sanjeh.core.probing.verdicts import Verdict, not_applicable, passed, texts, warned
from sanjeh.probes.http.pages import Page
from sanjeh.probes.http.policy import (
    Policy,
    is_strict,
    is_vouched,
    lets_in_anywhere,
    policies_within,
    read_policies,
)
from sanjeh.probes.http.policy_typos import typos

# Hosts that hand out anybody's code, or answer with a script of the asker's choice (JSONP).
_ANYBODYS = (
    "*.googleapis.com", "ajax.googleapis.com", "maps.googleapis.com", "www.googleapis.com",
    "translate.googleapis.com", "cdn.jsdelivr.net", "fastly.jsdelivr.net", "cdnjs.cloudflare.com",
    "unpkg.com", "raw.githubusercontent.com", "*.githubusercontent.com", "*.github.io", "*.gitlab.io",
    "*.pages.dev", "*.workers.dev", "*.netlify.app", "*.vercel.app", "*.cloudfront.net", "*.amazonaws.com",
    "*.herokuapp.com", "*.appspot.com", "*.web.app", "*.firebaseapp.com", "*.azurewebsites.net",
    "*.blob.core.windows.net", "accounts.google.com", "www.google.com", "cse.google.com", "maps.google.com",
    "*.google.com", "www.gstatic.com", "ssl.gstatic.com", "*.gstatic.com", "www.googletagmanager.com",
    "*.googletagmanager.com", "www.googleadservices.com", "googleads.g.doubleclick.net",
    "*.doubleclick.net", "www.youtube.com", "ajax.aspnetcdn.com", "code.angularjs.org", "code.jquery.com",
    "stackpath.bootstrapcdn.com", "maxcdn.bootstrapcdn.com", "cdn.bootcss.com", "cdn.bootcdn.net",
    "lib.arvancloud.ir", "esm.sh", "esm.run", "ga.jspm.io", "cdn.skypack.dev", "cdn.statically.io",
    "rawgit.com", "cdn.rawgit.com", "gitcdn.xyz", "jsonp.afeld.me", "graph.facebook.com", "api.twitter.com",
    "cdn.syndication.twimg.com", "*.twimg.com", "yastatic.net", "yandex.st", "translate.yandex.net",
    "mc.yandex.ru", "*.yandex.ru", "*.yandex.net",
)  # fmt: skip
# 128 bits, as CSP 3 §7.1 asks, are 22 letters of base64.
_SHORTEST_NONCE = 22
_ONLY_IN_HEADERS = ("frame-ancestors", "sandbox", "report-uri", "report-to")
_SHOWN = 10


def csp_depth(page: Page) -> Verdict:
    """Judge the holes that all policies leave open together; framing is `http.framing`'s question."""
    by_header = read_policies(page.header("content-security-policy"))
    by_meta = policies_within(page)
    policies = (*by_header, *by_meta)
    if not policies:
        return not_applicable("no_policy")
    # Every policy applies, so a hole is one that none of them closes.
    holes = sorted(set.intersection(*(_holes(policy) for policy in policies)))
    slips = texts(sorted({slip for policy in policies for slip in typos(policy)})[:_SHOWN])
    idle = [name for name in _ONLY_IN_HEADERS if any(name in policy.directives for policy in by_meta)]
    if holes:
        told = {"typos": slips} if slips else {}
        return warned("holes", holes=texts(holes), count=len(policies), **told)
    if slips:
        return warned("typos", typos=slips)
    if idle:
        return warned("idle_in_page", directives=texts(idle))
    return passed("deep", count=len(policies))


def _holes(policy: Policy) -> set[str]:
    scripts, handlers = policy.script_elements or (), policy.script_handlers or ()
    objects = policy.sources("object-src")
    found = {
        "object-src": objects is None or lets_in_anywhere(objects),
        "base-uri": (is_vouched(scripts) or is_strict(scripts)) and policy.is_open("base-uri"),
        "form-action": policy.is_open("form-action"),
        "short nonce": any(_is_short_nonce(source) for source in scripts),
        "unsafe-hashes": "'unsafe-hashes'" in handlers,
        "open script hosts": not is_strict(scripts) and any(_is_anybodys(source) for source in scripts),
    }
    return {name for name, is_there in found.items() if is_there}


def _is_short_nonce(source: str) -> bool:
    return source.startswith("'nonce-") and len(source.removeprefix("'nonce-").strip("'=")) < _SHORTEST_NONCE


def _is_anybodys(source: str) -> bool:
    """Return whether a source without a path lets in a host where anybody may put a script."""
    host, _, path = source.partition("://")[2].partition("/") if "://" in source else source.partition("/")
    name = host.split(":")[0]
    return not path and (name in _ANYBODYS or (name.startswith("*.") and _holds_anybodys(name[2:])))


def _holds_anybodys(domain: str) -> bool:
    """Return whether all below a domain are let in, where anybody registers or hands out code."""
    return is_anybodys_suffix(domain) or any(host.endswith(f".{domain}") for host in _ANYBODYS)
