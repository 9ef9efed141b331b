"""The nineteen sentences of the agreement that came with the program: where each stands, and who owes it.

Nothing is retyped: clause, passage and sentence are read out of the exact text, by its SHA-256.
"""

import re
from dataclasses import dataclass

from sanjeh.apps.agreements.clauses import AgreementText
from sanjeh.apps.commitments.kinds import Period, Side
from sanjeh.core.workflow.roles import Role

END_OF_SENTENCE = re.compile(r"(?<=\.)\s+")


@dataclass(frozen=True, slots=True)
class Place:
    """Clause (from 1), passage and sentence (from 0) of what is promised, by whom, whose duty it is."""

    code: str
    clause: int
    passage: int
    sentence: int
    side: Side
    duty: Role
    period: Period = Period.DAY

    def words_in(self, text: AgreementText) -> str:
        """Return the sentence as it stands there."""
        passage = text.clauses[self.clause - 1].passages[self.passage].text
        return END_OF_SENTENCE.split(passage)[self.sentence]


_P, _B, _BOTH = Side.PROVIDER, Side.BODY, Side.BOTH
PLACES = (
    Place("S1", 1, 0, 0, _BOTH, Role.SECRETARIAT),
    Place("S2", 1, 0, 1, _BOTH, Role.MANAGER),
    Place("S3", 2, 0, 0, _P, Role.SECRETARIAT, Period.ROUND),
    Place("S4", 2, 0, 0, _P, Role.APPROVER, Period.ROUND),
    Place("S5", 2, 0, 1, _P, Role.MANAGER),
    Place("S6", 3, 0, 0, _P, Role.SECRETARIAT, Period.ROUND),
    Place("S7", 3, 0, 1, _P, Role.SECRETARIAT, Period.ROUND),
    Place("S8", 3, 0, 2, _P, Role.SECRETARIAT, Period.ROUND),
    Place("S9", 3, 0, 2, _P, Role.SECRETARIAT, Period.ROUND),
    Place("S10", 3, 0, 3, _P, Role.APPROVER, Period.ROUND),
    Place("S11", 4, 1, 0, _P, Role.SECRETARIAT),
    Place("S12", 4, 2, 0, _P, Role.SECRETARIAT),
    Place("S13", 4, 3, 0, _P, Role.MANAGER),
    Place("S14", 4, 5, 0, _B, Role.REPRESENTATIVE),
    Place("S15", 4, 6, 0, _B, Role.REPRESENTATIVE),
    Place("S16", 4, 7, 0, _B, Role.REPRESENTATIVE),
    Place("S17", 5, 0, 0, _P, Role.MANAGER),
    Place("S18", 6, 0, 0, _BOTH, Role.SECRETARIAT),
    Place("S19", 7, 0, 0, _BOTH, Role.SECRETARIAT),
)
