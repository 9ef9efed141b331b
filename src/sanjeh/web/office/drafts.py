"""Where staff draft a round, and change it as long as nobody was told of it."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.methodology import queries as methodologies
from sanjeh.apps.rounds import actions
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.machine import MoveNotAllowed
from sanjeh.core.workflow.moves import RoundAct
from sanjeh.core.workflow.rounds import RoundState
from sanjeh.web.office.access import OfficePage, RequestedMove, in_office
from sanjeh.web.office.round_form import DraftForm, RoundForm, typed
from sanjeh.web.office.rounds import round_or_404
from sanjeh.web.templatetags.persian import language


class NewRound(OfficePage):
    """The form of a new round, with the method that is in force."""

    reads = RoundAct.DRAFT

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request, where
        return RequestedMove(RoundAct.DRAFT)

    def get(self, request: HttpRequest) -> HttpResponse:
        method = methodologies.in_force(timezone.now(), in_office(request).staff.authority)
        return form_page(request, RoundForm(initial={"methodology": method.code if method else ""}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = RoundForm(request.POST)
        if form.is_valid() and drafted(request, form):
            return redirect("office:round", code=form.cleaned_data["code"])
        return form_page(request, form)


class ChangeDraft(OfficePage):
    """The same form for a draft; an announced round goes back to its page."""

    reads = RoundAct.CHANGE_DRAFT

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request
        return RequestedMove(RoundAct.CHANGE_DRAFT, Subject.ROUND.named(where["code"]))

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        row = round_or_404(code).row
        if row.state is not RoundState.DRAFT:
            return redirect("office:round", code=code)
        return form_page(request, DraftForm(initial=typed(row, language())), code)

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        form = DraftForm(request.POST, initial=typed(round_or_404(code).row, language()))
        if not form.is_valid():
            return form_page(request, form, code)
        try:
            actions.change_draft(draft=form.draft(), by=signed_in(request.user), now=timezone.now())
        except MoveNotAllowed:
            form.add_error(None, gettext("این دوره اعلام شده است و دیگر عوض نمی‌شود."))
            return form_page(request, form, code)
        return redirect("office:round", code=code)


def form_page(request: HttpRequest, form: RoundForm, code: str = "") -> HttpResponse:
    return render(request, "office/round_form.html", {"form": form, "code": code})


def drafted(request: HttpRequest, form: RoundForm) -> bool:
    """Keep the draft; tell beside the code when another round has it."""
    try:
        draft = replace(form.draft(), authority=in_office(request).staff.authority)
        actions.draft_round(draft=draft, by=signed_in(request.user), now=timezone.now())
    except actions.CodeTaken:
        form.add_error("code", gettext("دوره‌ای دیگر این کد را دارد."))
    return not form.errors
