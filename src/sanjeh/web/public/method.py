"""The method: its tree with weights, scales, guides and thresholds, as it was announced."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sanjeh.apps.analyses import queries as analyses
from sanjeh.apps.methodology import queries as methodologies
from sanjeh.apps.methodology.queries import MethodologyRow
from sanjeh.core.uncertainty.replicates import Factor
from sanjeh.web.missing import or_404
from sanjeh.web.public import method_tree
from sanjeh.web.public.firmness import interval_words, varied_words
from sanjeh.web.templatetags.persian import language


def version_or_404(code: str) -> MethodologyRow:
    with or_404(methodologies.NoSuchMethodology):
        return methodologies.version(code)


def in_force(request: HttpRequest) -> HttpResponse:
    """Show the version in force, or the newest one as long as none is."""
    newest = methodologies.in_force(timezone.now()) or next(iter(methodologies.versions()), None)
    return render(request, "public/method_empty.html") if newest is None else page(request, newest)


def version(request: HttpRequest, code: str) -> HttpResponse:
    return page(request, version_or_404(code))


def page(request: HttpRequest, row: MethodologyRow) -> HttpResponse:
    method = row.parsed()
    varied = method.uncertainty.varies if method.uncertainty else (Factor.WEIGHTS,)
    shown = {
        "row": row,
        "method": method,
        "tree": method_tree.tree(method),
        "automatic_count": sum(method_tree.is_automatic(one) for one in method.indicators),
        "varied": varied_words(varied, language()),
        "interval_says": interval_words(method, varied),
        "versions": methodologies.versions(),
        "audited": analyses.audited_rounds(row.code),
    }
    return render(request, "public/method.html", shown)


def text(request: HttpRequest, code: str) -> HttpResponse:
    """Give the file itself, byte for byte as it was loaded."""
    del request
    return HttpResponse(
        version_or_404(code).text,
        content_type="application/toml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{code}.toml"'},
    )
