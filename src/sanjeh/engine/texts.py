"""What findings and failures are called and say, read from the probes' own files."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import structlog

from sanjeh.core.probing.contracts import UNSEEN, Finding, Outcome
from sanjeh.core.probing.failures import Reason
from sanjeh.core.text.words import Translatable, Wording
from sanjeh.engine.packages import PACKAGE_OF
from sanjeh.locale.catalogues import texts_of

COSTS_POINTS = frozenset({Outcome.WARN, Outcome.FAIL})
_MOST_REMEDIES = 3
CHECK = re.compile(r"checks\.(.+)\.title")

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class FindingWords:
    """What a finding is about, what it says, and what the owner does about it (None: nothing to do)."""

    title: Translatable
    says: Translatable
    remedy: Translatable | None


@dataclass(frozen=True, slots=True)
class FailureWords:
    """Why we could not look, what the owner of the address can do, and what we can."""

    happened: Translatable
    owner: Translatable
    ours: Translatable


def finding_words(finding: Finding) -> FindingWords:
    """Return the texts of a finding; a text that nobody wrote shows its code, and is logged."""
    texts = _texts(finding.probe)
    title = texts.get(f"checks.{finding.id}.title") or _unwritten(finding.id)
    # A reason that many checks of a probe share is written once, outside of them.
    for place in (f"checks.{finding.id}.reasons.{finding.reason}", f"reasons.{finding.reason}"):
        if says := texts.get(f"{place}.says"):
            return FindingWords(title, says, texts.get(f"{place}.remedy"))
    if finding.reason in Reason.__members__.values():
        failure = failure_words(Reason(finding.reason))
        return FindingWords(title, failure.happened, failure.owner)
    return FindingWords(title, _unwritten(f"{finding.id} {finding.reason}"), None)


@cache
def check_ids() -> frozenset[str]:
    """Return the ids of all findings that some probe gives, without loading what judges."""
    places = (place for probe in PACKAGE_OF for place in _texts(probe))
    return frozenset(found[1] for place in places if (found := CHECK.fullmatch(place)))


def remedies(findings: Iterable[Finding]) -> tuple[Translatable, ...]:
    """Return what mends the findings that cost points, the commonest first: advice that fits."""
    costly = (finding for finding in findings if finding.outcome in COSTS_POINTS)
    told = Counter(words.remedy for words in map(finding_words, costly) if words.remedy)
    return tuple(remedy for remedy, _ in told.most_common(_MOST_REMEDIES))


def advice(findings: Iterable[Finding], general: Wording) -> tuple[Wording, ...]:
    """Return what to do about an indicator, of the findings it rests on and the method's `general` sentence.

    A sentence that was written for no reason in particular must not stand beside another reason: it is for an
    indicator of which every finding is as it should be, or that no probe judged.
    """
    known = tuple(findings)
    if any(finding.outcome in COSTS_POINTS for finding in known):
        return remedies(known)
    unseen = (finding_words(finding).remedy for finding in known if finding.outcome in UNSEEN)
    return tuple(dict.fromkeys(filter(None, unseen)))[:_MOST_REMEDIES] or (general,)


def advice_of(check: str) -> tuple[tuple[Translatable, Translatable], ...]:
    """Return everything that can be wrong with a check, each with what mends it."""
    texts = _texts(check.partition(".")[0])
    place = f"checks.{check}.reasons."
    reasons = (
        each.removesuffix(".says") for each in texts if each.startswith(place) and each.endswith(".says")
    )
    return tuple(
        (texts[f"{each}.says"], texts[f"{each}.remedy"]) for each in reasons if f"{each}.remedy" in texts
    )


def title(probe: str) -> Translatable:
    """Return what a probe, and the look of the same name, is called."""
    return _texts(probe).get("title") or _unwritten(probe)


def failure_words(reason: Reason, host: str = "HOST") -> FailureWords:
    """Return the texts of a failure; `host` stands where the text names the address."""
    texts = texts_of("sanjeh.engine", "failures.toml")
    return FailureWords(
        *(texts[f"{reason}.{part}"].filled(host=host) for part in ("happened", "owner", "ours"))
    )


@cache  # so that each is logged once
def _unwritten(code: str) -> Translatable:
    log.warning("text.missing", code=code)
    return Translatable(code)


def _texts(probe: str) -> Mapping[str, Translatable]:
    return texts_of(PACKAGE_OF[probe], "texts.toml") if probe in PACKAGE_OF else {}
