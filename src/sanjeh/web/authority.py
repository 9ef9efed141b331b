"""Every page speaks for the authority: in its name, by its calendar, at its time of day."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from sanjeh.apps.authorities import queries
from sanjeh.apps.authorities.cards import AuthorityCard
from sanjeh.web.formatting import CALENDAR

GetResponse = Callable[[HttpRequest], HttpResponse]


class PageRequest(HttpRequest):
    """A request that knows for whom its page speaks."""

    authority: AuthorityCard


def speaking_for_the_authority(get_response: GetResponse) -> GetResponse:
    """Let names, days and moments of the page be those of the authority."""

    def respond(request: HttpRequest) -> HttpResponse:
        authority = queries.current()
        request.authority = authority  # type: ignore[attr-defined]
        with in_its_days(authority):
            return get_response(request)

    return respond


@contextmanager
def in_its_days(authority: AuthorityCard) -> Iterator[None]:
    """Count days in the calendar of the authority, and hours in its zone."""
    before = CALENDAR.set(authority.calendar)
    try:
        with timezone.override(authority.time_zone):
            yield
    finally:
        CALENDAR.reset(before)
