"""A service: everything that was found at its addresses, and what to do about it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.results import queries as results
from sanjeh.apps.rounds import queries as rounds
from sanjeh.web.public import published
from sanjeh.web.public.findings import told_address


def service_page(request: HttpRequest, code: str) -> HttpResponse:
    try:
        round_code = shown_round(request.GET.get("round", ""))
        page = results.service_page(round_code, code)
    except (catalogue.NoSuchService, rounds.NoSuchRound) as error:
        raise Http404 from error
    addresses = [told_address(one) for one in page.addresses]
    return render(request, "public/service.html", {"page": page, "addresses": addresses})


def shown_round(asked: str) -> str:
    """Return the round asked for, else the newest that was published, else the newest of all."""
    if asked:
        return asked
    edition = published.edition()
    if edition is not None:
        return edition.round_code
    newest = next(iter(rounds.announced()), None)
    if newest is None:
        raise rounds.NoSuchRound
    return newest.code
