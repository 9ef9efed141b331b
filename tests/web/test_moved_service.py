"""A service moved and its body renamed: the pages of the round that was published stay as they were."""

from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone

from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.catalogue.imports import actions as imports
from tests import people
from tests.web import country
from tests.web.clients import texts

pytestmark = pytest.mark.django_db
MOVED = "10000001000"


def shown(client: Client, address: str) -> tuple[list[str], list[str]]:
    """Return what a page of a service is called, and whose it says the service is."""
    content = client.get(address).content
    return texts(content, "h1"), texts(content, ".eyebrow a")[:1]


def test_the_old_round_shows_the_old_body_and_the_list_the_new_one(client: Client) -> None:
    country.published_country(3)
    before = shown(client, f"/services/{MOVED}/")
    card = texts(client.get("/bodies/body-1/").content, ".league tbody th")

    listed = catalogue.standing()
    edited = (
        replace(listed.services[MOVED], body="body-2", title_fa="نام تازه", title_en=""),
        replace(listed.bodies["body-1"], title_fa="سازمان تازه"),
    )
    imports.edit_list(states=edited, on=timezone.localdate(), by=people.secretariat(), now=timezone.now())

    assert shown(client, f"/services/{MOVED}/?round={country.ROUND}") == before
    assert texts(client.get("/bodies/body-1/").content, ".league tbody th") == card
    assert catalogue.service(MOVED).body_code == "body-2"
    assert "نام تازه" in texts(client.get("/bodies/body-2/").content, ".league tbody th")
