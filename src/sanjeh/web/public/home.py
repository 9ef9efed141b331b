"""The front page: what this is, what is new, and a door for each visitor."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.results import queries as results
from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.scans import queries as scans
from sanjeh.web.public import published
from sanjeh.web.public.body_standing import standings
from sanjeh.web.templatetags.persian import language

SHOWN_PLACES = 5


def home(request: HttpRequest) -> HttpResponse:
    running = [(row, scans.progress(row.code)) for row in rounds.running()]
    return render(
        request, "public/home.html", {"size": catalogue.size(), "running": running, **newest_ranking()}
    )


def newest_ranking() -> dict[str, object]:
    """Return the first places of the newest edition; nothing before there is one."""
    edition = published.edition()
    if edition is None:
        return {}
    ask = results.RankingAsk(language=language())
    page = results.ranking(edition.round_code, ask, edition.result_version)
    method = published.method_of(edition.round_code)
    lines = standings(page.rows[:SHOWN_PLACES], method, language())
    return {"edition": edition, "lines": lines, "page": page}
