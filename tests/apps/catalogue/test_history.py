"""Bodies are renamed and merged, services move: every day keeps its list, and every round its own."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from sanjeh.apps.catalogue import actions as catalogue
from sanjeh.apps.catalogue import history, queries
from sanjeh.apps.catalogue.imports import actions as imports
from sanjeh.apps.catalogue.models import Address, Body, BodySpan, Service, ServiceSpan
from sanjeh.apps.notices.kinds import Kind
from sanjeh.apps.rounds import actions as round_actions
from sanjeh.apps.rounds import queries as rounds
from sanjeh.core.catalogue.standing import BodyState, State, merged
from tests import people
from tests.apps import trip

pytestmark = pytest.mark.django_db
FIRST = timezone.localdate(trip.NOW)
LATER = trip.NOW + timedelta(days=10)
DAY = timezone.localdate(LATER)
MOVED = "10000000001"


@pytest.fixture(autouse=True)
def a_country(db: None) -> None:
    catalogue.load_catalogue(entries=trip.country(3), by=people.secretariat(), now=trip.NOW)


def edit(*states: State, on: date = DAY) -> int:
    number = imports.prepare_edit(states=states, by=people.secretariat(), now=LATER)
    return imports.apply_edit(number=number, on=on, by=people.secretariat(), now=LATER)


def body(code: str) -> BodyState:
    return queries.standing().bodies[code]


def owners(day: date) -> dict[str, str]:
    return {one.code: one.under for one in history.services_as_of(day)}


def test_a_renamed_body_keeps_its_earlier_name_and_every_day_its_own() -> None:
    edit(replace(body("B1"), title_fa="سازمان نو", title_en=""))

    names = [(one.title.fa, one.since, one.until) for one in history.of_body("B1")]
    assert names == [("سازمان نو", DAY, None), ("دستگاه 1", FIRST, DAY)]
    for day, name in ((DAY - timedelta(days=1), "دستگاه 1"), (DAY, "سازمان نو")):
        assert {one.code: one.title.fa for one in history.bodies_as_of(day)}["B1"] == name
    assert history.bodies_as_of(FIRST - timedelta(days=1)) == ()


def test_a_moved_service_takes_its_addresses_and_the_old_round_still_shows_the_old_body() -> None:
    trip.method_in_force()
    trip.draft()
    trip.announce(Kind.ROUND, trip.ROUND)
    round_actions.announce_round(code=trip.ROUND, by=people.secretariat(), now=trip.NOW)

    edit(replace(queries.standing().services[MOVED], body="B2"))

    listed = queries.service(MOVED)
    assert (listed.body_code, listed.urls) == ("B2", ("https://body-1.example/service",))
    frozen = {one.target.url: one.target.body for one in rounds.addresses(trip.ROUND)}
    assert frozen["https://body-1.example/service"] == "B1"
    assert (owners(FIRST)[MOVED], owners(DAY)[MOVED]) == ("B1", "B2")
    assert Address.objects.filter(url="https://body-1.example/service", ended_on=None).count() == 1


def test_one_body_or_service_reads_as_it_stands_in_the_whole_list() -> None:
    edit(*merged(queries.standing(), "B1", "B2"))
    listed = queries.standing()

    assert {code: queries.body_state(code) for code in listed.bodies} == dict(listed.bodies)
    assert {code: queries.service_state(code) for code in listed.services} == dict(listed.services)
    with pytest.raises(KeyError):
        queries.body_state("nowhere")
    with pytest.raises(KeyError):
        queries.service_state("nowhere")


def test_a_merged_body_ends_and_leads_to_its_successor() -> None:
    listed = queries.standing()
    edit(*merged(listed, "B1", "B2"))

    row = queries.body("B1")
    assert (row.row.ended_on, row.services, row.portals) == (DAY, (), ())
    assert [one.code for one in queries.body("B2").services] == [MOVED, "10000000002"]
    assert body("B1").successor == "B2"
    assert [one.code for one in queries.bodies()] == ["B2", "B3", "MINISTRY"]
    assert "B1" not in {one.code for one in history.bodies_as_of(DAY)}


def test_what_has_ended_is_not_in_the_next_round() -> None:
    edit(*merged(queries.standing(), "B1", ""))
    trip.method_in_force()
    trip.draft()
    trip.announce(Kind.ROUND, trip.ROUND)
    round_actions.announce_round(code=trip.ROUND, by=people.secretariat(), now=trip.NOW)

    assert {one.target.body for one in rounds.addresses(trip.ROUND)} == {"B2", "B3"}
    assert rounds.round_page(trip.ROUND).service_count == 2


@pytest.mark.parametrize("day", [FIRST - timedelta(days=1), DAY + timedelta(days=1)])
def test_a_change_is_dated_between_the_last_one_and_today(day: date) -> None:
    with pytest.raises(imports.TooEarly):
        edit(replace(body("B1"), title_fa="نام"), on=day)

    for today in (FIRST, DAY):
        edit(replace(body("B1"), title_fa=f"نام {today}"), on=today)
    assert len(history.of_body("B1")) == 2


def test_two_changes_of_one_day_leave_one_name_for_it() -> None:
    edit(replace(body("B1"), title_fa="نام یکم"))
    edit(replace(body("B1"), title_fa="نام دوم"))

    assert [one.title.fa for one in history.of_body("B1")] == ["نام دوم", "دستگاه 1"]
    assert BodySpan.objects.filter(body__code="B1").count() == 3


def refused(sql: str, *values: str | int) -> bool:
    """Say whether the database refuses a statement, at the latest when the transaction ends."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
            cursor.execute(sql, values)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except (IntegrityError, ProgrammingError):  # by a trigger, or by what the application may do at all
        return True
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return False


