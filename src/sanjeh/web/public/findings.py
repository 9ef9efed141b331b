"""Findings as people read them: title, what was seen, what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from pydantic import JsonValue

from sanjeh.apps.measurement import queries as measurement
from sanjeh.core.probing import UNSEEN, Finding, Outcome
from sanjeh.core.words import Words

PROBLEMS = frozenset({Outcome.FAIL, Outcome.WARN, *UNSEEN})
SHOWN_ITEMS = 8


@dataclass(frozen=True, slots=True)
class ToldFinding:
    finding: Finding
    title: Words
    says: Words
    remedy: Words | None
    observed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ToldProbe:
    """The findings of one probe: those that ask for something, and the rest."""

    name: str
    problems: tuple[ToldFinding, ...]
    rest: tuple[ToldFinding, ...]


@dataclass(frozen=True, slots=True)
class ToldAddress:
    seen: measurement.AddressFindings
    probes: tuple[ToldProbe, ...]
    screenshot_of: str


def written(value: JsonValue) -> str:
    """Return an observed value in one line; what it leaves out is said by its count."""
    if isinstance(value, list):
        kept = "، ".join(written(item) for item in value[:SHOWN_ITEMS])
        return f"{kept} … ({len(value)})" if len(value) > SHOWN_ITEMS else kept
    if isinstance(value, dict):
        return "؛ ".join(f"{key}: {written(item)}" for key, item in value.items())
    if isinstance(value, bool) or value is None:
        return {True: "✓", False: "✗", None: "–"}[value]
    return str(value)


def told(finding: Finding) -> ToldFinding:
    said = measurement.said(finding)
    observed = tuple((key, written(value)) for key, value in finding.observed.items())
    return ToldFinding(finding, said.title, said.says, said.remedy, observed)


def told_probes(findings: Iterable[Finding]) -> tuple[ToldProbe, ...]:
    """Return the findings by probe, in the order in which they were judged."""
    probes = []
    for name, group in groupby(findings, key=lambda one: one.probe):
        listed = [told(one) for one in group]
        problems = tuple(one for one in listed if one.finding.outcome in PROBLEMS)
        probes.append(ToldProbe(name, problems, tuple(one for one in listed if one not in problems)))
    return tuple(probes)


def told_address(seen: measurement.AddressFindings) -> ToldAddress:
    """Return an address with its findings; its picture is the one of the newest visit that succeeded."""
    visits = [look.digest for look in seen.looks if look.look == "visit" and not look.failure_reason]
    return ToldAddress(seen, told_probes(seen.findings), visits[-1] if visits else "")
