"""Lodging a complaint, its receipt, and following it with both."""

import json

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sanjeh.apps.channels import queries as channels
from sanjeh.apps.channels import redirect_actions, redirects
from sanjeh.apps.courtesy import actions as courtesy
from sanjeh.apps.desk import actions, attempt_actions, pause_actions, rate_limit
from sanjeh.apps.desk.queries import ComplaintPage, NoSuchComplaint
from sanjeh.apps.desk.receipt_page import receipt_acts
from sanjeh.apps.journal import queries as journal
from sanjeh.core.integrity.references import Subject
from sanjeh.web.formatting import moment
from sanjeh.web.public.complaint_forms import LONGEST, ComplaintForm, TrackingForm

KEPT = "complaint_receipt"  # locked in the session, its key in a cookie, for the one page that shows it
LOOK_S = 600
WRONG_RECEIPT = gettext_noop("شکایتی با این شماره و این رسید نیست. هر دو را از روی برگه‌ی رسید بنویسید.")


@never_cache
def lodge(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        start = {"body": request.GET.get("body", ""), "round": request.GET.get("round", "")}
        return form_page(request, ComplaintForm(initial=start))
    form = ComplaintForm(request.POST)
    if not form.is_valid() or not may_try(request, form, rate_limit.LODGING):
        return form_page(request, form)
    receipt = actions.lodge_complaint(lodging=form.lodging(), now=timezone.now())
    return kept_for_one_look(request, receipt)


@never_cache
def prefilled(request: HttpRequest, token: str) -> HttpResponse:
    """Show the form with what its writer has sent by another way, and lodge it when the writer sends it."""
    now = timezone.now()
    try:
        written = redirects.words_behind(token, now)
    except redirects.NothingReady:
        messages.info(request, gettext("نوشته‌ای برای این پیوند آماده نیست؛ فرم خالی است."))
        return redirect("public:complaint-lodge")
    if request.method != "POST":
        return form_page(request, ComplaintForm(initial={"first": written[:LONGEST]}))
    form = ComplaintForm(request.POST)
    if not form.is_valid() or not may_try(request, form, rate_limit.LODGING):
        return form_page(request, form)
    receipt = actions.lodge_complaint(lodging=form.lodging(), now=now)
    redirect_actions.note_lodged(token=token, now=now)
    return kept_for_one_look(request, receipt)


def form_page(request: HttpRequest, form: ComplaintForm) -> HttpResponse:
    shown = {"form": form, "channels": channels.open_channels(timezone.now())}
    return render(request, "public/complaint_lodge.html", shown)


def kept_for_one_look(request: HttpRequest, receipt: actions.Receipt) -> HttpResponse:
    """Lead to the page of the receipt. It lies with us locked, and its key with the visitor alone."""
    key = Fernet.generate_key()
    words = json.dumps({"number": receipt.number, "code": receipt.code})
    request.session[KEPT] = Fernet(key).encrypt(words.encode()).decode()
    response = redirect("public:complaint-receipt")
    response.set_cookie(
        KEPT,
        key.decode(),
        max_age=LOOK_S,
        path=reverse("public:complaint-receipt"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


@never_cache
def receipt(request: HttpRequest) -> HttpResponse:
    """Show the receipt once; a second look finds nothing."""
    locked, key = request.session.pop(KEPT, ""), request.COOKIES.get(KEPT, "")
    response = render(request, "public/complaint_receipt.html", {"receipt": unlocked(locked, key)})
    response.delete_cookie(KEPT, path=request.path, samesite="Strict")
    return response


def unlocked(locked: str, key: str) -> dict[str, object] | None:
    """Return number and code; None where either half is missing, or is not of the other."""
    try:
        words: dict[str, object] = json.loads(Fernet(key).decrypt(locked, ttl=LOOK_S))
    except (InvalidToken, ValueError):
        return None
    return words


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
        form.add_error(None, gettext(WRONG_RECEIPT))
        return render(request, "public/complaint_track.html", {"form": form})
    if "proof" in request.POST:
        return lodging_proof(request, form, number)
    return complaint_page(request, page, code)


def complaint_page(request: HttpRequest, page: ComplaintPage, code: str) -> HttpResponse:
    may_contest = any(row.may_contest for row in page.clocks)
    now = timezone.now()
    shown = {
        "page": page,
        "code": code,
        "may_contest": may_contest,
        "acts": receipt_acts(page.row.number, code, now),
        "courtesy": courtesy.ask_complainant(complaint=page.row.number, now=now),
    }
    return render(request, "public/complaint_page.html", shown)


@never_cache
@require_POST
def contest(request: HttpRequest) -> HttpResponse:
    """Let the complainant, by the receipt, contest the pauses of the clocks."""
    form = TrackingForm(request.POST)
    if not form.is_valid() or not may_try(request, form, rate_limit.TRACKING):
        return render(request, "public/complaint_track.html", {"form": form})
    number, code = form.cleaned_data["number"], form.cleaned_data["code"]
    try:
        pause_actions.contest_pauses(number=number, code=code, now=timezone.now())
    except NoSuchComplaint:
        form.add_error(None, gettext(WRONG_RECEIPT))
        return render(request, "public/complaint_track.html", {"form": form})
    except pause_actions.NothingToContest:
        messages.info(request, gettext("درنگی نیست که هنوز به آن اعتراض نشده باشد."))
    else:
        messages.success(request, gettext("اعتراض شما ثبت شد؛ کسی جز نهنده‌ی درنگ درباره‌اش تصمیم می‌گیرد."))
    page = actions.open_with_receipt(number=number, code=code, now=timezone.now())
    return complaint_page(request, page, code)


def lodging_proof(request: HttpRequest, form: TrackingForm, number: int) -> HttpResponse:
    """Give the proof that the complaint stood in the journal, or say when there will be one."""
    try:
        lodged = journal.lines_about(Subject.COMPLAINT.named(number))[0]
        content = journal.line_proof(lodged.number).text()
    except journal.NoSuchCheckpoint:
        form.add_error(
            None, gettext("گواه سطر این شکایت پس از مهر امشب دفتر آماده است. فردا دوباره بخواهید.")
        )
        return render(request, "public/complaint_track.html", {"form": form})
    name = f'attachment; filename="complaint-{number}-proof.json"'
    return HttpResponse(content, content_type="application/json", headers={"Content-Disposition": name})


def may_try(request: HttpRequest, form: ComplaintForm | TrackingForm, rate: rate_limit.RateLimit) -> bool:
    """Count this attempt; after too many, tell when the next one is welcome."""
    try:
        attempt_actions.count_attempt(rate, request.META.get("REMOTE_ADDR", ""), timezone.now())
    except rate_limit.TooMany as refusal:
        after = moment(refusal.after, request.LANGUAGE_CODE)
        form.add_error(
            None, gettext("از این نشانی بارها تلاش شد. پس از %(after)s دوباره بفرستید.") % {"after": after}
        )
        return False
    return True
