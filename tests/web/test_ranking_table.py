"""The table of the ranking: what a press on a heading asks for, and what a phone shows of a place."""

import pytest
from django.http import QueryDict
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from tests.web import country
from tests.web.test_pages import page, shown

pytestmark = pytest.mark.django_db


def headings(tree: HTMLParser) -> dict[str, tuple[str, str]]:
    """Return for each heading that sorts the order it asks for and the one in which it stands."""
    links = tree.css("table.folds thead a")
    asked = [QueryDict((link.attributes["href"] or "").removeprefix("?")) for link in links]
    stands = [(link.parent.attributes.get("aria-sort") if link.parent else None) or "" for link in links]
    return {one["sort"]: (one.get("order", ""), how) for one, how in zip(asked, stands, strict=True)}


def test_the_first_press_on_a_heading_asks_for_the_best_first(client: Client) -> None:
    country.published_country()

    assert headings(page(client, "/ranking/")) == {
        "rank": ("desc", "ascending"),
        "title": ("", ""),
        "score": ("desc", ""),
        "class": ("desc", ""),
        "stage": ("desc", ""),
        "coverage": ("desc", ""),
    }


@pytest.mark.parametrize(
    ("asked", "order", "stands"),
    [("?sort=score&order=desc", "", "descending"), ("?sort=score", "desc", "ascending")],
)
def test_a_second_press_turns_the_order_round(client: Client, asked: str, order: str, stands: str) -> None:
    country.published_country()

    assert headings(page(client, f"/ranking/{asked}"))["score"] == (order, stands)


def test_the_best_class_and_the_highest_score_stand_first(client: Client) -> None:
    country.published_country()
    by_score = shown(page(client, "/ranking/?sort=score&order=desc"), "table.folds tbody .name a")

    assert by_score == shown(page(client, "/ranking/"), "table.folds tbody .name a")
    assert (
        shown(page(client, "/ranking/?sort=class&order=desc"), "table.folds tbody .name a")[0] == by_score[0]
    )


def test_an_interval_stands_in_words_beside_its_picture_and_on_a_phone_says_what_it_is(
    client: Client,
) -> None:
    country.published_country()

    tree = page(client, "/ranking/", "en")

    assert shown(tree, "table.folds tbody td.range")[0].startswith("90% interval: 1")
    assert [node.attributes.get("class") for node in tree.css("table.folds tbody td.range > span")] == [
        "only-narrow"
    ] * len(tree.css("table.folds tbody tr"))


def test_the_scale_of_the_places_stands_below_the_plots(client: Client) -> None:
    country.published_country()

    scales = page(client, "/ranking/", "en").css("table.folds tfoot .plot svg")

    assert [one.attributes["aria-label"] for one in scales] == ["The scale of ranks, from 1 to 4"]
