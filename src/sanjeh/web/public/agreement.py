"""The agreement: its words as agreed, its digest, and whether it is in force."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sanjeh.apps.agreements import comments, gaps, papers
from sanjeh.apps.agreements import queries as agreements
from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.core.text.words import Words
from sanjeh.web.missing import or_404


def agreement(request: HttpRequest) -> HttpResponse:
    """Show the version that is in force, or the one that ended last."""
    state = agreements.state(timezone.now())
    version = agreements.version(state.number) if state.version else None
    shown = {"state": state, "others": agreements.readable(), **of_version(version)}
    return render(request, "public/agreement.html", shown)


def version_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show any version that everybody may read, with what bodies said of it."""
    with or_404(KeyError):
        version = agreements.agreed_version(number)
    return render(request, "public/agreement_version.html", of_version(version))


def of_version(version: agreements.Version | None) -> dict[str, object]:
    if version is None:
        return {"version": None}
    number = version.row.number
    return {
        "version": version,
        "changes": agreements.changes_since_last(version),
        "successor": agreements.successor(version.row),
        "register": register(number),
        "comments": commented(number),
        "code": papers.version_code(version.row),
    }


def commented(number: int) -> list[tuple[Words, comments.CommentRow]]:
    """Return what bodies said of a version, beside their titles."""
    found = comments.comments(number)
    titles = catalogue.titles() if found else {}
    return [(titles.get(row.body) or Words(row.body, row.body), row) for row in found]


def register(number: int) -> list[tuple[Words, datetime]]:
    """Return the bodies that have accepted this version, with the moment and without a person."""
    found = agreements.register(number)
    titles = catalogue.titles() if found else {}
    return [(titles.get(row.body) or Words(row.body, row.body), row.at) for row in found]


def exact_text(request: HttpRequest, number: int) -> HttpResponse:
    """Give the very bytes whose digest the page shows."""
    del request
    with or_404(KeyError):
        version = agreements.agreed_version(number)
    return HttpResponse(version.exact, content_type="text/plain; charset=utf-8")


def gap_register(request: HttpRequest) -> HttpResponse:
    """Show what the agreement announces and does not give, and what was proposed for it."""
    return render(request, "public/gaps.html", {"gaps": gaps.register(timezone.now())})
