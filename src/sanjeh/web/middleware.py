"""What every answer carries, whoever asked."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from structlog.contextvars import bind_contextvars, clear_contextvars

from sanjeh.web.client_address import client_address, counted_as, is_ours

BY_TLS = "HTTP_X_FORWARDED_PROTO"
GetResponse = Callable[[HttpRequest], HttpResponse]

# Nothing from elsewhere and nothing inline: pages carry their own fonts, styles and script.
# Bootstrap draws the arrows of its controls as data: images.
POLICY = (
    "default-src 'self'; img-src 'self' data:; base-uri 'none'; object-src 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)


def address_of_client(get_response: GetResponse) -> GetResponse:
    """Put the address under which a client is counted where desk and sign-in look for it.

    That a visitor came by TLS is the word of a proxy of ours too, or it is not said.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        asked, ours = request.META, settings.TRUSTED_PROXIES
        peer = asked.get("REMOTE_ADDR", "")
        if not is_ours(peer, ours):
            asked.pop(BY_TLS, None)
        asked["REMOTE_ADDR"] = counted_as(client_address(peer, asked.get("HTTP_X_FORWARDED_FOR", ""), ours))
        return get_response(request)

    return respond


def named_in_logs(get_response: GetResponse) -> GetResponse:
    """Let every line that is logged say of which request it is, and never what was asked with it."""

    def respond(request: HttpRequest) -> HttpResponse:
        # Django tells of a refusal after the last of us: so it is forgotten by the next request, not here.
        clear_contextvars()
        bind_contextvars(method=request.method, path=request.path)
        return get_response(request)

    return respond


def content_security_policy(get_response: GetResponse) -> GetResponse:
    """Close every door that no page of ours uses."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return respond
