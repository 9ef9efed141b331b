"""Short ways to say a verdict, and signing a table of them with the probe's name and the standards."""

from collections.abc import Mapping
from dataclasses import replace

from pydantic import JsonValue

from sanjeh.core.probing.contracts import Check, Failure, Finding, Outcome
from sanjeh.core.probing.failures import Reason
from sanjeh.core.probing.verdicts import Verdict


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


def resting(verdict: Verdict, *digests: str) -> Verdict:
    """Return the verdict with the evidence it rests on; empty digests are left out."""
    return replace(verdict, evidence=tuple(filter(None, digests)))


def sign(probe: str, checks: tuple[Check, ...], verdicts: Mapping[str, Verdict]) -> tuple[Finding, ...]:
    """Return one finding per check, in the order of the checks; raise KeyError if one was left out."""
    return tuple(_signed(probe, check, verdicts[check.id]) for check in checks)


def _signed(probe: str, check: Check, verdict: Verdict) -> Finding:
    return Finding(
        id=check.id,
        probe=probe,
        outcome=verdict.outcome,
        reason=verdict.reason,
        standard=check.standard,
        observed=verdict.observed,
        evidence=verdict.evidence,
    )
