"""What no page can read: a NUL, which no database keeps, half a letter, or a text longer than any of ours."""

from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import parse_header_parameters

GetResponse = Callable[[HttpRequest], HttpResponse]

MOST_OF_ADDRESS = 2_000  # letters of a path, a parameter of an address, a cookie
MOST_OF_FORM = 100_000  # letters of a field; its form may ask for fewer, and says so beside it
UNREADABLE = {"charset": ""}
CHARSETS = frozenset({"utf-8", "utf8", "us-ascii"})  # our forms write in the first alone


class InUtf8(WSGIRequest):
    """A request whose text is UTF-8, as our forms write it.

    Django looks up whatever it names before any page is asked, and stumbles at what is no writing ("hex").
    """

    def _set_content_type_params(self, meta: Mapping[str, Any]) -> None:
        try:
            self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except ValueError:
            self.content_type, self.content_params = "", UNREADABLE


def readable_requests_alone(get_response: GetResponse) -> GetResponse:
    """Answer 400 with a sentence where a page would stumble over what was sent."""

    def respond(request: HttpRequest) -> HttpResponse:
        if is_readable(request):
            return get_response(request)
        return render(request, "400.html", status=400)

    return respond


def is_readable(request: HttpRequest) -> bool:
    """Say whether every text of the request can be kept, and is no longer than those that we ask for."""
    if (request.content_params or {}).get("charset", "utf-8").lower() not in CHARSETS:
        return False
    in_address = (request.path, *pairs(request.GET.lists()), *pairs_of_cookies(request))
    return all_fit(in_address, MOST_OF_ADDRESS) and all_fit(pairs(request.POST.lists()), MOST_OF_FORM)


def all_fit(texts: Iterable[str], most: int) -> bool:
    return all(len(text) <= most and "\0" not in text and not has_half_letters(text) for text in texts)


def has_half_letters(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text)


def pairs(lists: Iterable[tuple[str, list[str]]]) -> Iterable[str]:
    return (text for name, values in lists for text in (name, *values))


def pairs_of_cookies(request: HttpRequest) -> Iterable[str]:
    return chain.from_iterable(request.COOKIES.items())
