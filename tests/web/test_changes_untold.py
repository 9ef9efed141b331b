"""Where two rounds cannot be compared, or not yet, the pages say so; more bodies cost no more questions."""

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web import country
from tests.web.test_pages import page, shown

pytestmark = [pytest.mark.acceptance, pytest.mark.django_db]

CHANGES = f"/rounds/{country.NEXT}/changes/"


def test_on_a_break_no_trend_is_told(client: Client) -> None:
    country.published_country()
    country.next_round(country.SPREAD_NEXT, ('"http.hsts", "http.nosniff"', '"http.hsts"'))
    country.analyse()

    tree = page(client, CHANGES, "en")

    assert shown(tree, ".notice-line p")[0].startswith("This is a break in the series: only 50% of")
    assert shown(tree, ".best li") == []
    assert [heading for heading in shown(tree, "thead th") if "like" in heading] == []
    assert shown(tree, "section[aria-labelledby=indicators] tbody td") == [
        *("redefined", "50.00%", "50.00%", "measure"),
        *("anchor", "50.00%", "50.00%", ""),
    ]


def test_the_first_published_round_says_that_nothing_came_before(client: Client) -> None:
    country.published_country(1)

    said = shown(page(client, f"/rounds/{country.ROUND}/changes/", "en"), "main p")

    assert said[-1] == (
        "No results were published before this round; the comparison begins with the next one."
    )


def test_while_it_is_worked_out_the_pages_say_so(client: Client) -> None:
    country.published_country()
    country.next_round(country.SPREAD_NEXT)

    assert shown(page(client, CHANGES, "en"), "h1") == ["This page is being prepared"]
    assert shown(page(client, "/bodies/body-1/", "en"), "section[aria-labelledby=changed] p")[0].startswith(
        "The comparison with “Sample round” is being prepared"
    )


def test_more_bodies_ask_the_database_no_more(client: Client) -> None:
    counts = []
    for count in (1, 3):
        with transaction.atomic():
            country.compared_country(count)
            for address in (CHANGES, "/bodies/body-1/"):
                page(client, address)
                with CaptureQueriesContext(connection) as asked:
                    page(client, address)
                counts.append(len(asked))
            transaction.set_rollback(True)

    assert counts[:2] == counts[2:]
