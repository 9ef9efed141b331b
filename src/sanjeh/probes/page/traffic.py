"""Rules about what the page loads and leaves behind: itself, cookies, errors, others' hosts, weight."""

import re
from collections import Counter

from pydantic import JsonValue

from sanjeh.core.probing.artifacts.page import Cookie, Request
from sanjeh.core.probing.contracts import Failure, Outcome
from sanjeh.core.probing.domains import is_same_site
from sanjeh.core.probing.verdicts import Observed, Verdict, texts
from sanjeh.core.text.html import host_of
from sanjeh.probes.page.fingerprints import TRACKERS
from sanjeh.probes.page.page_view import PageView

_SLOW_MS = 10_000
_LONG_LIFE_DAYS = 400  # the most that browsers grant (RFC 6265bis §5.5)
_LIGHT_BYTES, _HEAVY_BYTES = 1_500_000, 3_000_000
_NEEDED = frozenset({"script", "stylesheet", "font"})  # without these a page may not work or not be read
_CUT_SHORT = frozenset({"net::ERR_CONTENT_LENGTH_MISMATCH", "net::ERR_INCOMPLETE_CHUNKED_ENCODING"})
_POLICY, _UPGRADE = "content-security-policy", "upgrade-insecure-requests"
_PARTS = re.compile("[,;]")
_LOADING = ("img", "script", "iframe", "source", "video", "audio", "embed")


def load(view: PageView) -> Verdict:
    """Tell whether the page itself came, and how fast on this one, unthrottled visit."""
    evidence = tuple(each for each in (view.artifact.screenshot, view.artifact.dom) if each)
    observed: Observed = {"status": view.artifact.status, "is_settled": view.artifact.is_settled}
    if view.artifact.vitals:
        observed |= view.artifact.vitals.model_dump()
    observed |= _where(view)
    if view.block_reason:
        return Verdict(Failure(reason=view.block_reason).outcome, view.block_reason.value, observed, evidence)
    if view.artifact.status >= 400:
        return Verdict(Outcome.FAIL, "http_error", observed, evidence)
    for reason, is_so in (("cut_short", _is_cut), ("unfinished", _is_unfinished)):
        if any(is_so(request) for request in _own_text(view)):
            return Verdict(Outcome.WARN, reason, observed, evidence)
    took_ms = view.artifact.vitals.load_ms if view.artifact.vitals else None
    is_slow = took_ms > _SLOW_MS if took_ms is not None else not view.artifact.is_settled
    return Verdict(*((Outcome.WARN, "slow") if is_slow else (Outcome.PASS, "loaded")), observed, evidence)


def _where(view: PageView) -> Observed:
    """Return which document was seen, where it is not the address itself, and the way there."""
    here, registered = view.artifact.final_url, view.target.url
    if not view.artifact.way and is_same_site(host_of(here), host_of(registered)):
        return {}
    passed = texts(f"{step.by} {step.url.split('?')[0]}" for step in view.artifact.way)
    return {"document": here.split("?")[0], "way": passed}


def _own_text(view: PageView) -> list[Request]:
    """Return the requests for the text of the page itself."""
    url = view.artifact.final_url.split("?")[0].split("#")[0]
    return [each for each in view.artifact.requests if each.kind == "document" and each.url == url]


def _is_cut(request: Request) -> bool:
    """Return whether a text ended before its announced end; a browser shows what came of it."""
    return request.failed in _CUT_SHORT


def _is_unfinished(request: Request) -> bool:
    """Return whether a text was begun and had no end in all our time: nothing tells slow from short."""
    return request.wait_ms is not None and request.total_ms is None and not request.failed


def mixed(view: PageView) -> Verdict:
    """W3C Mixed Content: a secure page loads nothing and sends nothing in the clear."""
    if not view.is_secure:
        return Verdict(Outcome.NOT_APPLICABLE, "plain_page", {}, view.dom)
    clear = sorted(set(_asked_in_the_clear(view)))
    observed: Observed = {"count": len(clear), "samples": texts(clear[:5])}
    outcome = (Outcome.FAIL, "mixed") if clear else (Outcome.PASS, "secure")
    return Verdict(*outcome, observed, view.dom)


def _asked_in_the_clear(view: PageView) -> list[str]:
    asked = [request.url for request in view.artifact.requests if request.url.startswith("http:")]
    document = view.artifact.requests[:1]  # a plain first step that was redirected is not the page's
    asked = [url for url in asked if url not in {each.url for each in document}]
    if _upgrades(view):
        return asked
    written = [
        node.attributes.get("src") for tag in _LOADING for node in view.tree.css(f'{tag}[src^="http:" i]')
    ]
    written += [node.attributes.get("action") for node in view.tree.css('form[action^="http:" i]')]
    written += [
        node.attributes.get("href") for node in view.tree.css('link[rel~="stylesheet"][href^="http:" i]')
    ]
    return asked + [address.split("?")[0] for address in written if address]


