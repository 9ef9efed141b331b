"""Where the clocks of a complaint are paused and resumed, and contested pauses are overturned."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.desk import pause_actions as actions
from sanjeh.apps.desk.actions import NotImpartial
from sanjeh.apps.desk.queries import NoSuchComplaint
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.moves import ClockMove, Reading
from sanjeh.core.working_time.events import PauseReason
from sanjeh.web.office.access import OfficePage, RequestedMove

REFUSALS: dict[type[Exception], str] = {
    actions.NothingToPause: _("مهلتی از ما در جریان نیست که درنگ کند؛ صفحه را تازه کنید."),
    actions.PausesUsedUp: _("درنگ‌های این مهلت روی هم به ده روز کاری رسیده است و درنگ دیگری نمی‌پذیرد."),
    actions.NothingPaused: _("مهلتی در درنگ نیست؛ صفحه را تازه کنید."),
    actions.NothingContested: _("درنگی نیست که شاکی به آن اعتراض کرده باشد."),
    NotImpartial: _("این کار با شما نیست: در موضوع دست داشته‌اید یا قرعه به نام شما نیفتاده است."),
}


class CaseClocks(OfficePage):
    """The forms of the complaint's page that concern its clocks."""

    reads = Reading.COMPLAINTS

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove | None:
        move = asked_move(request)
        return RequestedMove(move, Subject.COMPLAINT.named(where["number"])) if move else None

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        move = asked_move(request)
        if move is None:
            raise Http404
        try:
            MAKE[move](request, number, timezone.now())
        except NoSuchComplaint as error:
            raise Http404 from error
        except tuple(REFUSALS) as refusal:
            messages.error(request, gettext(REFUSALS[type(refusal)]))
        return redirect("office:complaint", number=number)


def asked_move(request: HttpRequest) -> ClockMove | None:
    return next((move for move in MAKE if move.value == request.POST.get("move")), None)


def pause(request: HttpRequest, number: int, now: datetime) -> None:
    reason = request.POST.get("reason", "")
    if reason not in set(PauseReason):
        raise Http404
    actions.pause_clocks(number=number, reason=PauseReason(reason), by=signed_in(request.user), now=now)


def resume(request: HttpRequest, number: int, now: datetime) -> None:
    actions.resume_clocks(number=number, by=signed_in(request.user), now=now)


def overturn(request: HttpRequest, number: int, now: datetime) -> None:
    actions.overturn_pauses(number=number, by=signed_in(request.user), now=now)


MAKE: dict[ClockMove, Callable[[HttpRequest, int, datetime], None]] = {
    ClockMove.PAUSE: pause,
    ClockMove.RESUME: resume,
    ClockMove.OVERTURN: overturn,
}
