"""Short ways to say what a judge said."""

from collections.abc import Iterable
from typing import Any, TypeVar

from sanjeh.core.probing.contracts import Finding
from sanjeh.core.probing.failures import Reason
from sanjeh.engine.packages import PACKAGE_OF
from sanjeh.locale.catalogues import texts_of

Said = tuple[str, str]  # an outcome and its reason
Value = TypeVar("Value")


def present(value: Value | None) -> Value:
    """Return what a test knows to be there."""
    assert value is not None
    return value


def details(finding: Finding, name: str) -> list[dict[str, Any]]:
    """Return what was observed under this name, where that is a list of rows."""
    rows = finding.observed[name]
    assert isinstance(rows, list)
    return [row for row in rows if isinstance(row, dict)]


def said(findings: Iterable[Finding]) -> dict[str, str]:
    """Return "outcome reason" of each check."""
    return {finding.id: f"{finding.outcome} {finding.reason}" for finding in findings}


def written(probe: str) -> set[tuple[str, str]]:
    """Return every check and reason that has its sentence; a catalogue has it in every other language."""
    places = texts_of(PACKAGE_OF[probe], "texts.toml")
    checks = {place.partition(".reasons.")[0] for place in places if place.startswith("checks.")}
    said = [place.removesuffix(".says").rpartition("reasons.") for place in places if place.endswith(".says")]
    own = {(owner.removeprefix("checks.").rstrip("."), reason) for owner, _, reason in said if owner}
    shared = {reason for owner, _, reason in said if not owner}
    named = {check.removeprefix("checks.").removesuffix(".title") for check in checks}
    return own | {(check, str(reason)) for check in named for reason in (*shared, *Reason)}


def unsaid(probe: str, findings: Iterable[Finding]) -> set[tuple[str, str]]:
    """Return the findings that have no sentence."""
    return {(finding.id, finding.reason) for finding in findings} - written(probe)
