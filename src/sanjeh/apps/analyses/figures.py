"""The values of the core as they are kept, and the reasons why a body is left out."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pydantic import TypeAdapter

from sanjeh.core.comparison.changes import Change
from sanjeh.core.diagnostics.findings import Audit
from sanjeh.core.probing.contracts import Frozen
from sanjeh.core.text.words import Words
from sanjeh.core.uncertainty.sobol import Sensitivity

AUDIT = TypeAdapter(Audit)
SENSITIVITY = TypeAdapter(Sensitivity)
CHANGES = TypeAdapter(tuple[Change, ...])


class Alike(Frozen):
    """Scores and places of one body when both rounds are scored on their common questions alone."""

    before: Decimal
    after: Decimal
    place_before: int
    place_after: int

    @property
    def gain(self) -> Decimal:
        return self.after - self.before


class Absence(StrEnum):
    """Why a body of either round is not compared."""

    NEW = "new"
    GONE = "gone"
    APART_BEFORE = "apart_before"
    APART_AFTER = "apart_after"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A body that is not compared."""

    code: str
    title: Words
    why: Absence


LEFT_OUT = TypeAdapter(tuple[LeftOut, ...])
