"""Incidents of conduct in both directions: reported, answered by whom it is about, decided by a third."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.courtesy import actions, house_rules, incident_actions, queries
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.incidents import CourtesyMove, IncidentMove
from sanjeh.core.workflow.machine import MoveNotAllowed
from sanjeh.core.workflow.moves import Reading
from sanjeh.web.listing import answer
from sanjeh.web.missing import or_404
from sanjeh.web.office.access import OfficePage, RequestedMove, in_office
from sanjeh.web.office.fields import area
from sanjeh.web.office.incident_list import incident_listing

REFUSALS: dict[type[Exception], str] = {
    MoveNotAllowed: gettext_noop("این گزارش دیگر در این مرحله نیست؛ صفحه را تازه کنید."),
    incident_actions.HadPart: gettext_noop("کسی که در این رویداد دست داشته است درباره‌اش داوری نمی‌کند."),
    incident_actions.NotHeardYet: gettext_noop(
        "طرف دیگر هنوز پاسخ نداده و مهلت پاسخش نگذشته است؛ پس از آن داوری کنید."
    ),
    incident_actions.WordsMissing: gettext_noop("دلیل‌ها را بنویسید."),
}


class ReportForm(forms.Form):
    person = forms.CharField(
        label=_("رفتار چه کسی؟"),
        help_text=_("نام کامل او، همان‌گونه که در سامانه است؛ از طرف دیگر این کار."),
        max_length=120,
        widget=forms.TextInput({"class": "form-control", "dir": "auto"}),
    )
    words = forms.CharField(
        label=_("شرح رویداد"),
        help_text=_("زمان، جای گفت‌وگو و همان سخن. طرف دیگر این متن را می‌خواند و پاسخ می‌دهد."),
        max_length=4_000,
        widget=area("auto", rows=5),
    )


class WordsForm(forms.Form):
    words = forms.CharField(label=_("متن"), max_length=4_000, widget=area("auto", rows=4))


class Incidents(OfficePage):
    """The incidents that the reader may see, each with what may be done, and the form of a new report."""

    reads = Reading.INCIDENTS

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request, where
        return RequestedMove(IncidentMove.REPORT)

    def get(self, request: HttpRequest) -> HttpResponse:
        return page(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ReportForm(request.POST)
        if form.is_valid() and reported(request, form):
            messages.success(request, gettext("گزارش ثبت شد و طرف دیگر برای پاسخ خبر شد."))
            return redirect("office:incidents")
        return page(request, report=form)


def reported(request: HttpRequest, form: ReportForm) -> int | None:
    """Report it; tell beside the field what cannot be taken."""
    about = queries.person_named(form.cleaned_data["person"])
    if about is None:
        form.add_error("person", gettext("یک نفر با این نام پیدا نشد؛ نام کامل را بنویسید."))
        return None
    try:
        return incident_actions.report_incident(
            about=about, words=form.cleaned_data["words"], by=signed_in(request.user), now=timezone.now()
        )
    except incident_actions.NotTheOtherSide:
        form.add_error("person", gettext("او در همان سوی شماست؛ این راه برای رفتار طرف دیگر است."))
    return None


def page(
    request: HttpRequest, *, report: ReportForm | None = None, typed: dict[int, WordsForm] | None = None
) -> HttpResponse:
    """Show the list; what was typed into one of its forms stays there."""
    staff, kept = in_office(request).staff, typed or {}
    rows = queries.incidents(staff.person, staff.at)
    forms_of = [(row, kept.get(row.number) or WordsForm(auto_id=f"incident-{row.number}-%s")) for row in rows]
    shown = {"form": report or ReportForm()}
    return answer(request, incident_listing(forms_of), "office/incidents.html", shown)


class IncidentMoves(OfficePage):
    """Where an incident is answered or decided."""

    reads = Reading.INCIDENTS

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove | None:
        move = move_of(request)
        return RequestedMove(move, Subject.INCIDENT.named(where["number"])) if move else None

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        form = WordsForm(request.POST, auto_id=f"incident-{number}-%s")
        move = move_of(request)
        if move is None:
            raise Http404
        if not form.is_valid():
            return page(request, typed={number: form})
        try:
            with or_404(queries.NoSuchIncident):
                make(request, number, move, form.cleaned_data["words"])
        except tuple(REFUSALS) as refused:
            form.add_error(None, gettext(REFUSALS[type(refused)]))
            return page(request, typed={number: form})
        messages.success(request, gettext("ثبت شد و سطری در دفتر رویداد دارد."))
        return redirect("office:incidents")


def move_of(request: HttpRequest) -> IncidentMove | None:
    asked = request.POST.get("move", "")
    known = {move.value: move for move in IncidentMove if move is not IncidentMove.REPORT}
    return known.get(asked)


def make(request: HttpRequest, number: int, move: IncidentMove, words: str) -> None:
    by, now = signed_in(request.user), timezone.now()
    if move is IncidentMove.ANSWER:
        incident_actions.answer_incident(number=number, words=words, by=by, now=now)
    else:
        incident_actions.decide_incident(
            number=number, is_confirmed=move is IncidentMove.CONFIRM, reasons=words, by=by, now=now
        )


class HouseRules(OfficePage):
    """The rules of both sides; who signs in for the first time in a version of them is asked to accept."""

    reads = Reading.RULES

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request, where
        return RequestedMove(CourtesyMove.ACCEPT_RULES, Subject.RULES.named(house_rules.VERSION))

    def get(self, request: HttpRequest) -> HttpResponse:
        accepted = queries.has_accepted(in_office(request).staff.person)
        return render(
            request, "office/house_rules.html", {"rules": house_rules.RULES, "is_accepted": accepted}
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        actions.accept_rules(by=signed_in(request.user), now=timezone.now())
        messages.success(request, gettext("پذیرش شما ثبت شد."))
        return redirect("office:home")
