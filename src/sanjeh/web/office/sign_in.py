"""Signing in: guesses at one name from one address are taken one at a time; none slips past the limit."""

from allauth.account.internal.stagekit import get_pending_stage
from allauth.account.utils import perform_login
from allauth.mfa.base.views import AuthenticateView
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.generic import TemplateView

from sanjeh.apps.accounts.actions import one_at_a_time
from sanjeh.apps.accounts.queries import name_behind
from sanjeh.web.office.sample_people import offered_people

LONGEST_NAME = 254  # RFC 5321 knows no longer address


class NameAndPassword(AuthenticationForm):
    """A name or a proven e-mail address, with the password: one account, and one count of guesses."""

    def clean_username(self) -> str:
        typed: str = self.cleaned_data["username"]
        if len(typed) > LONGEST_NAME:
            raise self.get_invalid_login_error()
        return name_behind(typed)


class SignIn(LoginView):
    template_name = "office/login.html"
    authentication_form = NameAndPassword

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        name, address = name_behind(request.POST.get("username", "")), request.META.get("REMOTE_ADDR", "")
        with transaction.atomic():
            one_at_a_time(f"sign-in {address} {name}")
            response: HttpResponse = super().post(request, *args, **kwargs)
        return response

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Let the person in, after the second step where there is one."""
        answer: HttpResponse = perform_login(
            self.request, form.get_user(), redirect_url=self.get_success_url()
        )
        return answer

    def get_context_data(self, **more: object) -> dict[str, object]:
        providers = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
        return super().get_context_data(**more) | {"providers": providers, "sample": offered_people()}


class SecondStep(AuthenticateView):  # type: ignore[misc]  # the library has no types
    """The code, the recovery code or the passkey; guesses at one account are taken one at a time."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        stage = get_pending_stage(request)
        with transaction.atomic():
            if stage:  # without a first step behind it, this leads back to the first
                one_at_a_time(f"second step {stage.login.user.pk}")
            answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer


class Cancelled(TemplateView):
    """Where somebody comes back to who did not sign in at another door."""

    template_name = "socialaccount/login_cancelled.html"


class Inactive(TemplateView):
    """Where a closed account that comes by another door ends."""

    template_name = "account/account_inactive.html"
