"""A visited page as judges read it: artifact, document as tree and as prose, the block page before it."""

from dataclasses import dataclass
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser

from sanjeh.core.probing.artifacts.page import PageArtifact
from sanjeh.core.probing.block_pages import block_reason
from sanjeh.core.probing.contracts import EvidenceReader, Outcome, Target
from sanjeh.core.probing.domains import is_same_site
from sanjeh.core.probing.failures import Reason
from sanjeh.core.probing.log_ins import asks_to_log_in, was_sent_to_log_in
from sanjeh.core.probing.verdicts import Verdict, detail, unseen
from sanjeh.core.text.encodings import as_kept
from sanjeh.core.text.html import host_of, parse, prose

GATE = "gate"


@dataclass(frozen=True)  # cached properties need a dictionary, so no slots
class Visited:
    """One visited page, read once for all rules; the document of a failed step is empty."""

    artifact: PageArtifact
    target: Target
    evidence: EvidenceReader

    @cached_property
    def markup(self) -> str:
        return self.kept(self.artifact.dom)

    @cached_property
    def tree(self) -> LexborHTMLParser:
        return parse(self.markup)

    @cached_property
    def prose(self) -> str:
        return prose(self.markup)

    @cached_property
    def block_reason(self) -> Reason | None:
        """The reason why another page stood in front of this one."""
        return block_reason(self.artifact.status, self.artifact.headers, self.markup, self.prose)

    @cached_property
    def is_login_elsewhere(self) -> bool:
        """Whether the address led to a log-in of another site, where nothing of the service can be seen."""
        here, registered = host_of(self.artifact.final_url), host_of(self.target.url)
        if is_same_site(here, registered):
            return False
        passed = (step.url for step in self.artifact.way if is_same_site(here, host_of(step.url)))
        is_sent = was_sent_to_log_in((*passed, self.artifact.final_url))
        return is_sent or asks_to_log_in(self.tree, self.prose)

    @property
    def dom(self) -> tuple[str, ...]:
        """The page itself, as evidence."""
        return (self.artifact.dom,) if self.artifact.dom else ()

    def kept(self, digest: str | None) -> str:
        """Return a kept document as text, empty when none was kept."""
        return as_kept(self.evidence.read(digest)) if digest else ""

    def missing(self, steps: tuple[str, ...]) -> Verdict | None:
        """Return what to say instead of judging when the page or one of the steps was not seen.

        The step "gate" stands for a rule that judges a log-in wherever it is.
        """
        if self.block_reason:
            return unseen(self.block_reason)
        if self.artifact.status >= 400:
            return Verdict(Outcome.NOT_TESTED, Reason.HTTP_ERROR.value, {"status": self.artifact.status})
        if self.is_login_elsewhere and GATE not in steps:
            return unseen(Reason.BEHIND_LOGIN, host=host_of(self.artifact.final_url))
        failure = self.artifact.failure_of(*steps)
        return unseen(failure, **detail(failure)) if failure else None
