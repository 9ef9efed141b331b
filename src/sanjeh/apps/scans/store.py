"""Where the evidence of all rounds is kept."""

from sanjeh.apps.conf import conf
from sanjeh.engine.evidence import EvidenceStore


def evidence_store() -> EvidenceStore:
    """Return the store of all rounds: content is kept once, whoever saw it."""
    return EvidenceStore(conf()["EVIDENCE"])
