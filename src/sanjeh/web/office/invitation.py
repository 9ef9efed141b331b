"""The link of an invitation: whoever holds it opens an account, or takes it into the one that is open."""

import re
from typing import TYPE_CHECKING

from allauth.account.utils import perform_login
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from sanjeh.apps.accounts import invitation_actions as actions
from sanjeh.apps.accounts.invitations import InvitationClosed, InvitationRow, Standing, behind
from sanjeh.apps.accounts.mandate_actions import AlreadyGiven
from sanjeh.apps.accounts.queries import signed_in
from sanjeh.core.workflow.roles import ROLE_WORDS
from sanjeh.web.office.fields import line

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{2,59}")
JUST_CAME = "just-came"  # noted in the session: the first page leads to what is still missing
CLOSED = {
    Standing.UNKNOWN: _("چنین دعوتی نیست. پیوند را همان‌گونه که به شما رسیده است، تا آخرین حرف باز کنید."),
    Standing.EXPIRED: _("مهلت این دعوت گذشته است. از کسی که شما را دعوت کرده است پیوند تازه بخواهید."),
    Standing.USED: _("این پیوند یک بار به کار رفته است. اگر خودتان بوده‌اید، با نام و گذرواژه وارد شوید."),
    Standing.WITHDRAWN: _("این دعوت پس گرفته شده است."),
}


def password(label: "_StrOrPromise") -> forms.CharField:
    widget = forms.PasswordInput({"class": "form-control", "dir": "ltr", "autocomplete": "new-password"})
    return forms.CharField(label=label, max_length=200, strip=False, widget=widget)


class AccountForm(forms.Form):
    username = forms.CharField(
        label=_("نام کاربری"),
        help_text=_("حرف‌های لاتین، رقم، نقطه و خط تیره؛ دست‌کم سه نشانه."),
        max_length=60,
        widget=line("ltr"),
    )
    password1 = password(_("گذرواژه، دست‌کم دوازده نشانه"))
    password2 = password(_("همان گذرواژه، یک بار دیگر"))

    def clean_username(self) -> str:
        name: str = self.cleaned_data["username"]
        if not NAME.fullmatch(name):
            raise forms.ValidationError(_("این نام نمی‌شود: حرف‌های لاتین، رقم، نقطه و خط تیره بنویسید."))
        return name

    def clean_password1(self) -> str:
        given: str = self.cleaned_data["password1"]
        validate_password(given)
        return given

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        if "password1" in given and given["password1"] != given.get("password2"):
            self.add_error("password2", _("دو گذرواژه یکی نیست."))
        return given


class InvitationPage(View):
    """What the link promises, and the one form that takes it."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: str) -> HttpResponseBase:
        try:
            response = super().dispatch(request, *args, **kwargs)
        except InvitationClosed as closed:
            response = closed_page(request, closed.standing)
        # The address is the secret; "no-referrer" would let browsers send our own form with "Origin: null".
        response.headers["Referrer-Policy"] = "same-origin"
        add_never_cache_headers(response)
        return response

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self.page(request, behind(token, timezone.now()), AccountForm())

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        found = behind(token, timezone.now())
        if request.user.is_authenticated:
            return self.claimed(request, token)
        form = AccountForm(request.POST)
        return self.opened(request, token, form) if form.is_valid() else self.page(request, found, form)

    def claimed(self, request: HttpRequest, token: str) -> HttpResponse:
        """Take it into the account that is signed in."""
        try:
            actions.claim(token=token, person=signed_in(request.user), now=timezone.now())
        except actions.OwnInvitation:
            return refused(request, gettext("این دعوت از خود شماست: هیچ‌کس به خود حکم نمی‌دهد."))
        except AlreadyGiven:
            return refused(request, gettext("این نقش را در همین زمان از پیش دارید."))
        return redirect("office:home")

    def opened(self, request: HttpRequest, token: str, form: AccountForm) -> HttpResponse:
        """Open an account and go in, to the second step."""
        given = form.cleaned_data
        try:
            person = actions.open_account(
                token=token, username=given["username"], password=given["password1"], now=timezone.now()
            )
        except actions.NameTaken:
            form.add_error("username", _("این نام را کسی دیگر دارد. نام دیگری بنویسید."))
            return self.page(request, behind(token, timezone.now()), form)
        person.backend = "django.contrib.auth.backends.ModelBackend"  # as Django does
        answer: HttpResponse = perform_login(request, person)
        request.session[JUST_CAME] = True
        return answer

    def page(self, request: HttpRequest, found: InvitationRow, form: AccountForm) -> HttpResponse:
        shown = {"invitation": found, "role": ROLE_WORDS[found.role], "form": form}
        return render(request, "office/invitation.html", shown)


def closed_page(request: HttpRequest, standing: Standing) -> HttpResponse:
    status = 404 if standing is Standing.UNKNOWN else 410
    return render(request, "office/invitation_closed.html", {"why": CLOSED[standing]}, status=status)


def refused(request: HttpRequest, why: str) -> HttpResponse:
    return render(request, "office/invitation_closed.html", {"why": why}, status=409)