INSERT = "INSERT INTO catalogue_address (body_id, url, plain_port) VALUES (%s, %s, 80)"
PORTAL = "https://body-1.example/"


def test_no_hand_puts_one_address_under_two_bodies() -> None:
    one, other = (Body.objects.get(code=code).pk for code in ("B1", "B2"))

    assert refused(INSERT, other, PORTAL)
    assert refused(
        "UPDATE catalogue_address SET url = %s WHERE body_id = %s AND service_id IS NULL", PORTAL, other
    )
    assert refused("DELETE FROM catalogue_addressholder WHERE url = %s", PORTAL)
    assert refused("UPDATE catalogue_addressholder SET body_id = %s", one)
    assert not refused(INSERT, one, "https://free.example/")
    assert not refused("UPDATE catalogue_address SET body_id = %s WHERE url = %s", other, PORTAL)


def test_an_ended_address_is_free_for_another_body() -> None:
    other = Body.objects.get(code="B2").pk
    Address.objects.filter(url=PORTAL).update(ended_on=DAY)

    assert not refused(INSERT, other, PORTAL)
    assert refused("UPDATE catalogue_address SET ended_on = NULL WHERE url = %s", PORTAL)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE catalogue_bodyspan SET title_fa = 'دیگر'",
        "UPDATE catalogue_bodyspan SET since = since - 1",
        "UPDATE catalogue_bodyspan SET until = since, title_fa = 'دیگر'",
        "DELETE FROM catalogue_bodyspan",
        "TRUNCATE catalogue_bodyspan",
        "UPDATE catalogue_servicespan SET body_id = (SELECT min(id) FROM catalogue_body)",
        "DELETE FROM catalogue_servicespan",
        """INSERT INTO catalogue_bodyspan (body_id, title_fa, title_en, since)
        SELECT id, 'ا', '', '2027-01-01' FROM catalogue_body""",
        """INSERT INTO catalogue_servicespan (service_id, body_id, title_fa, title_en, since, until)
        SELECT id, body_id, 'ا', '', '2020-01-02', '2020-01-01' FROM catalogue_service""",
        "UPDATE catalogue_body SET title_fa = ''",
        "UPDATE catalogue_service SET title_fa = ''",
        "UPDATE catalogue_body SET parent_id = id",
        "UPDATE catalogue_body SET successor_id = (SELECT min(id) FROM catalogue_body)",
        "UPDATE catalogue_service SET code = '1001010100'",
    ],
)
def test_what_the_history_says_stays_whoever_writes(sql: str) -> None:
    assert refused(sql)


def test_a_span_is_closed_once() -> None:
    assert not refused("UPDATE catalogue_servicespan SET until = since + 1 WHERE until IS NULL")
    assert refused("UPDATE catalogue_servicespan SET until = since + 2")


def test_the_history_says_today_what_the_list_says() -> None:
    edit(replace(body("B1"), parent=""), replace(queries.standing().services[MOVED], title_fa="نام"))

    assert {(one.code, one.title.fa, one.under) for one in history.bodies_as_of(DAY)} == {
        (one.code, one.title_fa, one.parent) for one in queries.standing().bodies.values()
    }
    assert {(one.code, one.title.fa, one.under) for one in history.services_as_of(DAY)} == {
        (one.code, one.title_fa, one.body) for one in queries.standing().services.values()
    }
    assert ServiceSpan.objects.filter(until=None).count() == Service.objects.filter(ended_on=None).count()
