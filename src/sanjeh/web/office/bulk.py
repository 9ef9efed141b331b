"""The form below a list that changes many of its rows at once; what was typed into it is never lost."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext

CHOSEN, SCOPE, ALL = "chosen", "scope", "all"
TYPED = ("edit", "value", "letter_number")


class Unreadable(ValueError):
    """What was typed is no change; the text is what to do."""


@dataclass(frozen=True, slots=True)
class BulkForm:
    """Where the form is sent, which changes it offers, what its value is, and what was typed before.

    A list from which nobody may change anything offers nothing.
    """

    action: str
    edits: Sequence[tuple[str, str]]
    value_title: str
    typed: dict[str, str]
    asks_letter: bool = False


def typed_in(sent: QueryDict) -> dict[str, str]:
    return {name: text for name in TYPED if (text := sent.get(name, "").strip())}


def nothing_chosen(request: HttpRequest, page: str) -> HttpResponse:
    """Tell that no row was ticked, on the list as it was narrowed and with what was typed in its form."""
    messages.error(request, gettext("هیچ سطری برگزیده نشده است؛ چیزی عوض نشد."))
    return back_to(request, page, typed_in(request.POST))


def back_to(request: HttpRequest, page: str, typed: dict[str, str] | None = None) -> HttpResponse:
    """Lead to the list as it was narrowed, with this in its form."""
    query = QueryDict(request.POST.get("query", ""), mutable=True)
    for name in TYPED:
        query.pop(name, None)
    query.update(typed or {})
    response = redirect(page)
    response["Location"] += f"?{query.urlencode()}" if query else ""
    return response
