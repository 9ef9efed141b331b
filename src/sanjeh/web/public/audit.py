"""The audit of the index: what each part of the method really did in a published round."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from sanjeh.apps.analyses import queries as analyses
from sanjeh.core.diagnostics.findings import Audit
from sanjeh.core.diagnostics.guttman_scale import GuttmanScale
from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.text.words import Language
from sanjeh.report.index_audit.audit_report import AuditReport, AuditSource, audit_report
from sanjeh.report.index_audit.words import share, texts
from sanjeh.report.influences import InfluenceLine, influence_lines
from sanjeh.web.charts import bars
from sanjeh.web.missing import or_404
from sanjeh.web.public.published import method_of
from sanjeh.web.templatetags.persian import language

MARK_GRADES = {"fail": "poor", "warn": "fair"}


@dataclass(frozen=True, slots=True)
class Pictures:
    """The drawings of the page; empty where there is nothing to draw."""

    axes: SafeString
    ladders: tuple[SafeString, ...]
    influences: SafeString


def index_audit(request: HttpRequest, code: str) -> HttpResponse:
    with or_404(analyses.NotPublished):
        published = analyses.published_round(code)
    kept = analyses.audit_of(published)
    if kept is None:
        return pending(request, published, analyses.failure(published))
    spoken = language()
    method = method_of(code)
    said = audit_report(kept.audit, AuditSource(method, kept.apart), spoken)
    moved = influence_lines(kept.sensitivity, spoken) if kept.sensitivity else ()
    found = {
        "round": published,
        "sheet": said,
        "text": texts(spoken),
        "grades": MARK_GRADES,
        "moved": moved,
        "sensitivity": kept.sensitivity,
        "pictures": pictures(kept.audit, said, moved, method),
    }
    return render(request, "public/audit.html", found)


def pending(
    request: HttpRequest, published: analyses.PublishedRound, failure: analyses.BrokenAnalysis | None
) -> HttpResponse:
    """Say of an analysis that it is being worked out, or why that broke and when it is tried again."""
    shown = {"round": published, "failure": failure}
    return render(request, "public/analysis_pending.html", shown)


def pictures(
    found: Audit, said: AuditReport, moved: tuple[InfluenceLine, ...], method: Methodology
) -> Pictures:
    spoken = language()
    stages = {stage.number: stage.title.in_language(spoken) for stage in method.stages}
    return Pictures(
        axes=axes_picture(found, said, spoken),
        ladders=tuple(ladder_picture(one, stages, spoken) for one in found.ladders),
        influences=influences_picture(moved, spoken),
    )


def ladder_picture(found: GuttmanScale, stages: Mapping[int, str], spoken: Language) -> SafeString:
    """Draw which share of the climbers meets each stage by itself."""
    rows = [
        bars.Row(stages[stage], (bars.Bar("", met, share(met, spoken, 0)),))
        for stage, met in zip(found.stages, found.met, strict=True)
    ]
    return bars.bars(rows, gettext("سهم برآورندگان هر مرحله"), spoken)


def axes_picture(found: Audit, said: AuditReport, spoken: Language) -> SafeString:
    """Draw of each axis what it is said to weigh, and what it decides."""
    widest = max((max(axis.stated, axis.decides or 0.0) for axis in found.axes), default=1.0)
    rows = [
        bars.Row(
            row.title,
            (
                bars.Bar("second", axis.stated / widest, share(axis.stated, spoken)),
                bars.Bar(
                    "", None if axis.decides is None else axis.decides / widest, share(axis.decides, spoken)
                ),
            ),
        )
        for axis, row in zip(found.axes, said.axes, strict=True)
    ]
    return bars.bars(rows, gettext("وزن گفته‌شده‌ی هر محور و سهم آن در تعیین نتیجه"), spoken)


def influences_picture(moved: tuple[InfluenceLine, ...], spoken: Language) -> SafeString:
    if not moved:
        return SafeString()
    rows = [
        bars.Row(
            line.title,
            (bars.Bar("second", line.alone_share, line.alone), bars.Bar("", line.total_share, line.total)),
        )
        for line in moved
    ]
    return bars.bars(rows, gettext("سهم هر انتخاب در جابه‌جایی رتبه‌ها"), spoken)
