"""Running one check: what its queries say at a moment, by SELECT alone."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from sanjeh.apps.commitments.checks.contract import Check
from sanjeh.apps.commitments.kinds import Finding, Verdict, not_measured
from sanjeh.apps.commitments.models import Count, Violation
from sanjeh.core.integrity.references import Subject
from sanjeh.core.text.words import Translatable

# Nothing that was looked at breaks no rule, and keeps none either: it is not shown as kept.
NOTHING_YET = Translatable("سنجیده نمی‌شود: هنوز چیزی برای شمردن نیست.")


def found(check: Check, now: datetime, target: Decimal | None = None) -> Finding:
    """Return what the check finds; with a target, a smaller share of hits is a violation too."""
    if check.lacking:
        return not_measured(check.lacking)
    finding = check.count(now) if check.count else asked(check, now)
    if target is None:
        return replace(finding, verdict=Verdict.COUNTED) if is_only_counted(finding, check) else finding
    return held_to(finding, check, target)


def is_only_counted(finding: Finding, check: Check) -> bool:
    return check.is_figure and finding.verdict is Verdict.KEPT


def asked(check: Check, now: datetime) -> Finding:
    """Return what the queries say: what violates it counts even where there is nothing else to count yet."""
    refs = tuple(row.ref for row in Violation.objects.raw(ordered(check.violating), {"now": now}))
    if not refs and check.ready and check.unready and not counted(check.ready, now).hits:
        return not_measured(check.unready)
    figure = counted(check.counted, now)
    if not (refs or figure.whole):
        return not_measured(NOTHING_YET)
    verdict = Verdict.BROKEN if refs else Verdict.KEPT
    return Finding(verdict, figure.hits, figure.whole, refs)


def ordered(violating: str) -> str:
    """Return the query of violations so that it names each once, always in the same order."""
    if not violating:
        return "SELECT '' AS ref WHERE false"
    return f"SELECT DISTINCT found.ref FROM ({violating}) found ORDER BY found.ref"  # noqa: S608 -- our own words


def counted(query: str, now: datetime) -> Count:
    hits = "figure.hits" if " AS hits" in query else "NULL::bigint AS hits"
    whole = "figure.whole" if " AS whole" in query else "NULL::bigint AS whole"
    shaped = f"SELECT 1 AS id, {hits}, {whole} FROM ({query}) figure"  # noqa: S608 -- our own words
    return Count.objects.raw(shaped, {"now": now})[0]


def held_to(finding: Finding, check: Check, target: Decimal) -> Finding:
    """Return the finding, broken where fewer than the target's share of what was counted hold."""
    if finding.hits is None or not finding.whole or finding.verdict is Verdict.NOT_MEASURED:
        return finding
    if Decimal(finding.hits) >= target * finding.whole:
        return finding
    refs = (*finding.refs, Subject.COMMITMENT.named(check.code))
    return Finding(Verdict.BROKEN, finding.hits, finding.whole, refs)
