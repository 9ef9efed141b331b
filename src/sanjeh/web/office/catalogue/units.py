"""One body and one service in the office: what they are, what they were, and how they change."""

from collections.abc import Callable
from datetime import date

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.catalogue import history
from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.catalogue.imports import actions
from sanjeh.core.catalogue.standing import State, ended, merged
from sanjeh.core.workflow.moves import CatalogueMove, Move, Reading
from sanjeh.web.formatting import day
from sanjeh.web.missing import or_404
from sanjeh.web.office.access import OfficePage, RequestedMove, in_office
from sanjeh.web.office.catalogue.forms import (
    BodyForm,
    ChangeBody,
    ChangeService,
    EndBody,
    EndForm,
    ServiceForm,
    UnitForm,
    tell_all,
    today,
    typed_body,
    typed_service,
)
from sanjeh.web.templatetags.persian import language

ENDING = "end"


class EditPage(OfficePage):
    """A page whose form changes the list."""

    reads: Move = Reading.CATALOGUE

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request, where
        return RequestedMove(CatalogueMove.EDIT)


class BodyPage(EditPage):
    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        return body_page(request, code)

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        listed = catalogue.standing()
        if code not in listed.bodies:
            raise Http404
        initial = typed_body(listed.bodies[code])
        if request.POST.get("do") == ENDING:
            end = EndBody(request.POST)
            if end.is_valid() and done(request, end, lambda: merged(listed, code, end.cleaned_data["into"])):
                return redirect("office:catalogue-body", code=code)
            return body_page(request, code, end=end)
        change = ChangeBody(request.POST, initial=initial)
        if change.is_valid() and done(request, change, lambda: (change.state(),)):
            return redirect("office:catalogue-body", code=code)
        return body_page(request, code, change=change)


class ServicePage(EditPage):
    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        return service_page(request, code)

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        listed = catalogue.standing().services
        if code not in listed:
            raise Http404
        if request.POST.get("do") == ENDING:
            end = EndForm(request.POST)
            if end.is_valid() and done(request, end, lambda: (ended(listed[code]),)):
                return redirect("office:catalogue-service", code=code)
            return service_page(request, code, end=end)
        change = ChangeService(request.POST, initial=typed_service(listed[code]))
        if change.is_valid() and done(request, change, lambda: (change.state(),)):
            return redirect("office:catalogue-service", code=code)
        return service_page(request, code, change=change)


class NewUnit(EditPage):
    """The form of a new body or service."""

    reads = CatalogueMove.EDIT
    form: type[UnitForm]
    page = ""

    def get(self, request: HttpRequest) -> HttpResponse:
        return new_page(request, self.form(initial=request.GET.dict()))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form(request.POST)
        if form.is_valid() and done(request, form, lambda: (form.state(),)):
            return redirect(self.page, code=form.state().code)
        return new_page(request, form)


class NewBody(NewUnit):
    form = BodyForm
    page = "office:catalogue-body"


class NewService(NewUnit):
    form = ServiceForm
    page = "office:catalogue-service"


def new_page(request: HttpRequest, form: UnitForm) -> HttpResponse:
    return render(request, "office/catalogue/new.html", {"form": form, "sheet": form.sheet})


def done(request: HttpRequest, form: forms.Form, states: Callable[[], tuple[State, ...]]) -> bool:
    """Change the list; tell beside the fields why it cannot be."""
    now = timezone.now()
    on: date = form.cleaned_data.get("on") or timezone.localdate(now)
    try:
        own = in_office(request).staff.authority
        actions.edit_list(states=states(), on=on, by=signed_in(request.user), now=now, authority=own)
    except actions.TooEarly as early:
        told = gettext("زودترین روز برای این تغییر %(day)s است: پیش از آن چیز دیگری ثبت شده است.")
        form.add_error("on", told % {"day": day(early.earliest, language())})
    except actions.StillWrong as wrong:
        tell_all(form, wrong.problems)
    else:
        messages.success(request, gettext("انجام شد و در دفتر رویداد ثبت شد."))
    return not form.errors


def body_page(
    request: HttpRequest, code: str, change: forms.Form | None = None, end: forms.Form | None = None
) -> HttpResponse:
    with or_404(catalogue.NoSuchBody):
        detail = catalogue.body(code)
    state, titles = catalogue.body_state(code), catalogue.titles()
    shown = {
        "detail": detail,
        "row": detail.row,
        "history": [(one, titles.get(one.under)) for one in history.of_body(code)],
        "change": change or ChangeBody(initial=typed_body(state)),
        "end": end or EndBody(initial={"on": today()}),
    }
    return render(request, "office/catalogue/body.html", shown)


def service_page(
    request: HttpRequest, code: str, change: forms.Form | None = None, end: forms.Form | None = None
) -> HttpResponse:
    with or_404(catalogue.NoSuchService):
        row = catalogue.service(code)
    state, titles = catalogue.service_state(code), catalogue.titles()
    shown = {
        "row": row,
        "history": [(one, titles[one.under]) for one in history.of_service(code)],
        "change": change or ChangeService(initial=typed_service(state)),
        "end": end or EndForm(initial={"on": today()}),
    }
    return render(request, "office/catalogue/service.html", shown)
