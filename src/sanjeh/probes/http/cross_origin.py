"""Judges what a page shares with other sites: its answers, its windows, its scripts. Pure."""

from collections.abc import Iterator

from sanjeh.core.probing.artifacts.http import HttpArtifact
from sanjeh.core.probing.domains import site_of
from sanjeh.core.probing.failures import Reason
from sanjeh.core.probing.verdicts import Verdict, failed, not_applicable, noted, passed, texts, unseen, warned
from sanjeh.core.text.html import host_of, parse
from sanjeh.probes.http.locations import is_plain, joined
from sanjeh.probes.http.pages import Page
from sanjeh.probes.http.policy import policies_of

_INVALID = ".invalid"
_UPGRADE = "upgrade-insecure-requests"
_OPENER = frozenset({"same-origin", "same-origin-allow-popups", "noopener-allow-popups"})
_RESOURCE = frozenset({"same-origin", "same-site"})
_EMBEDDER = frozenset({"require-corp", "credentialless"})
_KNOWN = {
    "cross-origin-opener-policy": _OPENER | {"unsafe-none"},
    "cross-origin-resource-policy": _RESOURCE | {"cross-origin"},
    "cross-origin-embedder-policy": _EMBEDDER | {"unsafe-none"},
}


def cors(artifact: HttpArtifact) -> Verdict:
    """Judge what the script of any other site may read, with the visitor's cookies or without them."""
    if artifact.foreign is None or artifact.foreign.failure:
        return unseen((artifact.foreign and artifact.foreign.failure) or Reason.NOT_ASKED)
    return _RULES[cors_grant(artifact)]


def cors_grant(artifact: HttpArtifact) -> str:
    """Return what a foreign site is granted: everything, reading, what is public, or nothing."""
    answer = artifact.foreign.answer if artifact.foreign else None
    if answer is None:
        return "closed"
    allowed = answer.header("access-control-allow-origin").strip().lower()
    with_cookies = answer.header("access-control-allow-credentials").strip() == "true"
    if allowed.endswith(_INVALID) or allowed == "null":
        return "open_with_credentials" if with_cookies else "mirrored"
    if allowed == "*":
        return "public"
    return "restricted" if allowed else "closed"


_RULES = {
    "open_with_credentials": failed("open_with_credentials"),
    "mirrored": warned("mirrored"),
    "public": noted("public"),
    "restricted": passed("restricted"),
    "closed": passed("closed"),
}


def isolation(page: Page) -> Verdict:
    """Judge whether windows and documents of other sites are kept apart from the page (COOP, COEP, CORP)."""
    said = {name: page.header(name).split(";")[0].strip().lower() for name in _KNOWN}
    broken = [f"{name}: {value}" for name, value in said.items() if value and value not in _KNOWN[name]]
    if broken:
        return failed("broken", headers=texts(broken))
    wanted = {"cross-origin-opener-policy": _OPENER, "cross-origin-resource-policy": _RESOURCE}
    missing = [name for name, good in wanted.items() if said[name] not in good]
    has_embedder = said["cross-origin-embedder-policy"] in _EMBEDDER
    return (
        warned("missing", headers=texts(missing)) if missing else passed("kept_apart", has_coep=has_embedder)
    )


def sri(page: Page) -> Verdict:
    """Judge whether a foreign host could change the page's scripts and styles unseen."""
    foreign = [*_foreign_parts(page)]
    if not foreign:
        return not_applicable("no_foreign")
    insecure = sorted({host_of(url) for url, _ in foreign if is_plain(url)})
    # Upgrade Insecure Requests §4.1: what is written in the clear is asked for over https.
    if insecure and not any(_UPGRADE in policy.directives for policy in policies_of(page)):
        return failed("insecure", hosts=texts(insecure))
    bare = sorted({host_of(url) for url, has_integrity in foreign if not has_integrity})
    return warned("unguarded", hosts=texts(bare)) if bare else passed("guarded", count=len(foreign))


def _foreign_parts(page: Page) -> Iterator[tuple[str, bool]]:
    """Yield the scripts and style sheets of other sites, and whether the page states their digest."""
    base = page.answer.url
    for node in parse(page.markup).css('script[src], link[rel~="stylesheet"][href]'):
        url = joined(base, (node.attributes.get("src") or node.attributes.get("href") or "").strip())
        if host_of(url) and site_of(host_of(url)) != site_of(host_of(base)):
            yield url, bool(node.attributes.get("integrity"))
