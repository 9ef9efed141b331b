"""A ruleset by which TLS is judged, and its whole text, which is kept with the evidence."""

from dataclasses import dataclass

from sanjeh.engine.evidence import EvidenceStore
from sanjeh.engine.registry import AnyProbe, judging_tls_by
from sanjeh.probes.tls.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class ChosenRuleset:
    """A ruleset, and its whole text, which is kept with the evidence."""

    rules: Ruleset
    text: str

    def judging(self, probes: tuple[AnyProbe, ...]) -> tuple[AnyProbe, ...]:
        return judging_tls_by(self.rules, probes)

    def kept(self, store: EvidenceStore) -> dict[str, str]:
        """Keep the text; return its digest under the name of the probe."""
        return {"tls": store.keep(self.text.encode())}
