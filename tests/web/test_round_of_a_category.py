"""Whoever reads the results of a round of one category is told of which."""

import pytest
from django.test import Client

from tests.apps import trip
from tests.apps.publication.published import publish

pytestmark = pytest.mark.django_db

PAGES = ("/en/", "/en/ranking/", "/en/open-data/", "/en/bodies/B2/")
SAYS = "only the category “<bdi>High volume</bdi>”"


@pytest.mark.parametrize(("category", "times"), [("high_volume", 1), ("", 0)])
def test_each_page_of_results_names_the_category_of_the_round(category: str, times: int) -> None:
    trip.final_round_of(category, 4, trip.Seen())
    publish()

    pages = {address: Client().get(address) for address in PAGES}

    assert {address: page.status_code for address, page in pages.items()} == dict.fromkeys(PAGES, 200)
    assert {address: page.content.decode().count(SAYS) for address, page in pages.items()} == dict.fromkeys(
        PAGES, times
    )
