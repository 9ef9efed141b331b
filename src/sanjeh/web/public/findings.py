"""Findings as people read them: title, what was seen, what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from sanjeh.apps.rounds.holders import Holders, holders
from sanjeh.apps.scans import queries as scans
from sanjeh.apps.scans.mappers import LookRow
from sanjeh.core.probing.contracts import UNSEEN, Finding, Outcome
from sanjeh.core.text.words import Wording
from sanjeh.report.scorecard.judged_document import JudgedDocument, document_told, sentence
from sanjeh.report.words import say
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


def address_view(seen: scans.AddressFindings, holders: Holders) -> AddressView:
    """Return an address with its findings; its picture is the one of the newest visit that succeeded."""
    visits = [look.digest for look in seen.looks if look.collector == "visit" and not look.failure_reason]
    return AddressView(seen, probe_views(seen), where_judged(seen, holders), visits[-1] if visits else "")


def holders_of(round_code: str, addresses: Iterable[scans.AddressFindings]) -> Holders:
    """Return who has what in a round; nobody anything where every address was judged itself."""
    return holders(round_code) if any(map(led_away, addresses)) else Holders()


def led_away(seen: scans.AddressFindings) -> JudgedDocument | None:
    """Return the document that was judged where it is not the address itself."""
    document = document_told(seen.url, seen.findings)
    return None if document is None or document.led == "itself" else document


def where_judged(seen: scans.AddressFindings, held: Holders) -> str:
    """Say which document the findings of an address speak of, how one got there, and whose it is."""
    if led_away(seen):
        return another_judged(seen, held)
    return sentence(document_told(seen.url, seen.findings), language())


def another_judged(seen: scans.AddressFindings, held: Holders) -> str:
    """Say so where it is not the address itself, and nothing elsewhere."""
    document = led_away(seen)
    if document is None:
        return ""
    other = held.other(document.url, seen.body_code)
    whose = say(f"held_by_{other.kin}", language(), body=other.title.in_language(language())) if other else ""
    return f"{sentence(document, language())} {whose}".strip()
