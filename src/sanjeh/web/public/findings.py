"""Findings as people read them: title, what was seen, what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from sanjeh.apps.scans import queries as scans
from sanjeh.apps.scans.mappers import LookRow
from sanjeh.core.probing.contracts import UNSEEN, Finding, Outcome
from sanjeh.core.text.words import Wording
from sanjeh.report.scorecard.judged_document import document_told, sentence
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
    """An address with its findings; `judged` says which document they speak of and how one got there."""

    seen: scans.AddressFindings
    probes: tuple[ProbeView, ...]
    judged: str
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
    return AddressView(seen, probe_views(seen), where_judged(seen), visits[-1] if visits else "")


def where_judged(seen: scans.AddressFindings) -> str:
    """Say which document the findings of an address speak of, and how one got there."""
    return sentence(document_told(seen.url, seen.findings), language())


def another_judged(seen: scans.AddressFindings) -> str:
    """Say so where it is not the address itself, and nothing elsewhere."""
    document = document_told(seen.url, seen.findings)
    return "" if document is None or document.led == "itself" else sentence(document, language())
