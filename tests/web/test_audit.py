"""The audit of the index as a page: every doubt in words, every figure in a table beside its drawing."""

import re

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sanjeh.apps.analyses import actions
from tests.web import country
from tests.web.clients import first
from tests.web.test_pages import page, shown

pytestmark = pytest.mark.django_db

FEW = "The figures of this page come from comparing bodies;"
AUDIT = f"/rounds/{country.ROUND}/audit/"


def audited(count: int = 5) -> None:
    country.published_country(count)
    country.analyse()


def test_every_doubt_says_why_it_matters_of_what_and_what_to_do(client: Client) -> None:
    audited()

    tree = page(client, AUDIT, "en")

    assert shown(tree, ".doubt h3")[0] == "Few bodies"
    doubt = first(tree, ".doubt")
    assert [" ".join(node.text().split()) for node in doubt.css("p, li")] == [
        f"{FEW} with so few, one more body can change them all.",
        "Bodies ranked: 4; correlations of so few are accidents.",
        "What to do: Audit again with more bodies before deciding anything about the method.",
    ]


def test_weights_stand_in_a_table_beside_their_drawing(client: Client) -> None:
    audited()

    tree = page(client, AUDIT, "en")

    table = tree.css("section[aria-labelledby=axes] tbody tr")
    assert [[" ".join(cell.text().split()) for cell in row.css("th, td")][:3] for row in table] == [
        ["User-centric A", "50.0%", "50.0%"],
        ["Transparent B", "50.0%", "50.0%"],
    ]
    drawn = shown(tree, "section[aria-labelledby=axes] svg text")
    assert [text.strip("\u2066\u2069") for text in drawn][:2] == ["User-centric", "50.0%"]


def test_it_says_which_choice_moves_the_places_most(client: Client) -> None:
    audited()

    rows = shown(page(client, AUDIT, "en"), "section[aria-labelledby=influences] tbody th")

    assert sorted(rows) == [
        "another mean over the axes",
        "one indicator left out",
        "the ends of scales moved by up to 10%",
        "weights up to 25% lower or higher",
    ]


def test_persian_digits_are_written_on_the_persian_page(client: Client) -> None:
    audited()

    assert "۴ دستگاه رتبه‌دار، ۲ شاخص، ۲ محور" in shown(page(client, AUDIT), "p.small")


def test_no_persian_letter_is_left_on_the_english_page(client: Client) -> None:
    audited()

    tree = page(client, AUDIT, "en")
    for node in tree.css("[lang=fa]"):
        node.decompose()

    assert (re.findall(r"[آ-ی]+", tree.html or ""), len(tree.css("h1"))) == ([], 1)


def test_while_it_is_worked_out_the_page_says_so(client: Client) -> None:
    country.published_country(1)

    assert shown(page(client, AUDIT, "en"), "h1") == ["This page is being prepared"]


@pytest.mark.parametrize(
    ("address", "what", "code"),
    [
        (AUDIT, "keep_audit", country.ROUND),
        (f"/rounds/{country.NEXT}/changes/", "keep_comparison", country.NEXT),
    ],
)
def test_an_analysis_that_broke_says_so_and_when_it_is_tried_again(
    client: Client, monkeypatch: pytest.MonkeyPatch, address: str, what: str, code: str
) -> None:
    def broken(**_: object) -> None:
        raise MemoryError("no room in /srv/house")

    country.published_country(1)
    if code == country.NEXT:
        country.next_round(country.SPREAD_NEXT)
    monkeypatch.setattr(actions, what, broken)
    country.analyse()

    tree = page(client, address, "en")

    assert shown(tree, "h1") == ["This page is not ready yet"]
    [said] = shown(tree, "main .lead-soft")
    assert said == (
        "Working out this analysis broke at 2 May 2027, 10:00 by a fault of our own ( MemoryError )."
        " The published results are right and the same. It is worked out again after 2 May 2027, 11:00."
    )
    assert "/srv/house" not in (tree.html or "")


def test_a_round_that_is_not_published_has_no_audit(client: Client) -> None:
    country.start_round(1)

    assert [client.get(path).status_code for path in (AUDIT, "/rounds/none/audit/")] == [404, 404]


def test_a_published_round_and_its_method_lead_to_the_audit(client: Client) -> None:
    audited()

    links = [
        page(client, path).css(f'a[href="{AUDIT}"]') for path in (f"/rounds/{country.ROUND}/", "/method/")
    ]

    assert [len(found) for found in links] == [1, 1]


def test_more_bodies_ask_the_database_no_more(client: Client) -> None:
    counts = []
    for count in (1, 3):
        with transaction.atomic():
            audited(count)
            page(client, AUDIT)
            with CaptureQueriesContext(connection) as asked:
                page(client, AUDIT)
            counts.append(len(asked))
            transaction.set_rollback(True)

    assert counts[0] == counts[1]
