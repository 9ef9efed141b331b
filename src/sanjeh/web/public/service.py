"""A service: everything that was found at its addresses, and what to do about it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.results import queries as results
from sanjeh.apps.rounds import queries as rounds
from sanjeh.web.missing import or_404
from sanjeh.web.public import published
from sanjeh.web.public.findings import address_view, holders_of


def service_page(request: HttpRequest, code: str) -> HttpResponse:
    with or_404(catalogue.NoSuchService, rounds.NoSuchRound):
        round_code = shown_round(request.GET.get("round", ""))
        page = results.service_page(round_code, code)
    held = holders_of(round_code, page.addresses)
    addresses = [address_view(one, held) for one in page.addresses]
    return render(request, "public/service.html", {"page": page, "addresses": addresses})


def shown_round(asked: str) -> str:
    """Return the round asked for, else the newest that was published, else the newest of all.

    Raise NoSuchRound also for a draft, which is nobody's business yet.
    """
    edition = None if asked else published.edition()
    if edition is not None:
        return edition.round_code
    found = next((row.code for row in rounds.announced() if asked in ("", row.code)), None)
    if found is None:
        raise rounds.NoSuchRound(asked)
    return found
