"""The catalogue is brought up to its entries, once and again."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from sanjeh.apps.authorities import actions as authority_actions
from sanjeh.apps.authorities import queries as authorities
from sanjeh.apps.authorities.queries import CodeAgainstTheRule
from sanjeh.apps.catalogue import actions, queries
from sanjeh.apps.catalogue.entries import AddressEntry, BodyEntry, ServiceEntry
from sanjeh.apps.catalogue.models import Service
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


@pytest.mark.parametrize("code", ["123", "1000000200", "100000020000", "1000000200a"])
def test_a_code_that_the_authority_would_not_write_is_refused(code: str) -> None:
    wrong = ServiceEntry(code, Words("خدمت", "Service"), (AddressEntry("https://a.example/"),))

    with pytest.raises(CodeAgainstTheRule) as refused:
        load([BodyEntry("B", Words("دستگاه", "Body"), services=(wrong,))])

    assert (refused.value.code, refused.value.rule.hint_en) == (code, "eleven digits")


def test_another_authority_writes_other_codes() -> None:
    card = authorities.current()
    rule = replace(card.code_rule, pattern="KE-[0-9]{3}")
    authority_actions.change_authority(card=replace(card, code_rule=rule), by=people.manager(), now=trip.NOW)
    service = ServiceEntry("KE-017", Words("خدمت", "Service"), (AddressEntry("https://a.example/"),))

    load([BodyEntry("B", Words("دستگاه", "Body"), services=(service,))])

    assert [one.code for one in queries.body("B").services] == ["KE-017"]


@pytest.mark.parametrize("code", ["", "a b", "a/b", "کد"])
def test_no_rule_lets_a_code_in_that_no_address_can_bear(code: str) -> None:
    load(trip.country(1))

    with pytest.raises(IntegrityError, match="service_code_is_one_word"), transaction.atomic():
        Service.objects.update(code=code)


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
