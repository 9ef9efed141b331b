"""The forms, lists of documents and processes as everybody reads them, with what each version changed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sanjeh.apps.notices import provisions
from sanjeh.core.workflow.provisions import PROVISION_WORDS
from sanjeh.web.missing import or_404


def provision_list(request: HttpRequest) -> HttpResponse:
    rows = provisions.provisions()
    told = [row for row in rows if row.in_force_from]
    shown = {"rows": told, "holding": {row.name for row in provisions.holding(timezone.now())}}
    return render(request, "public/provisions.html", shown | {"kinds": PROVISION_WORDS.items()})


def provision_page(request: HttpRequest, kind: str, name: str) -> HttpResponse:
    """Show a version from its loading on: whoever reads of it in a notice reads its very words."""
    with or_404(provisions.NoSuchProvision):
        row = provisions.provision(kind, name)
    shown = {"row": row, "text_changes": provisions.changes_since_last(row), "now": timezone.now()}
    return render(request, "public/provision.html", shown)
