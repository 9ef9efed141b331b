"""What is known of one indicator of one unit; nothing unseen can become a number.

An answer is either a `Value`, which alone carries a number, or a `NoValue`, which carries the
state and the reason. Scoring takes the number out of a `Value` by type; there is none elsewhere.
A `Disputed` is a `Value` against which an objection is open: it counts until that is decided.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

from sanjeh.core.methodology.sources import Source


class State(StrEnum):
    """Exactly one per observation; docs/method/scoring.md gives the meaning of each."""

    VALUE = "value"
    NOT_APPLICABLE = "not_applicable"
    AUTOMATED = "automated"
    NO_RESPONSE = "no_response"
    FAILED_PROBE = "failed_probe"
    PROBE_ERROR = "probe_error"
    BLOCKED = "blocked"
    MISSING = "missing"
    EXEMPT = "exempt"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class Value:
    """A number that was seen, in the indicator's own unit."""

    number: float

    def __post_init__(self) -> None:
        if not math.isfinite(self.number):
            message = f"a value must be a finite number, not {self.number}"
            raise ValueError(message)

    @property
    def state(self) -> State:
        return State.VALUE


@dataclass(frozen=True, slots=True)
class Disputed(Value):
    """A number that was seen and is objected to; `reason` names the objection."""

    reason: str

    @property
    def state(self) -> State:
        return State.DISPUTED


@dataclass(frozen=True, slots=True)
class NoValue:
    """Why there is no number; `reason` is a code that the page turns into a sentence.

    With the state `disputed`, an objection is open where nothing was seen: it stays missing.
    """

    state: State
    reason: str

    def __post_init__(self) -> None:
        if self.state is State.VALUE:
            message = "a missing number cannot have the state 'value'"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Observation:
    """One answer about one indicator; empty `service` and `address` mean the body as a whole.

    `evidence` holds the finding ids and capture digests on which the answer stands.
    """

    unit: str
    indicator: str
    answer: Value | NoValue
    source: Source
    service: str = ""
    address: str = ""
    evidence: tuple[str, ...] = ()
