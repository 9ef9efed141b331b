"""Judges the endpoints of a site: http and https, with and without "www.", IPv4 and IPv6. Pure."""

from collections.abc import Iterator

from sanjeh.core.probing.artifacts.http import Answered, Asked, HttpArtifact
from sanjeh.core.probing.contracts import EvidenceReader
from sanjeh.core.probing.domains import site_of
from sanjeh.core.probing.failures import Reason
from sanjeh.core.probing.verdicts import (
    Verdict,
    failed,
    not_applicable,
    not_tested,
    noted,
    passed,
    texts,
    unseen,
    warned,
)
from sanjeh.core.text.encodings import decoded
from sanjeh.core.text.html import host_of, prose
from sanjeh.probes.http.hosts import is_front_door, twin_of
from sanjeh.probes.http.locations import goes_down, is_secure, joined
from sanjeh.probes.http.pages import Page

# Somebody was there and turned us away; that nobody answered in time may be our own fault.
_CLOSED = frozenset({Reason.CONNECT_REFUSED, Reason.CONNECTION_RESET, Reason.TLS_FAILED})
_NOT_ADMITTED = frozenset({Reason.ADDRESS_REFUSED, Reason.PORT_REFUSED})
_ALIKE = 0.8


def www(artifact: HttpArtifact, asked: str) -> Verdict:
    """Judge whether a visitor who adds or leaves out "www." arrives at the same site."""
    host, twin = host_of(asked), twin_of(host_of(asked))
    if "twin" not in artifact.steps:
        return unseen(Reason.NOT_ASKED)
    if not twin or artifact.twin is None:
        return not_applicable("no_twin")
    if artifact.twin.failure and artifact.twin.failure.reason == Reason.NAME_UNKNOWN:
        return warned("missing", twin=twin) if is_front_door(host) else not_applicable("no_twin")
    answer = artifact.twin.answer or (artifact.twin_plain and artifact.twin_plain.answer)
    return _twin_answer(answer, artifact, twin) if answer else _silent_twin(artifact.twin, twin)


def endpoints(artifact: HttpArtifact, asked: str) -> Verdict:
    """Tell what each endpoint answers, whether plain ones force https, and which is the canonical one."""
    if "twin" not in artifact.steps:
        return unseen(Reason.NOT_ASKED)
    answers = [*_answers(artifact, host_of(asked))]
    plain = [answer for origin, answer in answers if origin.startswith("http:") and answer]
    secure = [answer for origin, answer in answers if origin.startswith("https:") and answer]
    return noted(
        "told",
        doors=texts(f"{origin} {_shown(answer)}" for origin, answer in answers),
        canonical=_canonical(artifact),
        forces_https=bool(secure) and all(_leads_to_https(answer) for answer in plain),
        goes_down=any(goes_down(answer.redirects) for answer in secure),
    )


def agent(artifact: HttpArtifact) -> Verdict:
    """Judge whether a site whose page was seen answers an honest name too, and not browsers alone."""
    if "agent" not in artifact.steps:
        return unseen(Reason.NOT_ASKED)
    if artifact.refused is None or artifact.refused.answer is None:
        return passed("welcome")
    return warned("browsers_only", status=artifact.refused.answer.status)


def reach6(page: Page, artifact: HttpArtifact, evidence: EvidenceReader) -> Verdict:
    """Judge whether the page is the same over IPv6."""
    asked = artifact.over_ipv6
    if "ipv6" not in artifact.steps:
        return unseen(Reason.NOT_ASKED)
    if asked is None:
        return not_applicable("no_address")
    if asked.answer is None:
        failure = asked.failure
        is_shut = failure is not None and failure.reason in _CLOSED
        return (
            failed("unreachable", detail=failure.reason.value)
            if failure and is_shut
            else unseen(failure or Reason.NOT_ASKED)
        )
    if asked.answer.status >= 400:
        return failed("error", status=asked.answer.status)
    other = decoded(evidence.read(asked.answer.body), asked.answer.header("content-type"))
    likeness = round(_likeness(page.markup, other), 2)
    return passed("same", share=likeness) if likeness >= _ALIKE else warned("differs", share=likeness)


def versions(artifact: HttpArtifact, page: Page) -> Verdict:
    """Tell which versions of HTTP the server speaks."""
    if "spoken" not in artifact.steps:
        return unseen(Reason.NOT_ASKED)
    if artifact.spoken and artifact.spoken.failure:
        return unseen(artifact.spoken.failure)
    services = page.header("alt-svc")
    offers = artifact.spoken.protocol if artifact.spoken else ""
    return noted(
        "told",
        alpn=offers or f"http/{page.answer.http_version}",
        has_http3='h3="' in services or "h3=" in services,
    )


def _twin_answer(answer: Answered, artifact: HttpArtifact, twin: str) -> Verdict:
    page_host = host_of(artifact.page.answer.url) if artifact.page.answer else ""
    lands = host_of(answer.url)
    if answer.status >= 400:
        return failed("error", twin=twin, status=answer.status)
    if not page_host or lands == page_host:
        return passed("leads_here", twin=twin, at=lands)
    if lands == twin:
        return warned("two_sites", twin=twin)
    return (
        warned("elsewhere", twin=twin, at=lands)
        if site_of(lands) != site_of(page_host)
        else passed("leads_on", twin=twin, at=lands)
    )


def _silent_twin(asked: Asked, twin: str) -> Verdict:
    failure = asked.failure
    if failure is None:
        return unseen(Reason.NOT_ASKED)
    if failure.reason in _NOT_ADMITTED:
        return not_tested("not_admitted", twin=twin)
    is_dead = failure.reason in _CLOSED
    return failed("dead", twin=twin, detail=failure.reason.value) if is_dead else unseen(failure)


def _answers(artifact: HttpArtifact, host: str) -> Iterator[tuple[str, Answered | None]]:
    twin = twin_of(host)
    yield f"https://{host}", artifact.page.answer
    yield f"http://{host}", artifact.plain.answer
    if twin:
        yield f"https://{twin}", artifact.twin.answer if artifact.twin else None
        yield f"http://{twin}", artifact.twin_plain.answer if artifact.twin_plain else None


def _shown(answer: Answered | None) -> str:
    if answer is None:
        return "-"
    target = answer.redirects[-1].location if answer.redirects else answer.header("location")
    return f"{answer.redirects[0].status if answer.redirects else answer.status} {target}".strip()


def _canonical(artifact: HttpArtifact) -> str:
    return host_of(artifact.page.answer.url) if artifact.page.answer else ""


def _leads_to_https(answer: Answered) -> bool:
    """Return whether a plain endpoint gives nothing but the way to https (or nothing at all)."""
    first = answer.redirects[0].location if answer.redirects else answer.header("location")
    return answer.status >= 400 or is_secure(joined(answer.url, first)) or is_secure(answer.url)


def _likeness(one: str, other: str) -> float:
    """Return the share of words that two pages have in common, of all that either has."""
    first, second = set(prose(one).split()), set(prose(other).split())
    return len(first & second) / len(first | second) if first | second else 1.0
