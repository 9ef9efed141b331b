"""Reading what was worked out of published results."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Count, F, OuterRef, Q, Subquery

from sanjeh.apps.analyses.figures import AUDIT, CHANGES, LEFT_OUT, SENSITIVITY, Alike, LeftOut
from sanjeh.apps.analyses.models import BodyChange, Comparison, FailedAnalysis, IndexAudit
from sanjeh.apps.publication.models import Edition
from sanjeh.apps.results.models import ResultSet
from sanjeh.core.comparison.changes import Change
from sanjeh.core.comparison.decomposition import CAUSES, Cause
from sanjeh.core.diagnostics.findings import Audit
from sanjeh.core.text.words import Words, titled
from sanjeh.core.uncertainty.sobol import Sensitivity

PAGE_SIZE = 100
SHOWN_BEST = 5
# What broke once breaks again at once; it would take the machine from those who look.
AGAIN_AFTER = timedelta(hours=1)


class NotPublished(LookupError):
    """This round has no edition, or none before it has."""


@dataclass(frozen=True, slots=True)
class PublishedRound:
    """A round with an edition, and the results of its newest one."""

    code: str
    title: Words
    opens_at: datetime
    methodology: str
    result: int


@dataclass(frozen=True, slots=True)
class Missing:
    """Which analyses of published results were not made yet."""

    audits: tuple[ResultSet, ...]
    comparisons: tuple[tuple[ResultSet, ResultSet], ...]


@dataclass(frozen=True, slots=True)
class BrokenAnalysis:
    """An analysis that broke: the name of the fault alone, for its words may tell of our machine."""

    fault: str
    at: datetime
    again_at: datetime


@dataclass(frozen=True, slots=True)
class KeptAudit:
    """The audit of the index in one round; `apart` bodies have no place and are not in it."""

    audit: Audit
    sensitivity: Sensitivity | None
    apart: int


@dataclass(frozen=True, slots=True)
class BodyChangeRow:
    """One body in both rounds; `parts` sum to the difference, or are empty when there are none.

    `alike` is None on a break.
    """

    code: str
    title: Words
    before: Decimal
    after: Decimal
    parts: tuple[tuple[Cause, Decimal], ...]
    alike: Alike | None

    @property
    def difference(self) -> Decimal:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """Two rounds set against each other; one page of their bodies, and the first few by their gain."""

    before: PublishedRound
    after: PublishedRound
    share: float
    is_break: bool
    changes: tuple[Change, ...]
    rules: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    best: tuple[BodyChangeRow, ...]
    rows: tuple[BodyChangeRow, ...]
    count: int
    improved: int
    fell: int
    page: int
    page_count: int


def published() -> tuple[PublishedRound, ...]:
    """Return every round with an edition, the one that opened last first."""
    newest = Edition.objects.filter(round=OuterRef("round")).order_by("-number").values("pk")[:1]
    found = Edition.objects.filter(pk=Subquery(newest)).select_related("round__methodology")
    return tuple(
        PublishedRound(
            code=one.round.code,
            title=Words(one.round.title_fa, one.round.title_en),
            opens_at=one.round.opens_at,
            methodology=one.round.methodology.code,
            result=one.result_id,
        )
        for one in found.order_by("-round__opens_at", "-round_id")
    )


def missing(now: datetime) -> Missing:
    """Return what published results still lack: an audit each, a comparison with each earlier round.

    What broke a short while ago is not among them.
    """
    listed = published()
    broken = FailedAnalysis.objects.filter(failed_at__gt=now - AGAIN_AFTER).values_list("before", "after")
    compared = {*Comparison.objects.values_list("before", "after"), *broken}
    audited = {
        *IndexAudit.objects.values_list("result", flat=True),
        *(after for before, after in compared if before is None),
    }
    pairs = [
        (before.result, after.result)
        for place, after in enumerate(listed)
        for before in listed[place + 1 :]
        if (before.result, after.result) not in compared
    ]
    wanted = {one.result for one in listed if one.result not in audited}
    results = ResultSet.objects.select_related("round__methodology").in_bulk(
        wanted | {result for pair in pairs for result in pair}
    )
    return Missing(
        audits=tuple(results[one.result] for one in listed if one.result in wanted),
        comparisons=tuple((results[before], results[after]) for before, after in pairs),
    )


def published_round(code: str) -> PublishedRound:
    """Return a round that has an edition; raise NotPublished."""
    return _with_code(published(), code)


def earlier_rounds(code: str) -> tuple[PublishedRound, ...]:
    """Return the published rounds that opened before this one, the nearest first; raise NotPublished."""
    listed = published()
    return listed[listed.index(_with_code(listed, code)) + 1 :]


def _with_code(listed: tuple[PublishedRound, ...], code: str) -> PublishedRound:
    found = next((one for one in listed if one.code == code), None)
    if found is None:
        raise NotPublished(code)
    return found


def audit_of(found: PublishedRound) -> KeptAudit | None:
    """Return the audit of the index in a round; None while it is being worked out."""
    kept = IndexAudit.objects.filter(result=found.result).first()
    if kept is None:
        return None
    moved = kept.sensitivity
    return KeptAudit(
        audit=AUDIT.validate_python(kept.audit),
        sensitivity=SENSITIVITY.validate_python(moved) if moved else None,
        apart=kept.apart,
    )


def failure(after: PublishedRound, before: PublishedRound | None = None) -> BrokenAnalysis | None:
    """Return why the audit of a round, or its comparison with an earlier one, broke last time; else None."""
    broken = FailedAnalysis.objects.filter(after=after.result, before=before.result if before else None)
    row = broken.first()
    if row is None:
        return None
    return BrokenAnalysis(row.error.partition(":")[0], row.failed_at, row.failed_at + AGAIN_AFTER)


def audited_rounds(methodology: str) -> tuple[PublishedRound, ...]:
    """Return the published rounds that were counted by a method and are audited, the newest first."""
    audited = set(IndexAudit.objects.values_list("result", flat=True))
    return tuple(one for one in published() if one.methodology == methodology and one.result in audited)


def comparison(before: PublishedRound, after: PublishedRound, page: int = 1) -> ComparisonPage | None:
    """Return two rounds set against each other, bodies by their gain; None while that is worked out."""
    kept = Comparison.objects.filter(before=before.result, after=after.result).first()
    if kept is None:
        return None
    listed = kept.bodies.order_by(
        F("gain").desc(nulls_last=True), (F("score_after") - F("score_before")).desc(), "code"
    )
    counted = kept.bodies.aggregate(
        all=Count("id"), improved=Count("id", filter=Q(gain__gt=0)), fell=Count("id", filter=Q(gain__lt=0))
    )
    count = counted["all"]
    page_count = max(1, -(-count // PAGE_SIZE))
    page = min(max(page, 1), page_count)
    best = listed.filter(gain__gt=0)[:SHOWN_BEST]
    return ComparisonPage(
        before=before,
        after=after,
        share=kept.share,
        is_break=kept.is_break,
        changes=CHANGES.validate_python(kept.changes),
        rules=tuple(kept.rules),
        left_out=LEFT_OUT.validate_python(kept.left_out),
        best=tuple(body_change_row(one) for one in best),
        rows=tuple(body_change_row(one) for one in listed[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]),
        count=count,
        improved=counted["improved"],
        fell=counted["fell"],
        page=page,
        page_count=page_count,
    )


def body_change_row(one: BodyChange) -> BodyChangeRow:
    return BodyChangeRow(
        code=one.code,
        title=titled(one.title_fa, one.title_en),
        before=one.score_before,
        after=one.score_after,
        parts=tuple((cause, Decimal(one.parts[cause.value])) for cause in CAUSES if one.parts),
        alike=Alike.model_validate(one.alike) if one.alike else None,
    )


@dataclass(frozen=True, slots=True)
class BodySinceBefore:
    """One body since the published round before; `row` is None where it is not compared, and `why` says why.

    While the comparison `is_pending`, neither is known.
    """

    before: PublishedRound
    is_pending: bool = False
    is_break: bool = False
    share: float = 0.0
    row: BodyChangeRow | None = None
    why: LeftOut | None = None


def body_since_before(code: str, body: str) -> BodySinceBefore | None:
    """Return what changed for a body; None for the first published round. Raise NotPublished."""
    listed = published()
    after = _with_code(listed, code)
    earlier = listed[listed.index(after) + 1 :]
    if not earlier:
        return None
    before = earlier[0]
    kept = Comparison.objects.filter(before=before.result, after=after.result).first()
    if kept is None:
        return BodySinceBefore(before, is_pending=True)
    row = kept.bodies.filter(code=body).first()
    left_out = LEFT_OUT.validate_python(kept.left_out)
    return BodySinceBefore(
        before=before,
        is_break=kept.is_break,
        share=kept.share,
        row=body_change_row(row) if row else None,
        why=next((one for one in left_out if one.code == body), None),
    )
