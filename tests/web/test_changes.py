"""From one round to the next: what readers see adds up, and what cannot be compared says why."""

import re
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web import country
from tests.web.test_pages import page, shown

pytestmark = pytest.mark.django_db

CHANGES = f"/rounds/{country.NEXT}/changes/"
ROWS = "section[aria-labelledby=bodies] tbody tr"


def digits(text: str) -> Decimal:
    return Decimal(text.strip().replace("\N{MINUS SIGN}", "-"))


def test_the_parts_on_the_page_add_up_to_the_change_on_the_page(client: Client) -> None:
    country.compared_country()

    rows = [
        [digits(cell.text()) for cell in row.css("td.number, td.changed")[:7]]
        for row in page(client, CHANGES, "en").css(ROWS)
    ]

    assert len(rows) == 3
    for before, after, change, *parts in rows:
        assert (change, sum(parts)) == (after - before, after - before)


def test_like_for_like_scores_and_places_stand_beside_them(client: Client) -> None:
    country.compared_country()

    cells = [shown(page(client, CHANGES, "en"), f"{ROWS}:nth-child({row}) td")[-2:] for row in (1, 2, 3)]

    assert cells == [
        ["+40.00 from 60.00 to 100.00", "from 2 to 1"],
        ["\N{MINUS SIGN}30.00 from 100.00 to 70.00", "from 1 to 2"],
        ["\N{MINUS SIGN}50.00 from 60.00 to 10.00", "from 2 to 3"],
    ]


def test_only_who_gained_is_among_the_most_improved(client: Client) -> None:
    country.compared_country()

    assert shown(page(client, CHANGES, "en"), ".best li") == ["Sample organisation 2 +40.00 points"]


def test_who_is_not_compared_is_listed_with_the_reason(client: Client) -> None:
    country.compared_country()

    assert shown(page(client, CHANGES, "en"), "section[aria-labelledby=left-out] li") == [
        "Sample organisation 4 : has no place in this round for lack of data",
        "Sample organisation 5 : had no place in the earlier round for lack of data",
    ]


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


def test_the_reader_may_choose_an_earlier_round_and_no_other(client: Client) -> None:
    country.compared_country()

    same = shown(page(client, f"{CHANGES}?with={country.ROUND}", "en"), "h1")

    assert same == ["From “Sample round” to “Sample round 1406-1”"]
    assert [client.get(f"{CHANGES}?with={code}").status_code for code in (country.NEXT, "none")] == [404, 404]


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


def test_a_body_tells_its_change_cause_by_cause(client: Client) -> None:
    country.compared_country()

    tree = page(client, "/bodies/body-2/", "en")

    section = "section[aria-labelledby=changed]"
    assert shown(tree, f"{section} tbody td") == ["+38.75", "0.00", "0.00", "\N{MINUS SIGN}1.25", "+37.50"]
    assert shown(tree, f"{section} > p")[0] == (
        "The score in “Sample round” was 62.50 and is now 100.00: +37.50. Like for like, on the common "
        "questions alone and by the new weights, it went from 60.00 to 100.00: +40.00."
    )


def test_a_body_without_a_place_then_is_told_why_it_is_not_compared(client: Client) -> None:
    country.compared_country()

    assert shown(page(client, "/bodies/body-5/", "en"), "section[aria-labelledby=changed] p")[0] == (
        "Not compared with “Sample round”: had no place in the earlier round for lack of data"
    )


@pytest.mark.parametrize("address", [CHANGES, "/bodies/body-2/"])
def test_no_persian_letter_is_left_on_the_english_page(client: Client, address: str) -> None:
    country.compared_country()

    tree = page(client, address, "en")
    for node in tree.css("[lang=fa]"):
        node.decompose()

    assert (re.findall(r"[آ-ی]+", tree.html or ""), len(tree.css("h1"))) == ([], 1)


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


def test_more_bodies_than_fit_are_paged(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sanjeh.apps.analyses.queries.PAGE_SIZE", 2)
    country.compared_country()

    first, second, beyond = (
        shown(page(client, f"{CHANGES}?page={n}", "en"), f"{ROWS} th") for n in (1, 2, 9)
    )

    assert (first, second, beyond) == (
        ["Sample organisation 2", "Sample organisation 1"],
        ["Sample organisation 3"],
        ["Sample organisation 3"],
    )
