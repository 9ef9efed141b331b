"""Short ways to say what a judge said."""

import hashlib
from collections.abc import Iterable

from sanjeh.core.probing.contracts import Finding
from sanjeh.core.probing.failures import Reason
from sanjeh.engine.registry import PACKAGE_OF
from sanjeh.locale.catalogues import texts_of


class Shelf:
    """Evidence in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def keep(self, content: bytes) -> str:
        digest = hashlib.sha256(content).hexdigest()
        self.kept[digest] = content
        return digest

    def read(self, digest: str) -> bytes:
        return self.kept[digest]


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
