"""The agreement: its words as agreed, its digest, and whether it is in force."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sanjeh.apps.agreements import queries as agreements
from sanjeh.web.missing import or_404


def agreement(request: HttpRequest) -> HttpResponse:
    state = agreements.state(timezone.now())
    version = agreements.version(state.number) if state.version else None
    return render(request, "public/agreement.html", {"state": state, "version": version})


def exact_text(request: HttpRequest, number: int) -> HttpResponse:
    """Give the very bytes whose digest the page shows."""
    del request
    with or_404(KeyError):
        version = agreements.agreed_version(number)
    return HttpResponse(version.exact, content_type="text/plain; charset=utf-8")
