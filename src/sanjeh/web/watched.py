"""What watchers ask: `/healthz` and `/readyz` for a load balancer, `/metrics` for Prometheus.

They are answered before anything else, under whatever host name and without TLS: a balancer asks an address.
Nothing of them is kept by anybody, and none of them names a person, an address that we visit, or a secret.
"""

import hmac
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from http import HTTPStatus
from ipaddress import ip_address

import psycopg
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

from sanjeh.apps.conf import conf
from sanjeh.apps.scans.workload import workload
from sanjeh.web import exposition
from sanjeh.web.client_address import is_ours
from sanjeh.web.middleware import GetResponse

PLAIN = "text/plain; charset=utf-8"
READING = frozenset({"GET", "HEAD"})
# A method that nobody knows is a word of the visitor's, and no label.
METHODS = READING | {"POST"}
ANSWERS_WITHIN_S = 2

_answered: Counter[tuple[str, int]] = Counter()
_counting = threading.Lock()


def told_to_watchers(get_response: GetResponse) -> GetResponse:
    """Answer the watchers, and count what everybody else was answered."""

    def respond(request: HttpRequest) -> HttpResponse:
        if answer := ANSWERS.get(request.path):
            return uncached(answer(request) if request.method in READING else not_this_way())
        response = get_response(request)
        with _counting:
            _answered[request.method if request.method in METHODS else "other", response.status_code] += 1
        return response

    return respond


def uncached(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response


def not_this_way() -> HttpResponse:
    return HttpResponse("GET or HEAD\n", PLAIN, HTTPStatus.METHOD_NOT_ALLOWED, headers={"Allow": "GET, HEAD"})


def alive(_request: HttpRequest) -> HttpResponse:
    """Say that pages are made here; whether the database answers is another question."""
    return HttpResponse("ok\n", PLAIN)


def ready(_request: HttpRequest) -> HttpResponse:
    """Say whether a page could be made now; one that waits for its database had better be asked elsewhere."""
    if is_database_there():
        return HttpResponse("ok\n", PLAIN)
    return HttpResponse(
        f"the database did not answer within {ANSWERS_WITHIN_S} s\n", PLAIN, HTTPStatus.SERVICE_UNAVAILABLE
    )


def is_database_there() -> bool:
    """Say whether the database lets somebody in within two seconds.

    It is asked by a connection of its own: those of the pages wait as long as a restart takes, and one that
    is open already says nothing of a server that stands still.
    """
    asked = connection.get_connection_params() | {"connect_timeout": ANSWERS_WITHIN_S}
    try:
        psycopg.connect(**asked).close()
    except psycopg.Error:
        return False
    return True


def metrics(request: HttpRequest) -> HttpResponse:
    """Give the figures to whoever stands on this machine or says the token, and to nobody else."""
    if not (is_from_here(request.META) or says_token(request.META)):
        return HttpResponse("not here\n", PLAIN, HTTPStatus.NOT_FOUND)
    there = is_database_there()
    with _counting:
        answered = dict(_answered)
    text = exposition.written(exposition.families(workload() if there else None, answered))
    return HttpResponse(text, exposition.CONTENT_TYPE)


def is_from_here(asked: Mapping[str, str]) -> bool:
    """Return whether a program of this machine asks, and no proxy for somebody else."""
    peer = asked.get("REMOTE_ADDR", "")
    if "HTTP_X_FORWARDED_FOR" in asked or is_ours(peer, settings.TRUSTED_PROXIES):
        return False
    try:
        return ip_address(peer).is_loopback
    except ValueError:
        return False


def says_token(asked: Mapping[str, str]) -> bool:
    token, said = conf()["METRICS_TOKEN"], asked.get("HTTP_AUTHORIZATION", "")
    return bool(token) and hmac.compare_digest(said.encode(), f"Bearer {token}".encode())


ANSWERS: Mapping[str, Callable[[HttpRequest], HttpResponse]] = {
    "/healthz": alive,
    "/readyz": ready,
    "/metrics": metrics,
}
