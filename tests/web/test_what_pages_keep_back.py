"""What no page shows: drafts, countings that nobody published, what is not there or cannot be meant."""

import pytest
from django.test import Client

from sanjeh.apps.catalogue import actions as catalogue
from sanjeh.apps.results import actions as results
from sanjeh.apps.results.models import ScorecardRecord
from sanjeh.apps.rounds import actions as rounds
from sanjeh.apps.scans import queries as scans
from sanjeh.core.text.words import Words
from tests import hands, people
from tests.web import country
from tests.web.test_pages import page, shown

pytestmark = pytest.mark.django_db


def test_a_draft_is_nobodys_business_on_the_page_of_a_service_either(client: Client) -> None:
    country.start_round(1)
    draft = rounds.RoundDraft("1407-1", Words("پنهان", "Hidden"), "small", country.NOW, country.LATER)
    rounds.draft_round(draft=draft, by=people.secretariat(), now=country.NOW)
    service = "/services/10000001000/"

    answers = [
        client.get(f"{service}?round={code}").status_code for code in (country.ROUND, "1407-1", "none")
    ]

    assert answers == [200, 404, 404]
    assert shown(page(client, service, "en"), "h1") == ["Service 1"]


def test_a_counting_that_nobody_has_published_is_shown_to_nobody(client: Client) -> None:
    country.published_country()
    addresses = ("/", "/ranking/", "/bodies/body-2/")
    before = [shown(page(client, address), "main") for address in addresses]
    results.count_again(round_code=country.ROUND, by=people.secretariat(), now=country.LATER)
    with hands.thawed():
        ScorecardRecord.objects.filter(result__version=3, code="body-2").update(score="99.99", rank=1)

    assert [shown(page(client, address), "main") for address in addresses] == before


def test_what_a_round_has_not_got_is_not_found(client: Client) -> None:
    country.published_country(1)
    looks = scans.findings(country.ROUND, service="10000001000")[0].looks
    plain = next(look.digest for look in looks if look.collector == "http")

    answers = {
        address: client.get(address).status_code
        for address in (
            f"/evidence/{plain}/screenshot",
            "/method/nowhere/",
            "/method/nowhere.toml",
            "/rounds/none/changes/",
            "/open-data/none/1/ranking.csv",
            "/office/nowhere/",
        )
    }

    assert set(answers.values()) == {404}


def test_the_text_of_a_method_is_given_byte_for_byte(client: Client) -> None:
    country.published_country(1)

    response = client.get("/method/small.toml")

    assert response.content == country.METHOD.read_bytes()
    assert response["Content-Disposition"] == 'attachment; filename="small.toml"'


def test_before_a_round_was_announced_a_service_has_no_page(client: Client) -> None:
    catalogue.load_catalogue(
        entries=[country.PARENT, country.body(1)], by=people.secretariat(), now=country.NOW
    )

    assert client.get("/services/10000001000/").status_code == 404


def test_a_body_that_an_edition_does_not_know_has_a_page_without_a_card(client: Client) -> None:
    country.published_country(1)

    tree = page(client, "/bodies/parent/", "en")

    assert (shown(tree, "h1"), tree.css("details .finding")) == (["Sample ministry"], [])


def test_what_a_reader_cannot_mean_falls_back_to_the_plain_ranking(client: Client) -> None:
    country.published_country()
    plain = shown(page(client, "/ranking/"), "td.place")

    for asked in ("sort=nonsense", "page=x", "page=9999999", "page=0", "page=7", "order=up"):
        assert shown(page(client, f"/ranking/?{asked}"), "td.place") == plain
