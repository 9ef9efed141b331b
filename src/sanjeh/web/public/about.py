"""For those whose sites we look at."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def about_probing(request: HttpRequest) -> HttpResponse:
    return render(request, "public/about_probing.html")
