"""Findings as people read them: title, what was seen, what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from sanjeh.apps.scans import queries as scans
from sanjeh.apps.scans.mappers import LookRow
from sanjeh.core.probing.contracts import UNSEEN, Finding, Outcome
from sanjeh.core.text.words import Wording
from sanjeh.web.observed_values import Observed, observed
from sanjeh.web.templatetags.persian import language

PROBLEMS = frozenset({Outcome.FAIL, Outcome.WARN, *UNSEEN})


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding in words; `look` is the capture that it was judged from."""

    finding: Finding
    title: Wording
    says: Wording
    remedy: Wording | None
    observed: tuple[Observed, ...]
    look: LookRow | None


@dataclass(frozen=True, slots=True)
class ProbeView:
    """The findings of one probe: those that ask for something, and the rest."""

    name: str
    problems: tuple[FindingView, ...]
    rest: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class AddressView:
    seen: scans.AddressFindings
    probes: tuple[ProbeView, ...]
    screenshot_of: str


def finding_view(finding: Finding, looks: Iterable[LookRow]) -> FindingView:
    words = scans.finding_words(finding)
    look = judged_from(finding, looks)
    return FindingView(finding, words.title, words.says, words.remedy, observed(finding, language()), look)


def judged_from(finding: Finding, looks: Iterable[LookRow]) -> LookRow | None:
    """Return the last try of the look that the finding's probe reads."""
    name = scans.collector_of(finding.probe)
    tries = sorted((look for look in looks if look.collector == name), key=lambda look: look.try_number)
    return tries[-1] if tries else None


def probe_views(seen: scans.AddressFindings) -> tuple[ProbeView, ...]:
    """Return the findings by probe, in the order in which they were judged."""
    probes = []
    for name, group in groupby(seen.findings, key=lambda one: one.probe):
        listed = [finding_view(one, seen.looks) for one in group]
        problems = tuple(one for one in listed if one.finding.outcome in PROBLEMS)
        probes.append(ProbeView(name, problems, tuple(one for one in listed if one not in problems)))
    return tuple(probes)


def address_view(seen: scans.AddressFindings) -> AddressView:
    """Return an address with its findings; its picture is the one of the newest visit that succeeded."""
    visits = [look.digest for look in seen.looks if look.collector == "visit" and not look.failure_reason]
    return AddressView(seen, probe_views(seen), visits[-1] if visits else "")
