"""Signing in: guesses at one name from one address are taken one at a time; none slips past the limit."""

from django.contrib.auth.views import LoginView
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from sanjeh.apps.accounts.actions import one_at_a_time


class SignIn(LoginView):
    template_name = "office/login.html"

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        name, address = request.POST.get("username", ""), request.META.get("REMOTE_ADDR", "")
        with transaction.atomic():
            one_at_a_time(f"sign-in {address} {name}")
            response: HttpResponse = super().post(request, *args, **kwargs)
        return response
