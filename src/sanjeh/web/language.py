"""In which language a page speaks: each stands below /fa/, /en/ and the like, and at one address for all.

The address for all speaks the language that the visitor chose before, else the one that the browser asks
for first (RFC 9110, section 12.5.4), else Persian. Whoever goes on from an address of one language stays
in it, because every link of the page then leads below the same beginning.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import escape_leading_slashes

_REFUSED = re.compile(r";\s*q\s*=\s*0(?:\.0{0,3})?\s*$", re.IGNORECASE)
GetResponse = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True, slots=True)
class Alternate:
    """The page that is shown, in another language or for all; `language` as hreflang writes it."""

    language: str
    name: str
    url: str


def language_of_address(get_response: GetResponse) -> GetResponse:
    """Speak the language that the address names, and let its links lead on in it."""

    def respond(request: HttpRequest) -> HttpResponse:
        named, rest = named_in(request.path_info)
        if named and not rest:
            return HttpResponsePermanentRedirect(f"{request.path}/")
        request.META["HTTP_ACCEPT_LANGUAGE"] = wanted(request.META.get("HTTP_ACCEPT_LANGUAGE", ""))
        language = named or translation.get_language_from_request(request)
        with translation.override(language), _below(named):
            request.path_info, request.LANGUAGE_CODE = rest or request.path_info, language
            response = get_response(request)
        if not named:
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
        response.headers.setdefault("Content-Language", language)
        return response

    return respond


def wanted(asked: str) -> str:
    """Return an Accept-Language without what is not acceptable (RFC 9110, section 12.4.2): `en;q=0`."""
    return ",".join(each.strip() for each in asked.split(",") if not _REFUSED.search(each))


def named_in(path: str) -> tuple[str, str]:
    """Return the language that a path begins with and the rest of it; two empty texts where it names none."""
    code, slash, rest = path.removeprefix("/").partition("/")
    return (code, slash + rest) if code in dict(settings.LANGUAGES) else ("", "")


@contextmanager
def _below(language: str) -> Iterator[None]:
    """Let all addresses that are made meanwhile begin with the language."""
    outer = get_script_prefix()
    set_script_prefix(f"{outer}{language}/" if language else outer)
    try:
        yield
    finally:
        set_script_prefix(outer)


def alternates(request: HttpRequest) -> tuple[Alternate, ...]:
    """Return the addresses of this page in every language, and last the one for all (`x-default`)."""
    query = request.META.get("QUERY_STRING", "")
    outer, asked = request.META.get("SCRIPT_NAME", ""), f"?{query}" if query else ""
    here = escape_leading_slashes(f"{request.path_info}{asked}")
    each = (Alternate(code, name, f"{outer}/{code}{here}") for code, name in settings.LANGUAGES)
    return (*each, Alternate("x-default", "", f"{outer}{here}"))
