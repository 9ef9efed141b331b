"""Short ways to say what a judge said."""

import hashlib
import tomllib
from collections.abc import Iterable
from importlib import resources

from sanjeh.core.probing.contracts import Finding
from sanjeh.core.probing.failures import Reason


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


def texts_of(probe: str) -> set[tuple[str, str]]:
    """Return every check and reason that has its sentences in both languages."""
    table = tomllib.loads(
        resources.files("sanjeh.probes")
        .joinpath({"names": "dns", "visit": "page"}.get(probe, probe), "texts.toml")
        .read_text("utf-8")
    )
    shared = set(table.get("reasons", {}))
    own = {
        (check, reason)
        for check, texts in table["checks"].items()
        for reason, words in texts["reasons"].items()
        if words["says_fa"] and words["says_en"] and ("remedy_fa" in words) == ("remedy_en" in words)
    }
    failures = {(check, reason) for check in table["checks"] for reason in (*shared, *Reason)}
    return own | {(check, str(reason)) for check, reason in failures}


def unsaid(probe: str, findings: Iterable[Finding]) -> set[tuple[str, str]]:
    """Return the findings that have no sentence."""
    return {(finding.id, finding.reason) for finding in findings} - texts_of(probe)
