"""Judging a whole round again from its evidence: are its findings still what the evidence says?"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pydantic import JsonValue

from sanjeh.apps.rounds.queries import NoSuchRound
from sanjeh.apps.scans.evidence import measured, measured_count
from sanjeh.apps.scans.store import evidence_store
from sanjeh.cli.output import Wanted
from sanjeh.cli.problems import UsageProblem
from sanjeh.cli.tell import tell, tell_json
from sanjeh.core.integrity.canonical_json import sorted_json
from sanjeh.core.probing.contracts import Capture, Finding, Target
from sanjeh.core.text.numerals import in_digits
from sanjeh.engine.reevaluate import judge_each, processes_for
from sanjeh.engine.registry import AnyProbe
from sanjeh.report.words import say

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Judgement:
    """One address of a round: what was found then, and what is found now."""

    target: Target
    then: tuple[Finding, ...]
    now: tuple[Finding, ...]

    def differences(self) -> Iterator[str]:
        """Yield a line for every check that comes out otherwise."""
        then, now = ({finding.id: finding for finding in found} for found in (self.then, self.now))
        for check in dict.fromkeys((*then, *now)):
            if then.get(check) != now.get(check):
                yield f"{self.target.url} {check}: {_told(then.get(check))} -> {_told(now.get(check))}"


@contextmanager
def unknown_round_told(round_code: str, language: str) -> Iterator[None]:
    """Turn a round that is not there into one sentence."""
    try:
        yield
    except NoSuchRound:
        raise UsageProblem(say("no_such_round", language, code=round_code)) from None


def judged_again(round_code: str, probes: tuple[AnyProbe, ...], jobs: int | None, wanted: Wanted) -> bool:
    """Judge every address, print what was found (--json) or what differs; return whether nothing does."""
    addresses = findings = 0
    differences: list[str] = []
    for judgement in _judgements(round_code, probes, jobs):
        addresses, findings = addresses + 1, findings + len(judgement.now)
        differences += judgement.differences()
        if wanted.as_json:
            tell_json(sorted_json(_document(judgement)))
    for line in differences[:MOST_SHOWN]:
        tell(line, err=True)
    counts = {"addresses": addresses, "findings": findings, "differences": len(differences)}
    shown = {name: in_digits(count, wanted.language) for name, count in counts.items()}
    tell(say("round_judged", wanted.language, **shown), err=wanted.as_json)
    return not differences


def _judgements(round_code: str, probes: tuple[AnyProbe, ...], jobs: int | None) -> Iterator[Judgement]:
    then: deque[tuple[Finding, ...]] = deque()

    def seen() -> Iterator[tuple[Capture, ...]]:
        for one in measured(round_code):
            then.append(one.findings)
            yield one.captures

    jobs = jobs or processes_for(measured_count(round_code))
    for captures, now in judge_each(seen(), evidence_store(), probes, jobs):
        yield Judgement(captures[0].target, then.popleft(), now)


def _document(judgement: Judgement) -> dict[str, JsonValue]:
    target = judgement.target
    return {
        "url": target.url,
        "body": target.body,
        "service": target.service,
        "findings": [finding.model_dump(mode="json") for finding in judgement.now],
    }


def _told(finding: Finding | None) -> str:
    return f"{finding.outcome} {finding.reason}" if finding else "-"
