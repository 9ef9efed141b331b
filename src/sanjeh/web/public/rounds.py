"""The rounds, their timeline, and how far a running one has come."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from sanjeh.apps.authorities import queries as authorities
from sanjeh.apps.publication import queries as publication
from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.scans import queries as scans
from sanjeh.core.workflow.rounds import RoundState
from sanjeh.web.missing import or_404


def round_list(request: HttpRequest) -> HttpResponse:
    return render(
        request, "public/rounds.html", {"rounds": rounds.announced(), "authorities": authorities.names()}
    )


def round_page(request: HttpRequest, code: str) -> HttpResponse:
    page = round_or_404(code)
    shown = {"page": page, "editions": publication.editions(code), **live(page)}
    return render(request, "public/round.html", shown)


def round_progress(request: HttpRequest, code: str) -> HttpResponse:
    """Answer with the moving part alone; once nothing moves, the page around it is fetched anew."""
    shown = live(round_or_404(code))
    response = render(request, "parts/progress.html", shown)
    if not shown["is_moving"]:
        response["HX-Refresh"] = "true"
    return response


def round_or_404(code: str) -> rounds.RoundPage:
    """Return a round that people have been told of; a draft is nobody's business yet."""
    with or_404(rounds.NoSuchRound):
        page = rounds.round_page(code)
    if page.row.state is RoundState.DRAFT:
        raise Http404(code)
    return page


def live(page: rounds.RoundPage) -> dict[str, object]:
    code = page.row.code
    progress = scans.progress(code)
    is_moving = page.row.state is RoundState.PROBING and not progress.is_complete
    return {"code": code, "progress": progress, "is_moving": is_moving}
