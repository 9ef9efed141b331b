"""The page on which a demo is left behind: what goes, what stays, and the word that is typed before."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanjeh.apps.authorities import actions
from sanjeh.core.workflow.moves import AuthorityMove
from sanjeh.web.office.access import OfficePage, RequestedMove, in_office
from sanjeh.web.office.fields import line


def word() -> str:
    """Return what is typed so that nobody empties by a slip."""
    return gettext("خالی شود")


class EmptyingForm(forms.Form):
    name = forms.CharField(
        label=_("نام و نام خانوادگی مدیر"),
        help_text=_("نخستین کس دبیرخانه‌ی واقعی؛ دیگران را او دعوت می‌کند."),
        max_length=200,
        widget=line(),
    )
    email = forms.EmailField(label=_("ایمیل مدیر"), widget=line("ltr"))
    confirmed = forms.CharField(label=_("برای تأیید، واژه‌ی تأیید را بنویسید"), max_length=40, widget=line())

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]  # as Django hands it over
        self.fields["confirmed"].help_text = gettext("واژه‌ی تأیید: %(word)s") % {"word": word()}

    def clean_confirmed(self) -> str:
        typed: str = self.cleaned_data["confirmed"]
        if " ".join(typed.split()).casefold() != word().casefold():
            raise forms.ValidationError(gettext("همان واژه‌ی تأیید را بنویسید: %(word)s") % {"word": word()})
        return typed


class Emptying(OfficePage):
    """Nothing happens before the word is typed, and nothing at all where no demo stands."""

    reads = AuthorityMove.EMPTY_DEMO

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request, where
        return RequestedMove(AuthorityMove.EMPTY_DEMO)

    def get(self, request: HttpRequest) -> HttpResponse:
        return page(request, EmptyingForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        staff, form = in_office(request).staff, EmptyingForm(request.POST)
        if not form.is_valid():
            return page(request, form)
        given = form.cleaned_data
        try:
            secret = actions.empty_demo(
                name=given["name"], email=given["email"], by=staff.person, now=staff.at
            )
        except actions.NoDemo:
            return page(request, form, status=409)
        link = request.build_absolute_uri(reverse("invitation", args=[secret]))
        return render(request, "office/emptied.html", {"link": link, "name": given["name"]})


def page(request: HttpRequest, form: EmptyingForm, *, status: int = 200) -> HttpResponse:
    return render(request, "office/emptying.html", {"form": form}, status=status)
