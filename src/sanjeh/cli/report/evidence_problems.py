"""What can go wrong with stored evidence, each told in one sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

from sanjeh.cli.report.problems import UsageProblem
from sanjeh.cli.report.words import say
from sanjeh.engine.evidence import EvidenceDamaged, EvidenceGone


@contextmanager
def evidence_problems_told(language: str) -> Iterator[None]:
    """Turn damaged or missing evidence into a UsageProblem."""
    try:
        yield
    except EvidenceDamaged as damaged:
        raise UsageProblem(say("damaged_evidence", language, problem=str(damaged))) from None
    except EvidenceGone as gone:
        raise UsageProblem(say("evidence_gone", language, digest=gone.digest)) from None
