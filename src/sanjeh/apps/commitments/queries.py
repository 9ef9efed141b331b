"""Reading the board: what was promised, what the last check found, and what followed of a breach."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.db.models import Count

from sanjeh.apps.agreements import queries as agreements
from sanjeh.apps.agreements.models import AgreementVersion
from sanjeh.apps.commitments.checks.contract import Check
from sanjeh.apps.commitments.checks.table import CHECKS
from sanjeh.apps.commitments.kinds import (
    HELD_WORDS,
    REMEDY_WORDS,
    VERDICT_WORDS,
    Finding,
    Remedy,
    Verdict,
)
from sanjeh.apps.commitments.models import CheckLine, CheckRun, Commitment
from sanjeh.apps.commitments.runner import found
from sanjeh.core.text.words import Translatable, Words
from sanjeh.core.workflow.agreements import VersionState
from sanjeh.core.workflow.roles import ROLE_WORDS, Role

SENTENCE = "S"  # with which the code of every sentence begins, and of no invariant
OPEN = (VersionState.DRAFT, VersionState.CONSULTATION)
MOST_REFS = 100  # kept of one line; the figure beside it is of all


class NoSuchCheck(LookupError):
    """The board has no line of this code."""


class NoSuchVersion(LookupError):
    """There is no version of the agreement of this number."""


@dataclass(frozen=True, slots=True)
class RunRow:
    """When the check ran last, and how its lines stand."""

    number: int
    at: datetime
    took_ms: int
    kept: int
    counted: int
    broken: int
    not_measured: int


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One line as it is shown; `broken_below` are invariants on which a sentence rests and that are broken.

    `checked_at` is None before the first run. `sentence` is empty for an invariant.
    """

    code: str
    title: Translatable
    sentence: Words | None
    clause: int
    side: str
    duty: Translatable | None
    period: str
    target: str
    held: tuple[Translatable, ...]
    verdict: Verdict
    hits: int | None
    whole: int | None
    violations: int
    refs: tuple[str, ...]
    why: Translatable | None
    checked_at: datetime | None
    query: str
    is_query_changed: bool
    broken_below: tuple[str, ...]

    @property
    def says(self) -> Translatable:
        return VERDICT_WORDS[self.verdict]

    @property
    def is_undermined(self) -> bool:
        """Say whether it would be called kept or counted though a rule on which it rests is broken."""
        return bool(self.broken_below) and self.verdict in (Verdict.KEPT, Verdict.COUNTED)

    @property
    def is_sentence(self) -> bool:
        return self.code.startswith(SENTENCE)

    @property
    def figure(self) -> str:
        """Return `hits/whole`, `hits`, or nothing where nothing was counted."""
        parts = [str(one) for one in (self.hits, self.whole) if one is not None]
        return "/".join(parts) if self.verdict is not Verdict.NOT_MEASURED else ""


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """One sentence of a version: what is counted for it, to what share it is held, and what follows."""

    code: str
    sentence: Words
    metric: Translatable
    target: Decimal | None
    remedies: tuple[Remedy, ...]

    @property
    def agreed(self) -> tuple[Translatable, ...]:
        return tuple(REMEDY_WORDS[one] for one in self.remedies)


@dataclass(frozen=True, slots=True)
class PastLine:
    at: datetime
    verdict: Verdict
    violations: int

    @property
    def says(self) -> Translatable:
        return VERDICT_WORDS[self.verdict]


def last_run() -> CheckRun | None:
    return CheckRun.objects.order_by("-pk").first()


def run_row() -> RunRow | None:
    """Return the last run, or None before the first."""
    run = last_run()
    if run is None:
        return None
    counts = dict(run.lines.order_by().values_list("verdict").annotate(n=Count("pk")))
    each = (
        counts.get(one, 0) for one in (Verdict.KEPT, Verdict.COUNTED, Verdict.BROKEN, Verdict.NOT_MEASURED)
    )
    return RunRow(run.pk, run.at, run.took_ms, *each)


def board(version: int) -> tuple[BoardLine, ...]:
    """Return all lines as the last run left them, with the sentences of this version."""
    run = last_run()
    lines = {line.code: line for line in run.lines.all()} if run else {}
    promised = {one.code: one for one in Commitment.objects.filter(version__number=version)}
    sentences_first = sorted(checks_of(version, promised.values()).values(), key=place_on_the_board)
    broken = {code for code, line in lines.items() if line.verdict == Verdict.BROKEN}
    return tuple(
        board_line(check, promised.get(check.code), (lines.get(check.code), run), broken)
        for check in sentences_first
    )


