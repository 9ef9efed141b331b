"""What others have asked, and what was answered: without a person, published by another than its writer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sanjeh.apps.questions import faq
from sanjeh.core.text.search import searchable, terms


def questions(request: HttpRequest) -> HttpResponse:
    """Show the published answers, or those in which every word of a search is found."""
    asked = request.GET.get("q", "")[:100]
    wanted, rows = terms(asked), faq.published()
    found = [row for row in rows if all(term in text_of(row) for term in wanted)]
    return render(request, "public/questions.html", {"rows": found, "asked": asked, "count": len(rows)})


def text_of(row: faq.FaqRow) -> str:
    said = (text for words in (row.question, row.answer) for text in (words.fa, words.en))
    return searchable(*said, row.name)
