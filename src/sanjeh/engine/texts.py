"""What findings and failures are called and say, in both languages, read from the probes' own files."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import structlog

from sanjeh.core.probing.contracts import Finding
from sanjeh.core.probing.failures import Reason
from sanjeh.core.text.words import Words
from sanjeh.engine.registry import PACKAGE_OF

log = structlog.get_logger(__name__)

Table = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FindingWords:
    """What a finding is about, what it says, and what the owner does about it (None: nothing to do)."""

    title: Words
    says: Words
    remedy: Words | None


@dataclass(frozen=True, slots=True)
class FailureWords:
    """Why we could not look, what the owner of the address can do, and what we can."""

    happened: Words
    owner: Words
    ours: Words


def finding_words(finding: Finding) -> FindingWords:
    """Return the texts of a finding; a text that nobody wrote shows its code, and is logged."""
    texts = _texts(finding.probe)
    check = texts.get("checks", {}).get(finding.id, {})
    title = _words(check, "title") or _unwritten(finding.id)
    # A reason that many checks of a probe share is written once, outside of them.
    shared = texts.get("reasons", {}).get(finding.reason)
    reason = check.get("reasons", {}).get(finding.reason, shared)
    if reason is not None:
        return FindingWords(
            title, _words(reason, "says") or _unwritten(finding.reason), _words(reason, "remedy")
        )
    if finding.reason in Reason.__members__.values():
        failure = failure_words(Reason(finding.reason))
        return FindingWords(title, failure.happened, failure.owner)
    return FindingWords(title, _unwritten(f"{finding.id} {finding.reason}"), None)


def title(probe: str) -> Words:
    """Return what a probe, and the look of the same name, is called."""
    return _words(_texts(probe), "title") or _unwritten(probe)


def check_titles(probe: str) -> dict[str, Words | None]:
    """Return the title of every check for which the probe's file has texts; None where one is incomplete."""
    return {code: _words(check, "title") for code, check in _texts(probe)["checks"].items()}


def said_reasons(probe: str) -> Iterator[tuple[str, Words | None]]:
    """Yield every reason for which the probe's file has texts; None where one is incomplete."""
    texts = _texts(probe)
    shared = texts.get("reasons", {})
    own = {
        f"{code} {key}": table for code, c in texts["checks"].items() for key, table in c["reasons"].items()
    }
    for code, table in (shared | own).items():
        yield code, _words(table, "says")


def failure_words(reason: Reason, host: str = "HOST") -> FailureWords:
    """Return the texts of a failure; `host` stands where the text names the address."""
    texts = {key: text.replace("{host}", host) for key, text in _failures()[str(reason)].items()}
    return FailureWords(
        *(Words(texts[f"{part}_fa"], texts[f"{part}_en"]) for part in ("happened", "owner", "ours"))
    )


def _words(table: Table, key: str) -> Words | None:
    fa, en = table.get(f"{key}_fa"), table.get(f"{key}_en")
    return Words(fa, en) if fa and en else None


@cache  # so that each is logged once
def _unwritten(code: str) -> Words:
    log.warning("text.missing", code=code)
    return Words(code, code)


@cache
def _texts(probe: str) -> Table:
    if probe not in PACKAGE_OF:
        return {}
    file = resources.files(PACKAGE_OF[probe]).joinpath("texts.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def _failures() -> dict[str, dict[str, str]]:
    text = resources.files("sanjeh.engine").joinpath("failures.toml").read_text(encoding="utf-8")
    failures: dict[str, dict[str, str]] = tomllib.loads(text)
    return failures
