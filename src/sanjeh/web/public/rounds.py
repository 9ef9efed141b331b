"""The rounds, their timeline, and how far a running one has come."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from sanjeh.apps.measurement import queries as measurement
from sanjeh.apps.publication import queries as publication
from sanjeh.apps.rounds import queries as rounds
from sanjeh.core.workflow.rounds import RoundState


def round_list(request: HttpRequest) -> HttpResponse:
    return render(request, "public/rounds.html", {"rounds": rounds.rounds()})


def round_page(request: HttpRequest, code: str) -> HttpResponse:
    page = found(code)
    shown = {"page": page, "editions": publication.editions(code), **live(page)}
    return render(request, "public/round.html", shown)


def round_progress(request: HttpRequest, code: str) -> HttpResponse:
    """Answer with the moving part alone; once nothing moves, it no longer asks again."""
    return render(request, "parts/progress.html", live(found(code)))


def found(code: str) -> rounds.RoundPage:
    try:
        return rounds.round_page(code)
    except rounds.NoSuchRound as error:
        raise Http404 from error


def live(page: rounds.RoundPage) -> dict[str, object]:
    code = page.row.code
    progress = measurement.progress(code)
    is_moving = page.row.state is RoundState.PROBING and not progress.is_complete
    return {"code": code, "progress": progress, "is_moving": is_moving}
