"""For those whose sites we look at: who we are, how to reach us, how to stop us."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sanjeh.apps.conf import conf
from sanjeh.net.user_agent import http_agent


def about_probing(request: HttpRequest) -> HttpResponse:
    email, phone, url = conf()["CONTACT_EMAIL"], conf()["CONTACT_PHONE"], conf()["CONTACT_URL"]
    shown = {"email": email, "phone": phone, "is_named": bool(url), "agent": http_agent(url)}
    return render(request, "public/about_probing.html", shown)