def _upgrades(view: PageView) -> bool:
    """Return whether a policy makes browsers ask over https for what is written otherwise (W3C UIR §4)."""
    stated = [value for name, value in view.artifact.headers if name.lower() == _POLICY]
    metas = [node.attributes for node in view.tree.css("head > meta[http-equiv][content]")]
    stated += [each["content"] or "" for each in metas if (each["http-equiv"] or "").lower() == _POLICY]
    return any(part.split()[:1] == [_UPGRADE] for text in stated for part in _PARTS.split(text.lower()))


def cookies(view: PageView) -> Verdict:
    """Judge the cookies of scripts and other parts; those of the page's own answer are judged by http."""
    others = [each for each in view.artifact.cookies or () if not each.own]
    host = host_of(view.artifact.final_url)
    observed: Observed = {"count": len(others), "cookies": [_brief(each) for each in others[:20]]}
    if not others:
        return Verdict(Outcome.PASS, "none", observed)
    if view.is_secure and not all(each.is_secure for each in others):
        return Verdict(Outcome.FAIL, "not_secure", observed)
    if any(not is_same_site(each.domain.lstrip("."), host) for each in others):
        return Verdict(Outcome.WARN, "third_party", observed)
    if any((each.days or 0) > _LONG_LIFE_DAYS for each in others):
        return Verdict(Outcome.WARN, "long_life", observed)
    return Verdict(Outcome.PASS, "sound", observed)


def _brief(cookie: Cookie) -> dict[str, JsonValue]:
    return {
        "name": cookie.name, "domain": cookie.domain, "secure": cookie.is_secure,
        "http_only": cookie.is_http_only, "same_site": cookie.same_site, "days": cookie.days,
    }  # fmt: skip


def console(view: PageView) -> Verdict:
    """Tell whether the page's own scripts broke."""
    kinds = Counter(complaint.kind for complaint in view.artifact.console)
    samples = texts(complaint.text for complaint in view.artifact.console[:5])
    observed: Observed = {
        "uncaught": kinds["uncaught"],
        "errors": kinds["error"],
        "samples": samples,
    }
    if kinds["uncaught"]:
        return Verdict(Outcome.FAIL, "uncaught", observed)
    return Verdict(*((Outcome.WARN, "errors") if kinds["error"] else (Outcome.PASS, "quiet")), observed)


def third_parties(view: PageView) -> Verdict:
    """Name the hosts of others that learn of the visit, or without which the page is not whole."""
    host = host_of(view.artifact.final_url)
    others = [each for each in view.artifact.requests if each.host and not is_same_site(each.host, host)]
    dead = {each.host for each in others if each.failed} - {each.host for each in others if not each.failed}
    held_up = {each.host for each in others if each.host in dead and each.kind in _NEEDED}
    observed: Observed = {
        "hosts": texts(sorted({each.host for each in others})[:30]),
        "dead_hosts": texts(sorted(dead)[:30]),
        "needed_dead_hosts": texts(sorted(held_up)[:30]),
        "requests": len(others),
    }
    if dead:
        return Verdict(Outcome.WARN, "dead", observed)
    return Verdict(*((Outcome.INFO, "some") if others else (Outcome.PASS, "none")), observed)


def trackers(view: PageView) -> Verdict:
    """Name known trackers: nothing was clicked, so whatever was asked for came before any consent."""
    host = host_of(view.artifact.final_url)
    asked = {each.host for each in view.artifact.requests if each.host and not is_same_site(each.host, host)}
    known = [(kind, each) for each in sorted(asked) if (kind := _tracking(each))]
    observed: Observed = {"trackers": [{"host": each, "kind": kind} for kind, each in known]}
    return Verdict(*((Outcome.WARN, "before_consent") if known else (Outcome.PASS, "none")), observed)


def _tracking(host: str) -> str:
    """Return what a known tracker does, empty for any other host."""
    above = host.split(".")
    names = (".".join(above[start:]) for start in range(len(above) - 1))
    return next((TRACKERS[name] for name in names if name in TRACKERS), "")


def weight(view: PageView) -> Verdict:
    """Weigh what came over the wire, by kind."""
    weights: Counter[str] = Counter()
    for request in view.artifact.requests:
        weights[_kind(request)] += request.size_bytes
    total = sum(weights.values())
    by_kind: dict[str, JsonValue] = {f"{kind}_bytes": size for kind, size in sorted(weights.items())}
    observed: Observed = {"bytes": total, "requests": len(view.artifact.requests), **by_kind}
    if total > _HEAVY_BYTES:
        return Verdict(Outcome.FAIL, "heavy", observed)
    return Verdict(
        *((Outcome.PASS, "light") if total <= _LIGHT_BYTES else (Outcome.WARN, "middling")), observed
    )


def _kind(request: Request) -> str:
    return (
        request.kind
        if request.kind in {"document", "stylesheet", "script", "image", "font", "media"}
        else "other"
    )
