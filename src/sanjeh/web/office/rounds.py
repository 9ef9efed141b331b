"""Where staff move a round on and watch it."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from sanjeh.apps.publication import queries as publication
from sanjeh.apps.results import disputes, moved
from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.rounds.touched import touching
from sanjeh.apps.scans import queries as scans
from sanjeh.apps.scans import workers
from sanjeh.apps.scans.unseen import Unseen
from sanjeh.core.workflow.moves import Reading
from sanjeh.core.workflow.rounds import STATE_WORDS, RoundMove, RoundState
from sanjeh.locale.catalogues import said
from sanjeh.web.cells import Cell, coded, worded
from sanjeh.web.choices import offered
from sanjeh.web.formatting import day
from sanjeh.web.list_in_memory import in_memory
from sanjeh.web.listing import Column, Filter, Listing, answer
from sanjeh.web.missing import or_404
from sanjeh.web.office.access import OfficePage, in_office
from sanjeh.web.office.next_step import offered_moves
from sanjeh.web.office.unseen import causes
from sanjeh.web.templatetags.persian import language


class Home(OfficePage):
    reads = Reading.ROUNDS

    def get(self, request: HttpRequest) -> HttpResponse:
        return answer(
            request, round_listing(rounds.rounds(in_office(request).staff.authority)), "office/home.html"
        )


def round_listing(rows: Sequence[rounds.RoundRow]) -> Listing[rounds.RoundRow]:
    columns: tuple[Column[rounds.RoundRow], ...] = (
        Column("title", _("دوره"), round_name, key=lambda row: row.title.fa),
        Column("state", _("وضعیت"), round_state, key=lambda row: list(RoundState).index(row.state)),
        Column("method", _("روش"), lambda row: coded(row.methodology), key=method_code, only_wide=True),
        Column("opens", _("آغاز سنجش"), round_opens, key=lambda row: row.opens_at, only_wide=True),
    )
    filters: tuple[Filter[rounds.RoundRow], ...] = (
        Filter("state", _("وضعیت"), offered(STATE_WORDS), lambda row, value: row.state == value),
    )
    return Listing(
        name="rounds",
        caption=_("دوره‌ها"),
        columns=columns,
        find=in_memory(rows, columns, filters),
        filters=filters,
        empty=_("هنوز دوره‌ای نیست."),
    )


def round_name(row: rounds.RoundRow) -> Cell:
    return worded(row.title, reverse("office:round", args=[row.code]))


def round_state(row: rounds.RoundRow) -> Cell:
    return Cell(said(row.state_title, language()))


def round_opens(row: rounds.RoundRow) -> Cell:
    return Cell(day(row.opens_at, language()))


def method_code(row: rounds.RoundRow) -> str:
    return row.methodology


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
            "touching": touching(code),
            "disputes": disputes.open_disputes(code),
            "moved_count": len(moved.moved_of(code)),
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
    with or_404(rounds.NoSuchRound):
        return rounds.round_page(code)
