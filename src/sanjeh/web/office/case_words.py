"""Where the words of a complaint that is over are erased, or held by law; none of them stands here."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.desk import erasure_actions as actions
from sanjeh.apps.desk.actions import NotImpartial, ReasonMissing
from sanjeh.apps.desk.queries import NoSuchComplaint
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.moves import ComplaintAct, Reading
from sanjeh.web.office.access import OfficePage, RequestedMove

REFUSALS: dict[type[Exception], str] = {
    actions.StillOpen: _("رسیدگی به این شکایت پایان نیافته است؛ متن آن تا پایان می‌ماند."),
    actions.Held: _("وضعیت نگهداری متن از این پیش عوض شده است؛ صفحه را تازه کنید."),
    actions.AlreadyErased: _("متن این شکایت پیش از این پاک شده است."),
    NotImpartial: _("این کار با شما نیست: در موضوع دست داشته‌اید یا قرعه به نام شما نیفتاده است."),
    ReasonMissing: _("دلیل نگهداری را بنویسید: کدام مرجع، با کدام نامه."),
}


class CaseWords(OfficePage):
    """The forms of the complaint's page that concern its words."""

    reads = Reading.COMPLAINTS

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove | None:
        act = asked_act(request)
        return RequestedMove(act, Subject.COMPLAINT.named(where["number"])) if act else None

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        act = asked_act(request)
        if act is None:
            raise Http404
        try:
            DO[act](request, number, timezone.now())
        except NoSuchComplaint as error:
            raise Http404 from error
        except tuple(REFUSALS) as refusal:
            messages.error(request, gettext(REFUSALS[type(refusal)]))
        return redirect("office:complaint", number=number)


def asked_act(request: HttpRequest) -> ComplaintAct | None:
    return next((act for act in ComplaintAct if act.value == request.POST.get("act")), None)


def erase(request: HttpRequest, number: int, now: datetime) -> None:
    actions.erase_complaint(number=number, by=signed_in(request.user), now=now)


def hold(request: HttpRequest, number: int, now: datetime) -> None:
    reason = request.POST.get("reason", "")
    actions.hold_complaint(number=number, reason=reason, by=signed_in(request.user), now=now)


def lift(request: HttpRequest, number: int, now: datetime) -> None:
    actions.lift_hold(number=number, by=signed_in(request.user), now=now)


DO: dict[ComplaintAct, Callable[[HttpRequest, int, datetime], None]] = {
    ComplaintAct.ERASE: erase,
    ComplaintAct.HOLD: hold,
    ComplaintAct.LIFT_HOLD: lift,
}
