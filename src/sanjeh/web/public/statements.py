"""What a public site owes its readers: who we are, what we keep, by which terms, and how to be helped."""

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sanjeh.apps.authorities import queries as authorities
from sanjeh.core.workflow.retention import rules
from sanjeh.web.public.contact import contact

View = Callable[[HttpRequest], HttpResponse]
# The day on which somebody last read the text and found it true.
REVIEWED = {
    "accessibility": date(2026, 11, 30),
    "privacy": date(2026, 11, 30),
    "terms": date(2026, 11, 30),
    "licence": date(2026, 11, 30),
    "contact": date(2026, 11, 30),
    "help": date(2026, 11, 30),
    "information": date(2026, 11, 30),
}


def statement(name: str) -> View:
    """Return the view of one of these pages."""

    def view(request: HttpRequest) -> HttpResponse:
        kept = rules(hands_over=authorities.current().hands_over)
        shown = {"reviewed": REVIEWED[name], "contact": contact(), "kept": kept}
        return render(request, f"public/{name}.html", shown)

    return view
