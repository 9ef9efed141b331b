"""The bodies: their list and each one's card."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from sanjeh.apps.catalogue import history
from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.publication import queries as publication
from sanjeh.apps.results import disputes
from sanjeh.apps.results import queries as results
from sanjeh.apps.results.groups import group_sizes
from sanjeh.apps.rounds import queries as rounds
from sanjeh.web.missing import or_404
from sanjeh.web.public import card as cards
from sanjeh.web.public import changes, published
from sanjeh.web.public.body_standing import standings
from sanjeh.web.public.firmness import interval_words, varied_words
from sanjeh.web.templatetags.persian import language

SEARCH_LENGTH = 100


def body_list(request: HttpRequest) -> HttpResponse:
    search = request.GET.get("q", "").strip()[:SEARCH_LENGTH]
    category = request.GET.get("category", "")
    found = {
        "bodies": catalogue.bodies(search, category),
        "categories": catalogue.categories(),
        "search": search,
        "category": category,
    }
    return render(request, "public/bodies.html", found)


def body_card(request: HttpRequest, code: str) -> HttpResponse:
    with or_404(catalogue.NoSuchBody):
        detail = catalogue.body(code)
    edition = published.edition(request.GET.get("round", ""))
    shown = {"detail": detail, **past(detail), **published_card(edition, detail)}
    return render(request, "public/body.html", shown)


def past(detail: catalogue.BodyDetail) -> dict[str, object]:
    """Return what the body was called before, the newest first, and who took over from one that ended."""
    earlier = [one for one in history.of_body(detail.row.code) if one.until]
    others = [one for one in earlier if one.title != detail.row.title]
    return {"earlier": others, "successor": detail.successor}


def services_of(round_code: str, detail: catalogue.BodyDetail) -> list[catalogue.ServiceRow]:
    """Return the services that the round saw at this body, and those that have come since, by their codes."""
    seen = {row.code: row for row in rounds.services_of(round_code, unit__code=detail.row.code)}
    return sorted({**{row.code: row for row in detail.services}, **seen}.values(), key=lambda row: row.code)


def published_card(edition: publication.EditionRow | None, detail: catalogue.BodyDetail) -> dict[str, object]:
    """Return what the edition says of this body; nothing if it says nothing."""
    if edition is None:
        return {}
    try:
        card = results.body_card(edition.round_code, detail.row.code, edition.result_version)
    except results.NoSuchCard:
        return {}
    sizes = group_sizes(edition.round_code, edition.result_version)
    method = published.method_of(edition.round_code)
    return {
        "edition": edition,
        "card": card,
        "standing": standings([card.row], method, language(), sizes)[0],
        "varied": varied_words(card.made.varied, language()),
        "interval_says": interval_words(method, card.made.varied),
        "places": [(name, place) for name, place in card.places.items() if name],
        "disputed": sorted(disputes.under_review(edition.round_code, detail.row.code)),
        "rungs": cards.rungs(card),
        "unmet": cards.unmet(card),
        "steps": cards.steps(card, method),
        "axes": cards.axes(card, method),
        "picture": cards.picture(card, gettext("امتیاز هر محور در برابر میانه‌ی دسته"), language()),
        "services": cards.services(card, services_of(edition.round_code, detail)),
        "since": changes.since_before(edition.round_code, detail.row.code),
    }
