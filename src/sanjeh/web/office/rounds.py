"""Where staff move a round on and watch it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sanjeh.apps.publication import queries as publication
from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.scans import queries as scans
from sanjeh.apps.scans import workers
from sanjeh.apps.scans.unseen import Unseen
from sanjeh.core.workflow.moves import Reading
from sanjeh.core.workflow.rounds import RoundMove, RoundState
from sanjeh.web.office.access import OfficePage, in_office
from sanjeh.web.office.next_step import offered_moves
from sanjeh.web.office.unseen import causes


class Home(OfficePage):
    reads = Reading.ROUNDS

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "office/home.html", {"rounds": rounds.rounds()})


class RoundWatch(OfficePage):
    """One round: its state, what may be done, and what could not be seen."""

    reads = Reading.ROUNDS

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        page = round_or_404(code)
        progress, staff = scans.progress(code), in_office(request).staff
        shown = {
            "page": page,
            "steps": offered_moves(page, rounds.lacking(code, timezone.now()), progress, staff),
            "is_draft": page.row.state is RoundState.DRAFT,
            "code": code,
            "progress": progress,
            "workers": workers.at_work(timezone.now()) if page.row.state is RoundState.PROBING else (),
            "stop": scans.stop_of(code),
            "unusual": unusual_of(page),
            "is_moving": page.row.state is RoundState.PROBING and not progress.is_complete,
            "causes": causes(code),
        }
        return render(request, "office/round.html", shown)


def unusual_of(page: rounds.RoundPage) -> tuple[Unseen, int] | None:
    """Return what was unseen beyond the ordinary, and how many have looked at it, before publication."""
    if RoundMove.PUBLISH not in {row.move for row in page.moves}:
        return None
    missing = publication.unusual(page.row.code)
    return (missing, len(publication.reviewers(page.row.code, missing))) if missing else None


def round_or_404(code: str) -> rounds.RoundPage:
    try:
        return rounds.round_page(code)
    except rounds.NoSuchRound as error:
        raise Http404 from error
