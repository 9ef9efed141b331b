"""What a complainant does with number and receipt beside reading; neither ever stands in an address."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sanjeh.apps.desk import actions, appeal_actions, challenge_actions, rate_limit, receipt_actions
from sanjeh.apps.desk.kinds import SeatRole
from sanjeh.apps.desk.queries import NoSuchComplaint
from sanjeh.core.workflow.machine import MoveNotAllowed
from sanjeh.web.public.complaint_forms import TrackingForm
from sanjeh.web.public.complaints import WRONG_RECEIPT, complaint_page, may_try

REFUSALS: dict[type[Exception], str] = {
    MoveNotAllowed: _("این کار در وضعیت کنونی شکایت ممکن نیست."),
    actions.ReasonMissing: _("دلیل را بنویسید؛ بی آن چیزی ثبت نمی‌شود."),
    actions.OnlyTheComplainant: _("این کار تنها با رسید خود شاکی شدنی است، نه با رسید نماینده."),
    appeal_actions.TooLate: _(
        "ده روز کاری اعتراض گذشته است. اگر مدرک تازه‌ای دارید، شکایت تازه‌ای ثبت کنید و "
        "شماره‌ی این را در آن بنویسید."
    ),
    appeal_actions.AppealedAlready: _("هیئت یک بار درباره‌ی این شکایت رأی داده است."),
    challenge_actions.NobodyToChallenge: _(
        "اکنون کسی نیست که بتوان به او ایراد گرفت، یا ایراد پیش از این ثبت شده است."
    ),
    receipt_actions.NotAskedYet: _("این پرسش چهار هفته پس از پایان رسیدگی و یک بار پرسیده می‌شود."),
}


@never_cache
@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Do what the form asks for, and show the complaint again with what came of it."""
    do = DO.get(request.POST.get("act", ""))
    if do is None:
        raise Http404
    form = TrackingForm(request.POST)
    if not form.is_valid() or not may_try(request, form, rate_limit.TRACKING):
        return render(request, "public/complaint_track.html", {"form": form})
    number, code, now = form.cleaned_data["number"], form.cleaned_data["code"], timezone.now()
    try:
        messages.success(request, do(request, number, code, now))
    except NoSuchComplaint:
        form.add_error(None, gettext(WRONG_RECEIPT))
        return render(request, "public/complaint_track.html", {"form": form})
    except tuple(REFUSALS) as refusal:
        messages.error(request, gettext(REFUSALS[type(refusal)]))
    page = actions.open_with_receipt(number=number, code=code, now=timezone.now())
    return complaint_page(request, page, code)


def withdraw(request: HttpRequest, number: int, code: str, now: datetime) -> str:
    actions.withdraw_complaint(number=number, code=code, reasons=words(request), now=now)
    return gettext("شکایت را پس گرفتید؛ رسیدگی پایان یافت.")


def appeal(request: HttpRequest, number: int, code: str, now: datetime) -> str:
    appeal_actions.appeal(number=number, code=code, grounds=words(request), now=now)
    return gettext("اعتراض شما ثبت شد؛ سه نفر که هیچ دستی در رسیدگی نداشته‌اند با قرعه برگزیده می‌شوند.")


def challenge(request: HttpRequest, number: int, code: str, now: datetime) -> str:
    whom = request.POST.get("role", "")
    if whom.partition(" ")[0] not in set(SeatRole):
        raise Http404
    challenge_actions.challenge_seat(number=number, code=code, whom=whom, reasons=words(request), now=now)
    return gettext("ایراد شما ثبت شد؛ کسی که در این رسیدگی نیست درباره‌ی آن تصمیم می‌گیرد.")


def represent(request: HttpRequest, number: int, code: str, now: datetime) -> str:
    new = receipt_actions.name_representative(
        number=number, code=code, name=request.POST.get("name", ""), now=now
    )
    return gettext("رسید نماینده، تنها همین یک بار: %(code)s") % {"code": new}


def follow_up(request: HttpRequest, number: int, code: str, now: datetime) -> str:
    is_mended = request.POST.get("mended") == "yes"
    receipt_actions.follow_up(number=number, code=code, is_mended=is_mended, words=words(request), now=now)
    return gettext("پاسخ شما ثبت شد. سپاس‌گزاریم.")


def words(request: HttpRequest) -> str:
    return request.POST.get("words", "")[:4000]


DO: dict[str, Callable[[HttpRequest, int, str, datetime], str]] = {
    "withdraw": withdraw,
    "appeal": appeal,
    "challenge": challenge,
    "represent": represent,
    "follow_up": follow_up,
}
