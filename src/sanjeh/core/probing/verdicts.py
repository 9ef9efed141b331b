"""Rules and verdicts: a probe's judge is a table of rules, and every rule gives one finding."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from pydantic import JsonValue

from sanjeh.core.probing.contracts import Check, Failure, Finding, Outcome

Observed = dict[str, JsonValue]
Seen = TypeVar("Seen")


def texts(items: Iterable[str]) -> list[JsonValue]:
    """Return the texts as a list that may be observed."""
    return [*items]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says, before it is signed with the rule's name."""

    outcome: Outcome
    reason: str
    observed: Observed = field(default_factory=dict)
    evidence: tuple[str, ...] = ()

    @classmethod
    def unseen(cls, failure: Failure) -> "Verdict":
        """Return the verdict of every check that this failure left unseen."""
        return cls(
            failure.outcome, failure.reason.value, {"detail": failure.detail} if failure.detail else {}
        )


@dataclass(frozen=True, slots=True)
class Rule(Generic[Seen]):
    """One check and how it is judged; `needs` names the steps of the look without which it cannot be."""

    check: Check
    judge: Callable[[Seen], Verdict]
    needs: tuple[str, ...] = ()


def findings(
    probe: str, rules: Iterable[Rule[Seen]], seen: Seen, missing: Callable[[tuple[str, ...]], Verdict | None]
) -> Iterator[Finding]:
    """Judge every rule in the table's order; `missing` says whether the steps a rule needs were seen."""
    for rule in rules:
        verdict = (rule.needs and missing(rule.needs)) or rule.judge(seen)
        yield Finding(
            id=rule.check.id, probe=probe, outcome=verdict.outcome, reason=verdict.reason,
            standard=rule.check.standard, observed=verdict.observed, evidence=verdict.evidence,
        )  # fmt: skip
