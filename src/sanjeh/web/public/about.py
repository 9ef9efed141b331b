"""Pages that say who we are."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "public/home.html")


def about_probing(request: HttpRequest) -> HttpResponse:
    return render(request, "public/about_probing.html")
