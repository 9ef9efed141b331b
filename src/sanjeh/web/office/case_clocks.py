"""Where the clocks of a complaint are paused and resumed, and contested pauses are overturned."""

from datetime import datetime

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_noop as _

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.desk import pause_actions as actions
from sanjeh.apps.desk.actions import NotImpartial
from sanjeh.core.workflow.desk_moves import ClockMove
from sanjeh.core.working_time.events import PauseReason
from sanjeh.web.office.case_forms import CaseForms, CaseMove, Make

REFUSALS: dict[type[Exception], str] = {
    actions.NothingToPause: _("مهلتی از ما در جریان نیست که درنگ کند؛ صفحه را تازه کنید."),
    actions.PausesUsedUp: _("درنگ‌های این مهلت روی هم به ده روز کاری رسیده است و درنگ دیگری نمی‌پذیرد."),
    actions.NothingPaused: _("مهلتی در درنگ نیست؛ صفحه را تازه کنید."),
    actions.NothingContested: _("درنگی نیست که شاکی به آن اعتراض کرده باشد."),
    NotImpartial: _("این کار با شما نیست: در موضوع دست داشته‌اید یا قرعه به نام شما نیفتاده است."),
}


def pause(request: HttpRequest, number: int, now: datetime) -> None:
    reason = request.POST.get("reason", "")
    if reason not in set(PauseReason):
        raise Http404
    actions.pause_clocks(number=number, reason=PauseReason(reason), by=signed_in(request.user), now=now)


def resume(request: HttpRequest, number: int, now: datetime) -> None:
    actions.resume_clocks(number=number, by=signed_in(request.user), now=now)


def overturn(request: HttpRequest, number: int, now: datetime) -> None:
    actions.overturn_pauses(number=number, by=signed_in(request.user), now=now)


MAKE: dict[CaseMove, Make] = {
    ClockMove.PAUSE: pause,
    ClockMove.RESUME: resume,
    ClockMove.OVERTURN: overturn,
}


class CaseClocks(CaseForms):
    """The forms of the complaint's page that concern its clocks."""

    field = "move"
    makes = MAKE
    refusals = REFUSALS
