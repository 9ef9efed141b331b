"""What the rules of this probe read: the visited page and what axe answered."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sanjeh.core.probing.failures import Reason
from sanjeh.core.probing.verdicts import Verdict, unseen
from sanjeh.core.probing.visited_page import Visited


@dataclass(frozen=True)
class PageView(Visited):
    """One visited page with axe's answer."""

    @cached_property
    def axe(self) -> dict[str, Any]:
        return dict(json.loads(self.kept(self.artifact.axe) or '{"violations": [], "incomplete": []}'))

    @property
    def is_secure(self) -> bool:
        return self.artifact.final_url.startswith("https:")

    @property
    def axe_evidence(self) -> tuple[str, ...]:
        return (self.artifact.axe,) if self.artifact.axe else ()

    def violations(self, *rules: str) -> list[dict[str, Any]]:
        """Return what axe found against these rules."""
        return [found for found in self.axe["violations"] if found["rule"] in rules]

    def missing(self, steps: tuple[str, ...]) -> Verdict | None:
        """Return what to say instead of judging; an old capture may lack steps that looks take today."""
        known = super().missing(steps)
        if known or all(getattr(self.artifact, step) is not None for step in steps):
            return known
        return unseen(Reason.NOT_ASKED)
