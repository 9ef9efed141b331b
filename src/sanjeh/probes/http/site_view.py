"""What the rules of this probe read: each answer of the site once, or why it was not seen."""

from dataclasses import dataclass, field, replace

from sanjeh.core.probing.artifacts.http import Answered, Asked, HttpArtifact
from sanjeh.core.probing.contracts import EvidenceReader, Target
from sanjeh.core.probing.domains import is_same_site
from sanjeh.core.probing.failures import Reason
from sanjeh.core.probing.log_ins import asks_to_log_in, was_sent_to_log_in
from sanjeh.core.probing.verdicts import Verdict, resting, unseen
from sanjeh.core.text.html import host_of, parse, prose
from sanjeh.probes.http.locations import joined
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
                self._service(self.reading(ANSWER))
                if part == "page"
                else read(self.asked(part), self.evidence)
            )
        return self._read[part]

    def _service(self, page: Page | Verdict) -> Page | Verdict:
        """Return the page that was come for; the log-in of another site is not the service."""
        if isinstance(page, Page) and self._is_elsewhere(page.answer) and _is_log_in(page):
            return unseen(Reason.BEHIND_LOGIN, host=host_of(page.answer.url))
        return shown(page)

    def _is_elsewhere(self, answer: Answered) -> bool:
        """Return whether the site that answered is another than the one that is evaluated."""
        return not is_same_site(host_of(answer.url), host_of(self.target.url))

    def page(self, part: str) -> Page:
        """Return the page of a part that is not missing."""
        page = self.reading(part)
        assert isinstance(page, Page)  # noqa: S101 - a rule about a missing part is not asked
        return page

    def resting(self, part: str, verdict: Verdict) -> Verdict:
        """Return the verdict with the body of this answer as its evidence, if there was an answer.

        Where redirects led to another site, the verdict names the one that it judged.
        """
        answer = self.asked(part).answer
        if answer is None:
            return verdict
        rested = resting(verdict, answer.body)
        if not self._is_elsewhere(answer):
            return rested
        return replace(rested, observed={**rested.observed, "site": host_of(answer.url)})

    def missing(self, needs: tuple[str, ...]) -> Verdict | None:
        """Return what to say instead of judging when one of the parts was not seen."""
        for part in needs:
            page = self.reading(part)
            if not isinstance(page, Page):
                return self.resting(part, page)
        return None


def _is_log_in(page: Page) -> bool:
    """Return whether this is a log-in, by what it shows or by the request with which one was sent there."""
    answer = page.answer
    led = (joined(hop.url, hop.location) for hop in answer.redirects)
    passed = (url for url in led if is_same_site(host_of(url), host_of(answer.url)))
    return was_sent_to_log_in((*passed, answer.url)) or asks_to_log_in(parse(page.markup), prose(page.markup))
