"""What the rules of this probe read: each answer of the site once, or why it was not seen."""

from dataclasses import dataclass, field

from sanjeh.core.probing.artifacts.http import Asked, HttpArtifact
from sanjeh.core.probing.contracts import EvidenceReader, Target
from sanjeh.core.probing.verdicts import Verdict, resting
from sanjeh.probes.http.pages import Page, read, shown

# The page as it answered, though it were an error page; all others need the page that was asked for.
ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class SiteView:
    """The answers of one site; a part is `answer` or the name of a question in the artifact."""

    artifact: HttpArtifact
    target: Target
    evidence: EvidenceReader
    _read: dict[str, Page | Verdict] = field(default_factory=dict)

    def asked(self, part: str) -> Asked:
        asked: Asked = getattr(self.artifact, "page" if part == ANSWER else part)
        return asked

    def reading(self, part: str) -> Page | Verdict:
        """Return the page of a part, or the verdict that everything about it shares when it was not seen."""
        if part not in self._read:
            self._read[part] = (
                shown(self.reading(ANSWER)) if part == "page" else read(self.asked(part), self.evidence)
            )
        return self._read[part]

    def page(self, part: str) -> Page:
        """Return the page of a part that is not missing."""
        page = self.reading(part)
        assert isinstance(page, Page)  # noqa: S101 - a rule about a missing part is not asked
        return page

    def resting(self, part: str, verdict: Verdict) -> Verdict:
        """Return the verdict with the body of this answer as its evidence, if there was an answer."""
        answer = self.asked(part).answer
        return resting(verdict, answer.body) if answer else verdict

    def missing(self, needs: tuple[str, ...]) -> Verdict | None:
        """Return what to say instead of judging when one of the parts was not seen."""
        for part in needs:
            page = self.reading(part)
            if not isinstance(page, Page):
                return self.resting(part, page)
        return None
