"""Which document an address was judged by, and how one got there: one sentence on every card and page."""

from collections.abc import Iterable, Sequence
from typing import Literal
from urllib.parse import urlsplit

from sanjeh.core.probing.artifacts.http import HttpArtifact
from sanjeh.core.probing.artifacts.page import PageArtifact, WayStep
from sanjeh.core.probing.contracts import Capture, Finding, Frozen
from sanjeh.core.probing.domains import is_same_site
from sanjeh.core.text.html import host_of
from sanjeh.core.text.legible import legible
from sanjeh.report.words import say

Led = Literal["itself", "redirect", "page", "both"]
ISOLATE, END_OF_ISOLATE = "\u2066", "\u2069"  # keep an address left to right inside a Persian sentence
# The findings that say which document was seen, the better one first.
TELLING = ("visit.load", "http.reach")


class JudgedDocument(Frozen):
    """The document that was seen; `way` was passed before it, `is_elsewhere` says it is another site's."""

    url: str
    way: tuple[WayStep, ...]
    is_elsewhere: bool

    @property
    def led(self) -> Led:
        """What led from the address to the document: the server, a page itself, or both."""
        ways = {step.by for step in self.way}
        if len(ways) > 1:
            return "both"
        return next(iter(ways), "redirect" if self.is_elsewhere else "itself")


def judged_document(captures: Sequence[Capture]) -> JudgedDocument | None:
    """Return what the browser showed or else what the server answered, None when neither was seen."""
    seen = {each.collector: each for each in captures if each.artifact is not None}
    if visit := seen.get("visit"):
        page = PageArtifact.model_validate(visit.artifact)
        return _document(visit, page.final_url, page.way)
    if http := seen.get("http"):
        answer = HttpArtifact.model_validate(http.artifact).page.answer
        steps = (WayStep(url=each.url, by="redirect") for each in (answer.redirects if answer else ()))
        return _document(http, answer.url, tuple(steps)) if answer else None
    return None


def _document(capture: Capture, url: str, way: tuple[WayStep, ...]) -> JudgedDocument:
    is_elsewhere = not is_same_site(host_of(url), host_of(capture.target.url))
    return JudgedDocument(url=without_query(url), way=way, is_elsewhere=is_elsewhere)


def document_told(url: str, findings: Iterable[Finding]) -> JudgedDocument | None:
    """Return which document the findings of an address say that they judged, None when none was seen."""
    seen = {one.id: one.observed for one in findings if one.id in TELLING and "status" in one.observed}
    told = next((seen[each] for each in TELLING if each in seen), None)
    if told is None:
        return None
    document, way = str(told.get("document", without_query(url))), told.get("way", [])
    passed = (str(step).partition(" ") for step in (way if isinstance(way, list) else ()))
    steps = tuple(WayStep.model_validate({"by": by, "url": at}) for by, _, at in passed)
    return JudgedDocument(
        url=document, way=steps, is_elsewhere=not is_same_site(host_of(document), host_of(url))
    )


def sentence(document: JudgedDocument | None, language: str) -> str:
    """Say which document was judged and how one got there; nothing where none was seen."""
    if document is None:
        return ""
    key = f"judged_{'elsewhere' if document.is_elsewhere else 'here'}_{document.led}"
    url = legible(document.url)
    return say(key, language, document=url).replace(url, f"{ISOLATE}{url}{END_OF_ISOLATE}", 1)


def without_query(url: str) -> str:
    """Return the address as it is shown; queries hold what is of one visit, and may hold secrets."""
    parts = urlsplit(url)
    return parts._replace(query="").geturl()
