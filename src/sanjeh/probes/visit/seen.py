"""What the rules of this probe read: the sight, its page as a tree and as prose, and axe's answer."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from sanjeh.core.failures import Reason
from sanjeh.core.markup import parse, prose
from sanjeh.core.probing import EvidenceReader, Failure, Outcome, Target
from sanjeh.core.sights.visit import VisitSight
from sanjeh.core.verdicts import Verdict
from sanjeh.core.walls import wall_in_front


@dataclass(frozen=True)  # cached properties need a dictionary, so no slots
class Seen:
    """One visited page, read once for all rules."""

    sight: VisitSight
    target: Target
    markup: str
    axe: dict[str, Any]

    @cached_property
    def tree(self) -> LexborHTMLParser:
        return parse(self.markup)

    @cached_property
    def prose(self) -> str:
        return prose(self.markup)

    @property
    def is_secure(self) -> bool:
        return self.sight.final_url.startswith("https:")

    @cached_property
    def wall(self) -> Reason | None:
        """The reason why another page stood in front of this one."""
        return wall_in_front(self.sight.status, self.sight.headers, self.markup, self.prose)

    def violations(self, *rules: str) -> list[dict[str, Any]]:
        """Return what axe found against these rules."""
        return [found for found in self.axe["violations"] if found["rule"] in rules]

    def missing(self, steps: tuple[str, ...]) -> Verdict | None:
        """Return what to say instead of judging when the page or one of the steps was not seen."""
        if self.wall:
            return Verdict.unseen(Failure(reason=self.wall))
        if self.sight.status >= 400:
            return Verdict(Outcome.NOT_TESTED, Reason.HTTP_ERROR.value, {"status": self.sight.status})
        failure = self.sight.failure_of(*steps)
        return Verdict.unseen(failure) if failure else None

    @property
    def dom(self) -> tuple[str, ...]:
        """The page itself, as evidence."""
        return (self.sight.dom,) if self.sight.dom else ()

    @property
    def axe_evidence(self) -> tuple[str, ...]:
        return (self.sight.axe,) if self.sight.axe else ()


def read(sight: VisitSight, target: Target, evidence: EvidenceReader) -> Seen:
    """Read what was kept; a step that failed gives an empty page or an empty answer."""
    markup = evidence.read(sight.dom).decode("utf-8", "replace") if sight.dom else ""
    axe = json.loads(evidence.read(sight.axe)) if sight.axe else {"violations": [], "incomplete": []}
    return Seen(sight, target, markup, axe)
