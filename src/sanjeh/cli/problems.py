"""What the person at the terminal has to change before anything can be done."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sanjeh.cli.tell import tell
from sanjeh.engine.evidence import EvidenceDamaged, EvidenceGone
from sanjeh.report.words import say

USAGE = 2


class UsageProblem(Exception):
    """One or several sentences, already in the reader's language."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))


@contextmanager
def told_to_the_reader() -> Iterator[None]:
    """End with exit status 2 and the sentences of the problem, not with a traceback."""
    try:
        yield
    except UsageProblem as problem:
        tell(str(problem), err=True)
        sys.exit(USAGE)


@contextmanager
def evidence_problems_told(language: str) -> Iterator[None]:
    """Turn damaged or missing evidence into a UsageProblem."""
    try:
        yield
    except EvidenceDamaged as damaged:
        raise UsageProblem(say("damaged_evidence", language, problem=str(damaged))) from None
    except EvidenceGone as gone:
        raise UsageProblem(say("evidence_gone", language, digest=gone.digest)) from None
