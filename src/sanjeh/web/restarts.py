"""A page that was being made while its database restarted is made again, over a new connection."""

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse

from sanjeh.web.middleware import GetResponse

# What only reads may be asked twice.
READING = frozenset({"GET", "HEAD"})


class MadeAgainAfterARestart:
    """Stands next to the views; whatever else goes wrong in one is none of its business."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponseBase | None:
        """Return the page from a new connection; None where the old one is sound, or somebody writes.

        Opening the new one waits for as long as a restart takes (`config/patient`).
        """
        asked = request.resolver_match
        if asked is None or request.method not in READING or not is_lost(problem):
            return None
        connection.close()
        made: HttpResponseBase = asked.func(request, *asked.args, **asked.kwargs)
        return made.render() if isinstance(made, SimpleTemplateResponse) else made


def is_lost(problem: Exception) -> bool:
    """Say whether the connection is what failed: a query that is wrong leaves it usable."""
    return isinstance(problem, OperationalError | InterfaceError) and not connection.is_usable()
