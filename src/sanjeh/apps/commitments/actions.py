"""The nightly check: it measures everything, keeps what it found, and opens what is not kept as a breach."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Max

from sanjeh.apps.accounts.actions import one_at_a_time
from sanjeh.apps.agreements import queries as agreements
from sanjeh.apps.agreements.models import AgreementVersion
from sanjeh.apps.calendars import queries as calendars
from sanjeh.apps.commitments import queries
from sanjeh.apps.commitments.checks.contract import Check
from sanjeh.apps.commitments.checks.table import CHECKS
from sanjeh.apps.commitments.kinds import Finding, Verdict
from sanjeh.apps.commitments.models import Breach, CheckLine, CheckRun, Commitment, Tariff
from sanjeh.apps.commitments.runner import found
from sanjeh.apps.commitments.shipped import PLACES
from sanjeh.apps.commitments.told import tell_of
from sanjeh.apps.journal import actions as journal
from sanjeh.core.integrity.hash_chain import Fact
from sanjeh.core.integrity.references import Subject
from sanjeh.core.working_time.hours import instant

REMEDY_DAYS = 10  # working days; a proposal of ours, as are all times


@transaction.atomic
def check_all(*, now: datetime) -> int:
    """Run every check, keep what each found, open breaches; return the number of the run."""
    one_at_a_time("nightly check")
    keep_sentences()
    version = agreements.state(now).number
    began, targets, checks = time.monotonic(), queries.targets(version), queries.checks_of(version)
    findings = {code: found(check, now, targets.get(code)) for code, check in checks.items()}
    took_ms = round((time.monotonic() - began) * 1_000)
    run = CheckRun.objects.create(at=now, took_ms=took_ms)
    CheckLine.objects.bulk_create(line_of(run, checks[code], finding) for code, finding in findings.items())
    opened = open_breaches(run, findings, now)
    verdicts = [one.verdict for one in findings.values()]
    facts = {verdict.value: verdicts.count(verdict) for verdict in Verdict}
    about = Subject.COMMITMENT.named("all")
    journal.write(by=None, at=now, what="board.checked", about=about, facts={**facts, "opened": opened})
    return run.pk


def line_of(run: CheckRun, check: Check, finding: Finding) -> CheckLine:
    return CheckLine(
        run=run,
        code=check.code,
        verdict=finding.verdict,
        hits=finding.hits,
        whole=finding.whole,
        violations=len(finding.refs),
        refs=[ref[:120] for ref in finding.refs[: queries.MOST_REFS]],
        why=finding.why.fa if finding.why else "",
        query_sha256=check.query_sha256,
    )


def keep_sentences() -> None:
    """Keep the sentences of the version that came with the program, and that every version is free."""
    for version in AgreementVersion.objects.filter(tariff=None):
        Tariff.objects.create(version=version)
    first = AgreementVersion.objects.filter(loaded_by=None, commitments=None).first()
    if first:
        text = agreements.version(first.number)
        Commitment.objects.bulk_create(
            Commitment(
                version=first,
                code=place.code,
                clause=place.clause,
                sentence=place.words_in(text.fa),
                reading_en=place.words_in(text.en),
                side=place.side,
                duty=place.duty,
                metric=place.code,
                period=place.period,
            )
            for place in PLACES
        )


def open_breaches(run: CheckRun, findings: Mapping[str, Finding], now: datetime) -> int:
    """Open a breach of each sentence that something new violates; return how many were opened.

    The sentences are those of the version in force, or of the last one: the house keeps its word though the
    days of the agreement are over.
    """
    version = agreements.state(now).number
    opened = 0
    for promised in Commitment.objects.filter(version__number=version).order_by("pk"):
        if refs := new_refs(promised, findings):
            open_breach(promised, run, refs, now)
            opened += 1
    return opened


def new_refs(promised: Commitment, findings: Mapping[str, Finding]) -> list[str]:
    """Return what violates a sentence, or an invariant below it, and has opened no breach of it yet."""
    codes = (promised.code, *CHECKS[promised.metric].rests_on)
    now = {ref[:120] for code in codes for ref in findings[code].refs}
    earlier = Breach.objects.filter(commitment__code=promised.code).values_list("refs", flat=True)
    return sorted(now - {ref for refs in earlier for ref in refs})[: queries.MOST_REFS]


def open_breach(promised: Commitment, run: CheckRun, refs: list[str], now: datetime) -> None:
    number = (Breach.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    due = remedy_due(now) if promised.remedies else None
    made = Breach.objects.create(
        number=number,
        commitment=promised,
        run=run,
        refs=refs,
        remedies=promised.remedies,
        opened_at=now,
        due_at=due,
    )
    about = (made.reference, Subject.COMMITMENT.named(promised.code))
    facts: dict[str, Fact] = {"violations": len(refs), "remedies": tuple(promised.remedies)}
    journal.write(by=None, at=now, what="breach.opened", about=about, facts=facts)
    tell_of(made, now)


def remedy_due(now: datetime) -> datetime:
    """Return when a remedy is due: after so many working days of the calendar as it is known now."""
    hours = calendars.working_hours(now)
    day = hours.calendar.version(hours.day_of(instant(now))).longest_day
    return datetime.fromtimestamp(hours.after(instant(now), REMEDY_DAYS * day), UTC)
