"""Judges how a site answers: at all, over https, directly, packed and in time. Pure."""

from pydantic import JsonValue

from sanjeh.core.probing.artifacts.http import Answered, Asked, HttpArtifact, Redirect, Timing
from sanjeh.core.probing.failures import Reason
from sanjeh.core.probing.verdicts import (
    Observed,
    Verdict,
    failed,
    not_applicable,
    not_tested,
    passed,
    texts,
    unseen,
    warned,
)
from sanjeh.probes.http.locations import goes_down, is_secure, joined
from sanjeh.probes.http.pages import Page

_SHORT = 2
_FAST_MS, _SLOW_MS = 800.0, 1800.0
# One network packet: packing less than this saves nothing.
_WORTH_PACKING_BYTES = 1400
# Under a coding of another name, or one of the same bytes, a browser shows the bytes as they came.
_UNPACKED_BY_BROWSERS = frozenset({"gzip", "x-gzip", "deflate", "br", "zstd"})
_CLOSED = frozenset(
    {Reason.CONNECT_REFUSED, Reason.CONNECT_TIMEOUT, Reason.UNREACHABLE, Reason.CONNECTION_RESET}
)


def reach(page: Page) -> Verdict:
    answer = page.answer
    cut: Observed = {"is_cut": True} if answer.is_cut else {}
    if answer.status < 400:
        return passed("ok", status=answer.status, http_version=answer.http_version, **cut, **_where(answer))
    later = answer.header("retry-after")
    return failed("http_error", status=answer.status, retry_after=later, **_where(answer))


def _where(answer: Answered) -> Observed:
    """Return which document answered and the way there, where redirects led to it."""
    if not answer.redirects:
        return {}
    way = texts(f"redirect {hop.url.split('?')[0]}" for hop in answer.redirects)
    return {"document": answer.url.split("?")[0], "way": way}


def shut(artifact: HttpArtifact) -> Verdict:
    """Return the verdict on a server that answers, and lets no visitor in: no browser opens the page."""
    failure = artifact.page.failure
    return failed("shut", versions=texts(artifact.shut_tls), detail=failure.reason.value if failure else "")


def https(artifact: HttpArtifact, address: str) -> Verdict:
    """Judge whether a visitor who types no scheme ends up on https and stays there."""
    if goes_down(_redirects(artifact.page)):
        return failed("downgrade", hops=_shown(_redirects(artifact.page)))
    if address.lower().startswith("http:") and _arrives_by_https(artifact.page):
        return passed("redirects")
    if artifact.plain.answer is None:
        failure = artifact.plain.failure
        assert failure is not None  # noqa: S101 - an Asked has the one or the other
        return passed("plain_closed") if failure.reason in _CLOSED else unseen(failure)
    return _plain_answer(artifact.plain.answer)


def redirects(page: Asked) -> Verdict:
    hops = _redirects(page)
    if page.failure and page.failure.reason in {Reason.REDIRECT_LOOP, Reason.TOO_MANY_REDIRECTS}:
        return failed("loop", count=len(hops), hops=_shown(hops))
    if page.failure:
        return unseen(page.failure)
    if len(hops) > _SHORT:
        return warned("long", count=len(hops), hops=_shown(hops))
    return passed("short", count=len(hops))


def compression(page: Page) -> Verdict:
    packed = page.header("content-encoding").lower()
    size = page.answer.body_bytes
    codings = {word.strip() for word in packed.split(",")} - {""}
    if codings and codings <= _UNPACKED_BY_BROWSERS:
        return passed("compressed", encoding=packed, body_bytes=size)
    if size < _WORTH_PACKING_BYTES:
        return not_applicable("small", body_bytes=size)
    return failed("plain", body_bytes=size)


def time(page: Page, again: tuple[Timing, ...]) -> Verdict:
    """Judge by the quickest answer: the network and our own machine only ever add to it.

    Where our machine was busy each time, nothing is said of the site.
    """
    answer = page.answer
    timings = (answer.timing, *again)
    best = min(timings, key=lambda timing: timing.ttfb_ms)
    if not (best.is_surely_fast or any(one.is_calm for one in timings)):
        return not_tested("busy", samples=len(timings))
    observed = {"ttfb_ms": best.ttfb_ms, "total_ms": best.total_ms, "samples": 1 + len(again)}
    if best.ttfb_ms < _FAST_MS:
        return passed("fast", **observed)
    return warned("slow", **observed) if best.ttfb_ms < _SLOW_MS else failed("very_slow", **observed)


def _plain_answer(answer: Answered) -> Verdict:
    location = joined(answer.url, answer.header("location"))
    is_redirect = 300 <= answer.status < 400
    if is_redirect and is_secure(location):
        return passed("redirects", status=answer.status)
    if answer.status >= 400:
        return passed("plain_closed", status=answer.status)
    return failed("no_redirect", status=answer.status)


def _redirects(asked: Asked) -> tuple[Redirect, ...]:
    return asked.answer.redirects if asked.answer else asked.redirects


def _arrives_by_https(page: Asked) -> bool:
    return page.answer is not None and is_secure(page.answer.url)


def _shown(hops: tuple[Redirect, ...]) -> list[JsonValue]:
    return [f"{hop.status} {hop.url} -> {hop.location}" for hop in hops]
