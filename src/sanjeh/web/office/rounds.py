"""Where staff start a round and watch it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sanjeh.web.office.access import OfficePage


class Home(OfficePage):
    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "office/home.html")
