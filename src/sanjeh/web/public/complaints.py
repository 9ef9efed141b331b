"""Lodging a complaint, its receipt, and following it with both."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from sanjeh.apps.desk import actions, rate_limit
from sanjeh.apps.desk.kinds import CHANNELS
from sanjeh.apps.desk.queries import NoSuchComplaint
from sanjeh.web.formatting import moment
from sanjeh.web.public.complaint_forms import ComplaintForm, TrackingForm

KEPT = "complaint_receipt"  # in the session, for the one page that shows it


@never_cache
def lodge(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        start = {"body": request.GET.get("body", ""), "round": request.GET.get("round", "")}
        return form_page(request, ComplaintForm(initial=start))
    form = ComplaintForm(request.POST)
    if not form.is_valid() or not may_try(request, form, rate_limit.LODGING):
        return form_page(request, form)
    receipt = actions.lodge_complaint(lodging=form.lodging(), now=timezone.now())
    request.session[KEPT] = {"number": receipt.number, "code": receipt.code}
    return redirect("public:complaint-receipt")


def form_page(request: HttpRequest, form: ComplaintForm) -> HttpResponse:
    return render(request, "public/complaint_lodge.html", {"form": form, "channels": CHANNELS})


@never_cache
def receipt(request: HttpRequest) -> HttpResponse:
    """Show the receipt once; a second look finds nothing."""
    kept = request.session.pop(KEPT, None)
    return render(request, "public/complaint_receipt.html", {"receipt": kept})


@never_cache
def track(request: HttpRequest) -> HttpResponse:
    """Show a complaint to whoever has its number and receipt; neither ever stands in an address."""
    form = TrackingForm(request.POST or None)
    if request.method != "POST" or not form.is_valid() or not may_try(request, form, rate_limit.TRACKING):
        return render(request, "public/complaint_track.html", {"form": form})
    number, code = form.cleaned_data["number"], form.cleaned_data["code"]
    try:
        page = actions.open_with_receipt(number=number, code=code, now=timezone.now())
    except NoSuchComplaint:
        form.add_error(
            None, gettext("شکایتی با این شماره و این رسید نیست. هر دو را از روی برگه‌ی رسید بنویسید.")
        )
        return render(request, "public/complaint_track.html", {"form": form})
    return render(request, "public/complaint_page.html", {"page": page})


def may_try(request: HttpRequest, form: ComplaintForm | TrackingForm, rate: rate_limit.RateLimit) -> bool:
    """Count this attempt; after too many, tell when the next one is welcome."""
    try:
        actions.count_attempt(rate, request.META.get("REMOTE_ADDR", ""), timezone.now())
    except rate_limit.TooMany as refusal:
        after = moment(refusal.after, request.LANGUAGE_CODE)
        form.add_error(
            None, gettext("از این نشانی بارها تلاش شد. پس از %(after)s دوباره بفرستید.") % {"after": after}
        )
        return False
    return True
