"""The demo's sample people sign in by one click; no other installation has this way."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views import View

from sanjeh.apps.accounts import queries as accounts
from sanjeh.core.text.words import Translatable, Words
from sanjeh.core.workflow.roles import ROLE_WORDS
from sanjeh.core.workflow.sample_people import OFFERED
from sanjeh.web.missing import or_404

BACKEND = "django.contrib.auth.backends.ModelBackend"


def offered_people() -> list[tuple[str, Words, Translatable]]:
    """Return whom the sign-in page offers: name to sign in with, title, role; nobody but in the demo."""
    return [(one.username, one.title, ROLE_WORDS[one.role]) for one in OFFERED] if settings.DEMO else []


class SampleSignIn(View):
    def post(self, request: HttpRequest) -> HttpResponse:
        name = request.POST.get("username", "")
        if name not in {username for username, *_ in offered_people()}:
            raise Http404(name)
        with or_404(accounts.NoSuchPerson):  # the demo has not registered its people yet
            person = accounts.person(name)
        login(request, person, backend=BACKEND)
        return redirect("office:home")
