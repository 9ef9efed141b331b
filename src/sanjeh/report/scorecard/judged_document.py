"""Which document an address was judged by, and how one got there: told in one sentence on every card."""

from collections.abc import Sequence
from typing import Literal
from urllib.parse import urlsplit

from sanjeh.core.probing.artifacts.http import HttpArtifact
from sanjeh.core.probing.artifacts.page import PageArtifact, WayStep
from sanjeh.core.probing.contracts import Capture, Frozen
from sanjeh.core.probing.domains import is_same_site
from sanjeh.core.text.html import host_of

Led = Literal["itself", "redirect", "page", "both"]


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


def without_query(url: str) -> str:
    """Return the address as it is shown; queries hold what is of one visit, and may hold secrets."""
    parts = urlsplit(url)
    return parts._replace(query="").geturl()
