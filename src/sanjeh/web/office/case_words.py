"""Where the words of a complaint that is over are erased, or held by law; none of them stands here."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.desk import erasure_actions as actions
from sanjeh.apps.desk.actions import NotImpartial, ReasonMissing
from sanjeh.core.workflow.desk_moves import ComplaintAct
from sanjeh.web.office.case_forms import CaseForms, CaseMove, Make

REFUSALS: dict[type[Exception], str] = {
    actions.StillOpen: _("رسیدگی به این شکایت پایان نیافته است؛ متن آن تا پایان می‌ماند."),
    actions.Held: _("وضعیت نگهداری متن از این پیش عوض شده است؛ صفحه را تازه کنید."),
    actions.AlreadyErased: _("متن این شکایت پیش از این پاک شده است."),
    NotImpartial: _("این کار با شما نیست: در موضوع دست داشته‌اید یا قرعه به نام شما نیفتاده است."),
    ReasonMissing: _("دلیل نگهداری را بنویسید: کدام مرجع، با کدام نامه."),
}


def erase(request: HttpRequest, number: int, now: datetime) -> None:
    actions.erase_complaint(number=number, by=signed_in(request.user), now=now)


def hold(request: HttpRequest, number: int, now: datetime) -> None:
    reason = request.POST.get("reason", "")
    actions.hold_complaint(number=number, reason=reason, by=signed_in(request.user), now=now)


def lift(request: HttpRequest, number: int, now: datetime) -> None:
    actions.lift_hold(number=number, by=signed_in(request.user), now=now)


DO: dict[CaseMove, Make] = {
    ComplaintAct.ERASE: erase,
    ComplaintAct.HOLD: hold,
    ComplaintAct.LIFT_HOLD: lift,
}


class CaseWords(CaseForms):
    """The forms of the complaint's page that concern its words."""

    makes = DO
    refusals = REFUSALS
