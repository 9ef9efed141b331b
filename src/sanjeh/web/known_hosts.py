"""A request for another name than ours: answered at once, for no page knows what its own address would be."""

from collections.abc import Callable

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, override

GetResponse = Callable[[HttpRequest], HttpResponse]


def known_hosts_alone(get_response: GetResponse) -> GetResponse:
    """Answer 400 with a sentence where the Host field names none of SANJEH_HOSTS, or no host at all."""

    def respond(request: HttpRequest) -> HttpResponse:
        try:
            request.get_host()
        except DisallowedHost:
            return unknown_here()
        return get_response(request)

    return respond


def unknown_here() -> HttpResponse:
    """Say in both languages what happened; which one the visitor reads is not known without a page."""
    said = []
    for language in ("fa", "en"):
        with override(language):
            said.append(gettext("این سامانه به این نام شناخته نمی‌شود؛ نشانی آن را بی‌کم‌وکاست بنویسید."))
    return HttpResponse("\n".join([*said, ""]), status=400, content_type="text/plain; charset=utf-8")
