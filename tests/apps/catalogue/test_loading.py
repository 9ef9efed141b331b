"""The catalogue is brought up to its entries, once and again."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from sanjeh.apps.catalogue import actions, queries
from sanjeh.apps.catalogue.entries import AddressEntry, BodyEntry, ServiceEntry
from sanjeh.core.text.words import Words
from tests import people
from tests.apps import trip

pytestmark = pytest.mark.django_db


def load(entries: list[BodyEntry]) -> int:
    return actions.load_catalogue(entries=entries, by=people.secretariat(), now=trip.NOW)


def test_loading_twice_changes_nothing_the_second_time() -> None:
    first = load(trip.country(2))

    assert (first, load(trip.country(2))) == (11, 0)
    assert queries.size() == queries.CatalogueSize(bodies=3, services=2, addresses=4)


def test_a_body_knows_its_parent_its_services_and_its_portal() -> None:
    load(trip.country(1))

    found = queries.body("B1")

    assert (found.row.parent_code, found.row.parent) == ("MINISTRY", Words("وزارت نمونه", "Sample ministry"))
    assert [service.code for service in found.services] == ["10000000001"]
    assert found.portals == ("https://body-1.example/",)
    assert [row.code for row in queries.body("MINISTRY").subsidiaries] == ["B1"]


def test_bodies_are_found_by_every_searched_word_in_any_language() -> None:
    load(trip.country(3))

    assert [row.code for row in queries.bodies("Body 2")] == ["B2"]
    assert [row.code for row in queries.bodies("دستگاه")] == ["B1", "B2", "B3"]
    assert [row.code for row in queries.bodies(category="high_volume")] == ["B2"]


def test_a_code_that_has_not_eleven_digits_is_refused() -> None:
    wrong = ServiceEntry("123", Words("خدمت", "Service"), (AddressEntry("https://a.example/"),))

    with pytest.raises(IntegrityError), transaction.atomic():
        load([BodyEntry("B", Words("دستگاه", "Body"), services=(wrong,))])


def test_a_parent_that_nobody_knows_is_refused() -> None:
    with pytest.raises(actions.ParentUnknown):
        load([BodyEntry("B", Words("دستگاه", "Body"), parent="NOBODY")])


def test_what_an_entry_changes_is_changed_and_counted_row_by_row() -> None:
    load(trip.country(1))
    ministry, body = trip.country(1)
    renamed = replace(body, title=Words("نام تازه", "New name"), domain="new.example", parent="")

    changed = load([ministry, renamed])

    row = queries.body("B1").row
    assert (changed, row.title, row.domain, row.parent) == (
        2,
        Words("نام تازه", "New name"),
        "new.example",
        None,
    )
    assert load([ministry, renamed]) == 0


def test_the_categories_are_those_in_which_some_body_is() -> None:
    load(trip.country(2))

    assert queries.categories() == ("high_volume", "main")


def test_a_host_stands_for_all_its_addresses_and_an_address_for_itself() -> None:
    load(trip.country(2))

    assert queries.addresses_at("body-1.example") == (
        "https://body-1.example/",
        "https://body-1.example/service",
    )
    assert queries.addresses_at("https://body-1.example/") == ("https://body-1.example/",)
    assert queries.addresses_at("example") == queries.addresses_at("") == ()


def test_a_service_that_nobody_offers_is_not_found() -> None:
    load(trip.country(1))

    assert queries.service("10000000001").body_code == "B1"
    for find, missing, error in (
        (queries.service, "10000000009", queries.NoSuchService),
        (queries.body, "B9", queries.NoSuchBody),
    ):
        with pytest.raises(error):
            find(missing)