def board_line(
    check: Check,
    promised: Commitment | None,
    kept: tuple[CheckLine | None, CheckRun | None],
    broken: set[str],
) -> BoardLine:
    line, run = kept
    verdict = Verdict(line.verdict) if line else Verdict.NOT_MEASURED
    return BoardLine(
        code=check.code,
        title=check.title,
        sentence=Words(promised.sentence, promised.reading_en) if promised else None,
        clause=promised.clause if promised else 0,
        side=promised.side if promised else "",
        duty=ROLE_WORDS[Role(promised.duty)] if promised else None,
        period=promised.period if promised else "",
        target=f"{promised.target:.0%}" if promised and promised.target is not None else "",
        held=tuple(HELD_WORDS[one] for one in check.held),
        verdict=verdict,
        hits=line.hits if line else None,
        whole=line.whole if line else None,
        violations=line.violations if line else 0,
        refs=tuple(line.refs) if line else (),
        why=reason(check, line) if verdict is Verdict.NOT_MEASURED else None,
        checked_at=run.at if line and run else None,
        query=shown(check),
        is_query_changed=line is not None and line.query_sha256 != check.query_sha256,
        broken_below=tuple(code for code in check.rests_on if code in broken),
    )


def reason(check: Check, line: CheckLine | None) -> Translatable:
    """Return why nothing is measured, as the last run said it."""
    if line:
        return Translatable(line.why)
    return check.lacking or Translatable("سنجیده نمی‌شود: نخستین وارسی شبانه هنوز انجام نشده است.")


def shown(check: Check) -> str:
    """Return the query as it can be run by hand."""
    return check.query.replace("%(now)s", "now()").replace("%%", "%")


def line(code: str, version: int) -> BoardLine:
    """Return one line; raise NoSuchCheck."""
    for one in board(version):
        if one.code == code:
            return one
    raise NoSuchCheck(code)


def checks_of(version: int, promised: Iterable[Commitment] | None = None) -> dict[str, Check]:
    """Return every check by its code, with those of the sentences that this version alone has."""
    rows = Commitment.objects.filter(version__number=version) if promised is None else promised
    own = {one.code: replace(CHECKS[one.metric], code=one.code) for one in rows if one.code not in CHECKS}
    return CHECKS | own


def place_on_the_board(check: Check) -> tuple[bool, int]:
    return not check.code.startswith(SENTENCE), int(check.code[1:])


def live(code: str, now: datetime) -> Finding:
    """Run one check now; raise NoSuchCheck."""
    number = agreements.state(now).number
    checks = checks_of(number)
    if code not in checks:
        raise NoSuchCheck(code)
    return found(checks[code], now, targets(number).get(code))


def measured_now(now: datetime) -> Iterator[tuple[Check, Finding]]:
    """Run every check now, one after the other; nothing is kept."""
    number = agreements.state(now).number
    held = targets(number)
    for code, check in checks_of(number).items():
        yield check, found(check, now, held.get(code))


def targets(version: int) -> Mapping[str, Decimal]:
    """Return to what share this version holds each of its sentences; what it names none for is left out."""
    rows = Commitment.objects.filter(version__number=version).exclude(target=None)
    return {code: target for code, target in rows.values_list("code", "target") if target is not None}


def history(code: str, most: int = 30) -> tuple[PastLine, ...]:
    """Return what the last runs found of one line, the newest first."""
    rows = CheckLine.objects.filter(code=code).order_by("-run")[:most]
    found_then = rows.values_list("run__at", "verdict", "violations")
    return tuple(PastLine(at, Verdict(verdict), violations) for at, verdict, violations in found_then)


def is_open(number: int) -> bool:
    """Say whether the sentences of this version may still be held to anything."""
    return AgreementVersion.objects.filter(number=number, state__in=OPEN).exists()


def sentences(number: int) -> tuple[SentenceRow, ...]:
    """Return the sentences of a version; raise NoSuchVersion."""
    if not AgreementVersion.objects.filter(number=number).exists():
        raise NoSuchVersion(number)
    return tuple(map(sentence_row, Commitment.objects.filter(version__number=number)))


def sentence(number: int, code: str) -> SentenceRow:
    """Return one of them; raise NoSuchVersion or NoSuchCheck."""
    for one in sentences(number):
        if one.code == code:
            return one
    raise NoSuchCheck(code)


def sentence_row(one: Commitment) -> SentenceRow:
    return SentenceRow(
        one.code,
        Words(one.sentence, one.reading_en),
        CHECKS[one.metric].title,
        one.target,
        tuple(map(Remedy, one.remedies)),
    )
