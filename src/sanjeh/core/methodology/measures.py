"""The measures: how a methodology says what findings of the probes become an indicator's value."""

from typing import Annotated, Literal

from pydantic import Field

from sanjeh.core.methodology.numbers import Number
from sanjeh.core.probing.contracts import Frozen, Outcome

CheckIds = Annotated[tuple[str, ...], Field(min_length=1)]


class ShareOfChecks(Frozen):
    """The share of the checks that pass: pass and info 1, warn half, fail 0; not applicable leaves it out."""

    kind: Literal["share"]
    checks: CheckIds

    @property
    def reads(self) -> tuple[str, ...]:
        return self.checks


class MeasureStep(Frozen):
    """One rung: all its checks must pass; with `warn_passes`, a warning is enough."""

    checks: CheckIds
    warn_passes: bool = False


class StepwiseMeasure(Frozen):
    """The highest rung k such that on each of rungs 1..k something applies and all of it passes."""

    kind: Literal["ladder"]
    rungs: tuple[MeasureStep, ...] = Field(min_length=1)

    @property
    def reads(self) -> tuple[str, ...]:
        return tuple(check for rung in self.rungs for check in rung.checks)


class Observed(Frozen):
    """A number that the finding carries as `observed[key]`; `reasons` give one where it has none."""

    kind: Literal["observed"]
    check: str
    key: str
    reasons: dict[str, Number] = {}

    @property
    def reads(self) -> tuple[str, ...]:
        return (self.check,)


class Graded(Frozen):
    """One check, graded by its reason, and by its outcome where the reason has no grade of its own.

    `unseen` are reasons that leave the answer open: they give no grade at all.
    """

    kind: Literal["graded"]
    check: str
    outcomes: dict[Outcome, Number]
    reasons: dict[str, Number] = {}
    unseen: tuple[str, ...] = ()

    @property
    def reads(self) -> tuple[str, ...]:
        return (self.check,)


Measure = Annotated[ShareOfChecks | StepwiseMeasure | Observed | Graded, Field(discriminator="kind")]
