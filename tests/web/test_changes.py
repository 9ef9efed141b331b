"""From one round to the next: what readers see adds up, and what cannot be compared says why."""

import re
from decimal import Decimal

import pytest
from django.test import Client

from tests.web import country
from tests.web.test_pages import page, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("compared_country")]

CHANGES = f"/rounds/{country.NEXT}/changes/"
ROWS = "section[aria-labelledby=bodies] tbody tr"


def digits(text: str) -> Decimal:
    return Decimal(text.strip().replace("\N{MINUS SIGN}", "-"))


def test_the_parts_on_the_page_add_up_to_the_change_on_the_page(client: Client) -> None:
    rows = [
        [digits(cell.text()) for cell in row.css("td.number, td.changed")[:7]]
        for row in page(client, CHANGES, "en").css(ROWS)
    ]

    assert len(rows) == 3
    for before, after, change, *parts in rows:
        assert (change, sum(parts)) == (after - before, after - before)


def test_like_for_like_scores_and_places_stand_beside_them(client: Client) -> None:
    cells = [shown(page(client, CHANGES, "en"), f"{ROWS}:nth-child({row}) td")[-2:] for row in (1, 2, 3)]

    assert cells == [
        ["+40.00 from 60.00 to 100.00", "from 2 to 1"],
        ["\N{MINUS SIGN}30.00 from 100.00 to 70.00", "from 1 to 2"],
        ["\N{MINUS SIGN}50.00 from 60.00 to 10.00", "from 2 to 3"],
    ]


def test_only_who_gained_is_among_the_most_improved(client: Client) -> None:
    assert shown(page(client, CHANGES, "en"), ".best li") == ["Sample organisation 2 +40.00 points"]


def test_who_is_not_compared_is_listed_with_the_reason(client: Client) -> None:
    assert shown(page(client, CHANGES, "en"), "section[aria-labelledby=left-out] li") == [
        "Sample organisation 4 : has no place in this round for lack of data",
        "Sample organisation 5 : had no place in the earlier round for lack of data",
    ]


def test_the_reader_may_choose_an_earlier_round_and_no_other(client: Client) -> None:
    same = shown(page(client, f"{CHANGES}?with={country.ROUND}", "en"), "h1")

    assert same == ["From “Sample round” to “Sample round 1406-1”"]
    assert [client.get(f"{CHANGES}?with={code}").status_code for code in (country.NEXT, "none")] == [404, 404]


def test_a_body_tells_its_change_cause_by_cause(client: Client) -> None:
    tree = page(client, "/bodies/body-2/", "en")

    section = "section[aria-labelledby=changed]"
    assert shown(tree, f"{section} tbody td") == ["+38.75", "0.00", "0.00", "\N{MINUS SIGN}1.25", "+37.50"]
    assert shown(tree, f"{section} > p")[0] == (
        "The score in “Sample round” was 62.50 and is now 100.00: +37.50. Like for like, on the common "
        "questions alone and by the new weights, it went from 60.00 to 100.00: +40.00."
    )


def test_a_body_without_a_place_then_is_told_why_it_is_not_compared(client: Client) -> None:
    assert shown(page(client, "/bodies/body-5/", "en"), "section[aria-labelledby=changed] p")[0] == (
        "Not compared with “Sample round”: had no place in the earlier round for lack of data"
    )


@pytest.mark.parametrize("address", [CHANGES, "/bodies/body-2/"])
def test_no_persian_letter_is_left_on_the_english_page(client: Client, address: str) -> None:
    tree = page(client, address, "en")
    for node in tree.css("[lang=fa]"):
        node.decompose()

    assert (re.findall(r"[آ-ی]+", tree.html or ""), len(tree.css("h1"))) == ([], 1)


def test_more_bodies_than_fit_are_paged(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sanjeh.apps.analyses.queries.PAGE_SIZE", 2)
    first, second, beyond = (
        shown(page(client, f"{CHANGES}?page={n}", "en"), f"{ROWS} th") for n in (1, 2, 9)
    )

    assert (first, second, beyond) == (
        ["Sample organisation 2", "Sample organisation 1"],
        ["Sample organisation 3"],
        ["Sample organisation 3"],
    )
