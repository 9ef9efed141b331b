"""Where complaints are admitted or refused, decided and read a second time; nobody is seated here."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.accounts.queries import everybody, signed_in
from sanjeh.apps.desk import actions, declaration_actions, precedents, queries, ruling_actions
from sanjeh.apps.desk.clocks import ClockRow
from sanjeh.apps.desk.kinds import REMEDIES, VERDICTS, Verdict
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.complaints import ComplaintMove, ComplaintState
from sanjeh.core.workflow.desk_moves import ComplaintAct
from sanjeh.core.workflow.machine import MoveNotAllowed
from sanjeh.core.workflow.moves import Move, Reading, key_of
from sanjeh.core.workflow.permissions import permission
from sanjeh.core.working_time.complaint_stages import STAGES
from sanjeh.core.working_time.events import PAUSE_REASONS, Party
from sanjeh.web.listing import answer
from sanjeh.web.missing import or_404
from sanjeh.web.office.access import OfficePage, RequestedMove
from sanjeh.web.office.complaint_list import complaint_listing
from sanjeh.web.office.refusals import with_what_was_typed

if TYPE_CHECKING:
    from sanjeh.apps.accounts.models import Person

REFUSALS: dict[type[Exception], str] = {
    MoveNotAllowed: _("این کار در وضعیت کنونی شکایت ممکن نیست؛ صفحه را تازه کنید."),
    actions.NotImpartial: _("این کار با شما نیست: در موضوع دست داشته‌اید یا قرعه به نام شما نیفتاده است."),
    actions.AppealStillOpen: _("شاکی هنوز می‌تواند اعتراض کند؛ پس از پایان آن مهلت شکایت بسته می‌شود."),
    actions.NotDeclared: _("نخست نام طرف‌ها را بخوانید و بی‌طرفی خود را امضا کنید؛ پرونده پس از آن باز می‌شود."),
    actions.WhomNotSaid: _("بگویید شکایت از رفتار کیست، یا بگویید که از کسی از این خانه نیست."),
    ruling_actions.DistinctionMissing: _(
        "دو رأی پیشین درباره‌ی همانند این جز این بوده است؛ بنویسید این مورد چه فرقی دارد."
    ),
    ruling_actions.WorseThanBefore: _("هیچ‌کس از اعتراض زیان نمی‌بیند: رأی تازه نمی‌تواند برای شاکی بدتر باشد."),
    actions.ReasonMissing: _("دلیل را بنویسید؛ هر مورد دلیل خود را می‌خواهد."),
}
NOBODY = "nobody"
AWAITED = (
    ComplaintAct.ACKNOWLEDGE,
    ComplaintAct.DECIDE_CHALLENGE,
    ComplaintAct.VOTE,
    ComplaintAct.CORRECT,
    ComplaintAct.DO_REMEDY,
    ComplaintAct.VERIFY_REMEDY,
)
VERDICT = re.compile(r"verdict-[0-9]{1,4}")
STATUS: dict[type[Exception], int] = {actions.NotImpartial: 403, actions.NotDeclared: 403}


class ComplaintList(OfficePage):
    reads = Reading.COMPLAINTS

    def get(self, request: HttpRequest) -> HttpResponse:
        return answer(request, complaint_listing(queries.complaints()), "office/complaints.html")


class ComplaintDesk(OfficePage):
    """One complaint, as far as this reader may see it, with the moves that are open to them."""

    reads = Reading.COMPLAINTS

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove | None:
        move = asked_move(request)
        return RequestedMove(move, Subject.COMPLAINT.named(where["number"])) if move else None

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        return desk_page(request, number)

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        move = asked_move(request)
        if move is None:
            raise Http404
        try:
            MAKE[move](request, number, timezone.now())
        except queries.NoSuchComplaint as error:
            raise Http404 from error
        except tuple(REFUSALS) as refusal:
            messages.error(request, gettext(REFUSALS[type(refusal)]))
            return desk_page(request, number, status=STATUS.get(type(refusal), 200))
        return redirect("office:complaint", number=number)


def asked_move(request: HttpRequest) -> ComplaintMove | None:
    return next((move for move in MAKE if move.value == request.POST.get("move")), None)


def desk_page(request: HttpRequest, number: int, status: int = 200) -> HttpResponse:
    with or_404(queries.NoSuchComplaint):
        by, now = signed_in(request.user), timezone.now()
        office = declaration_actions.open_file(number=number, by=by, now=now)
    people = everybody() if office.asks_whom else ()
    moves = [move for move in office.moves if move is not ComplaintMove.ASSIGN or is_undrawn(office)]
    waited_for: list[Move] = [*moves, *asked_of(office)]
    shown = {
        "office": office,
        "moves": moves,
        "todo": [permission(one).title for one in waited_for],
        "may_clock": clock_moves(office.page.open_clocks if office.page else ()),
        "typed": request.POST,
        "concerned": request.POST.getlist("concerns"),
        "points": points(request, office),
        "people": people,
        "precedents": precedents.precedents(queries.complaint(number)) if office.page else (),
        "proposed": proposed(number, office),
        "remedy_kinds": tuple(REMEDIES.items()),
        "pause_reasons": tuple(PAUSE_REASONS.items()),
    }

    def draw(homeless: Sequence[str]) -> HttpResponse:
        return render(request, "office/complaint.html", {**shown, "homeless": homeless}, status=status)

    return with_what_was_typed(request, draw)


def is_undrawn(office: queries.OfficePage) -> bool:
    """Say whether there may be somebody to draw from; a list that was written waits for the night alone."""
    return office.page is None or office.page.waits_for_outsider


def asked_of(office: queries.OfficePage) -> list[ComplaintAct]:
    """Return what this reader is waited for with, beside leading the case on."""
    return [act for act in AWAITED if key_of(act) in office.acts]


def clock_moves(rows: tuple[ClockRow, ...]) -> dict[str, bool]:
    """Say what may be done with the deadlines that run."""
    contested = [one for row in rows for one in row.pauses if one.is_contested and not one.is_overturned]
    own = [row for row in rows if STAGES[row.stage].bound is Party.PROVIDER]
    return {
        "pause": any(not row.standing.is_waiting for row in own),
        "resume": any(row.standing.is_waiting for row in own),
        "overturn": bool(contested),
    }


def proposed(number: int, office: queries.OfficePage) -> list[tuple[int, object, str, str]]:
    """Return the ruling as the handler wrote it, for whoever is to read it."""
    if not office.page or office.row.state != ComplaintState.PROPOSED:
        return []
    written = ruling_actions.proposal(queries.complaint(number))
    return [
        (place, VERDICTS[one.verdict], one.reasons, one.distinguishing)
        for place, one in sorted(written.items())
    ]


def points(request: HttpRequest, office: queries.OfficePage) -> list[dict[str, object]]:
    """Return each allegation with what was typed about it before a mistake."""
    rows = office.page.allegations if office.page else ()
    return [
        {
            "row": row,
            "verdicts": [
                (verdict.value, words, request.POST.get(f"verdict-{row.number}") == verdict.value)
                for verdict, words in VERDICTS.items()
            ],
            "reasons": request.POST.get(f"reasons-{row.number}", ""),
            "distinguishing": request.POST.get(f"distinguishing-{row.number}", ""),
        }
        for row in rows
    ]


def admit(request: HttpRequest, number: int, now: datetime) -> None:
    is_drawn = actions.admit_complaint(
        number=number,
        by=signed_in(request.user),
        now=now,
        concerns=whose_conduct(request),
        reasons=request.POST.get("reasons", ""),
    )
    if not is_drawn:
        tell_nobody(request)


def whose_conduct(request: HttpRequest) -> "tuple[Person, ...] | None":
    """Return whom the form names, () for nobody of the house, None where it says nothing."""
    chosen = set(request.POST.getlist("concerns"))
    named = tuple(one for one in everybody() if one.reference in chosen)
    return named or (() if NOBODY in chosen else None)


def draw(request: HttpRequest, number: int, now: datetime) -> None:
    if not actions.draw_handler(number=number, by=signed_in(request.user), now=now):
        tell_nobody(request)


def tell_nobody(request: HttpRequest) -> None:
    messages.warning(
        request,
        gettext("کسی بی‌طرف در میان رسیدگی‌کنندگان نیست؛ شکایت می‌ماند تا رسیدگی‌کننده‌ای از بیرون نام‌نویسی شود."),
    )


def refuse(request: HttpRequest, number: int, now: datetime) -> None:
    reasons = request.POST.get("reasons", "")
    actions.refuse_complaint(number=number, reasons=reasons, by=signed_in(request.user), now=now)


def propose(request: HttpRequest, number: int, now: datetime) -> None:
    given = {
        int(name.removeprefix("verdict-")): judgement_of(request, name, str(value))
        for name, value in request.POST.items()
        if VERDICT.fullmatch(name) and value in set(Verdict)
    }
    ruling_actions.propose_ruling(number=number, judgements=given, by=signed_in(request.user), now=now)


def judgement_of(request: HttpRequest, name: str, verdict: str) -> ruling_actions.Judgement:
    reasons = request.POST.get(name.replace("verdict", "reasons"), "")
    distinguishing = request.POST.get(name.replace("verdict", "distinguishing"), "")
    return ruling_actions.Judgement(Verdict(verdict), reasons, distinguishing)


def send_back(request: HttpRequest, number: int, now: datetime) -> None:
    reasons = request.POST.get("reasons", "")
    ruling_actions.send_back(number=number, reasons=reasons, by=signed_in(request.user), now=now)


def decide(request: HttpRequest, number: int, now: datetime) -> None:
    ruling_actions.decide_complaint(number=number, by=signed_in(request.user), now=now)


def close(request: HttpRequest, number: int, now: datetime) -> None:
    actions.close_complaint(number=number, by=signed_in(request.user), now=now)


MAKE: dict[ComplaintMove, Callable[[HttpRequest, int, datetime], None]] = {
    ComplaintMove.ADMIT: admit,
    ComplaintMove.REFUSE: refuse,
    ComplaintMove.ASSIGN: draw,
    ComplaintMove.PROPOSE: propose,
    ComplaintMove.SEND_BACK: send_back,
    ComplaintMove.DECIDE: decide,
    ComplaintMove.CLOSE: close,
}
