"""What runs here, by its digests, and every change of it that nobody had announced."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sanjeh.apps.fingerprints import queries as running


def running_page(request: HttpRequest) -> HttpResponse:
    shown = {"seen": running.newest(), "silent": running.silent_changes()}
    return render(request, "public/running.html", shown)
