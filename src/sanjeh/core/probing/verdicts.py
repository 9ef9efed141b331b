"""How a probe judges: a table of rules, of which each gives the finding of one check."""

import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from pydantic import JsonValue

from sanjeh.core.probing.contracts import Check, Failure, Finding, Outcome
from sanjeh.core.probing.failures import Reason

Observed = dict[str, JsonValue]
Seen = TypeVar("Seen")
_LONGEST_DETAIL = 200


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says, before it is signed with the rule's name."""

    outcome: Outcome
    reason: str
    observed: Observed = field(default_factory=dict)
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule(Generic[Seen]):
    """One check and how it is judged; `needs` names the steps of the look without which it cannot be."""

    check: Check
    judge: Callable[[Seen], Verdict]
    needs: tuple[str, ...] = ()


Missing = Callable[[tuple[str, ...]], Verdict | None]


def checks(rules: Iterable[Rule[Seen]]) -> tuple[Check, ...]:
    """Return what a table of rules asks, in its order."""
    return tuple(rule.check for rule in rules)


def findings(probe: str, rules: Iterable[Rule[Seen]], seen: Seen, missing: Missing) -> Iterator[Finding]:
    """Judge every rule in the table's order; `missing` says whether the steps a rule needs were seen."""
    for rule in rules:
        yield _finding(probe, rule, seen, missing)


def _finding(probe: str, rule: Rule[Seen], seen: Seen, missing: Missing) -> Finding:
    """Return the finding of one check; every rule of every probe is judged here.

    A rule that breaks at what a stranger wrote loses its own check: the others were seen and are judged.
    """
    try:
        verdict = (rule.needs and missing(rule.needs)) or rule.judge(seen)
        return signed(probe, rule.check, verdict)
    except Exception as fault:  # noqa: BLE001 - whatever it was, whoever runs the judge logs it
        return signed(probe, rule.check, broken(fault))


def broken(fault: Exception) -> Verdict:
    """Return the verdict of a check whose rule broke: our fault, with the place for whoever mends it."""
    place = traceback.extract_tb(fault.__traceback__)[-1]
    told = f"{type(fault).__name__}: {fault}"[:_LONGEST_DETAIL]
    file = place.filename.replace("\\", "/").rpartition("/")[2]
    return unseen(Reason.PROBE_BROKEN, detail=f"{told} ({file}:{place.lineno})")


def signed(probe: str, check: Check, verdict: Verdict) -> Finding:
    """Return the verdict as the finding of this check of this probe."""
    return Finding(
        id=check.id,
        probe=probe,
        outcome=verdict.outcome,
        reason=verdict.reason,
        standard=check.standard,
        observed=verdict.observed,
        evidence=verdict.evidence,
    )


def passed(reason: str, **observed: JsonValue) -> Verdict:
    return Verdict(Outcome.PASS, reason, observed)


def warned(reason: str, **observed: JsonValue) -> Verdict:
    return Verdict(Outcome.WARN, reason, observed)


def failed(reason: str, **observed: JsonValue) -> Verdict:
    return Verdict(Outcome.FAIL, reason, observed)


def noted(reason: str, **observed: JsonValue) -> Verdict:
    return Verdict(Outcome.INFO, reason, observed)


def not_applicable(reason: str, **observed: JsonValue) -> Verdict:
    return Verdict(Outcome.NOT_APPLICABLE, reason, observed)


def not_tested(reason: str, **observed: JsonValue) -> Verdict:
    return Verdict(Outcome.NOT_TESTED, reason, observed)


def unseen(failure: Failure | Reason, **observed: JsonValue) -> Verdict:
    """Return the verdict of a check whose part of the look failed."""
    known = failure if isinstance(failure, Failure) else Failure(reason=failure)
    return Verdict(known.outcome, str(known.reason), observed)


def detail(failure: Failure) -> Observed:
    """Return the detail of a failure, if it has any, as it is told in a finding."""
    return {"detail": failure.detail} if failure.detail else {}


def resting(verdict: Verdict, *digests: str) -> Verdict:
    """Return the verdict with the evidence it rests on; empty digests are left out."""
    return replace(verdict, evidence=tuple(filter(None, digests)))


def texts(items: Iterable[str]) -> list[JsonValue]:
    """Return the texts as a list that may be observed."""
    return [*items]
