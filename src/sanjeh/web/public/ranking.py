"""The ranking: sorted, filtered, paged, and linked to its files."""

from dataclasses import dataclass
from typing import get_args
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.results import queries as results
from sanjeh.apps.results.groups import group_sizes
from sanjeh.web.charts.places import scale
from sanjeh.web.public import published
from sanjeh.web.public.body_standing import standings
from sanjeh.web.public.firmness import group_rule_words, interval_words, varied_words
from sanjeh.web.templatetags.persian import language

TITLES: dict[results.Column, str] = {
    "rank": _("رتبه"),
    "title": _("دستگاه"),
    "score": _("امتیاز"),
    "class": _("رده"),
    "stage": _("مرحله‌ی بلوغ"),
    "coverage": _("پوشش"),
}
# Of these, more is better.
MOST_FIRST = frozenset({"score", "class", "stage", "coverage"})


@dataclass(frozen=True, slots=True)
class ColumnLink:
    """A heading that sorts by its column; `direction` is aria-sort, empty when another column sorts."""

    name: str
    title: str
    query: str
    direction: str


def ask_of(request: HttpRequest) -> results.RankingAsk:
    """Read what the reader asks; what makes no sense falls back to the plain ranking."""
    sort, page = request.GET.get("sort", ""), request.GET.get("page", "")
    return results.RankingAsk(
        category=request.GET.get("category", ""),
        sort=sort if sort in get_args(results.Column) else "rank",  # type: ignore[arg-type]
        descending=request.GET.get("order") == "desc",
        language=language(),
        page=max(1, int(page)) if page.isdecimal() and len(page) < 7 else 1,
    )


def query_of(request: HttpRequest, **changes: str | int) -> str:
    """Return the query string with these changes; an empty value drops its key."""
    kept = {**request.GET.dict(), **{key: str(value) for key, value in changes.items()}}
    return "?" + urlencode({key: value for key, value in kept.items() if value})


def columns(request: HttpRequest, ask: results.RankingAsk) -> dict[str, ColumnLink]:
    """Return the heading of each column, the best first; asking for the sorted one again turns it round."""
    links: dict[str, ColumnLink] = {}
    for name, title in TITLES.items():
        is_sorted = name == ask.sort
        descends = not ask.descending if is_sorted else name in MOST_FIRST
        turned = "desc" if descends else ""
        direction = ("descending" if ask.descending else "ascending") if is_sorted else ""
        query = query_of(request, sort=name, order=turned, page="")
        links[name] = ColumnLink(name, gettext(title), query, direction)
    return links


def ranking(request: HttpRequest) -> HttpResponse:
    edition = published.edition(request.GET.get("round", ""))
    if edition is None:
        return render(request, "public/ranking_empty.html")
    ask = ask_of(request)
    page = results.ranking(edition.round_code, ask, edition.result_version)
    method = published.method_of(edition.round_code)
    sizes = group_sizes(edition.round_code, edition.result_version)
    return render(
        request,
        "public/ranking.html",
        {
            "edition": edition,
            "page": page,
            "lines": standings(page.rows, method, language(), None if ask.category else sizes),
            "scale": scale(page.ranked_count, language()) if page.ranked_count > 1 else "",
            "varied": varied_words(page.made.varied, language()),
            "is_firm": bool(sizes),
            "interval_says": interval_words(method, page.made.varied),
            "groups_say": group_rule_words(method, page.made.varied),
            "apart": standings(page.apart, method, language()),
            "columns": columns(request, ask),
            "category": ask.category,
            "category_links": [(name, query_of(request, category=name, page="")) for name in page.categories],
            "everyone": query_of(request, category="", page=""),
            "previous": query_of(request, page=page.page - 1) if page.page > 1 else "",
            "next": query_of(request, page=page.page + 1) if page.page < page.page_count else "",
            "indicator_count": len(method.indicators),
            "caps": dict.fromkeys(cap for row in page.rows for cap in row.caps),
            "least_coverage": method.coverage.index,
        },
    )
