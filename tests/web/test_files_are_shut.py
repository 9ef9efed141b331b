"""I8: every page of the office, asked for by everybody: no word of a case is shown but to whom it may be, and
each time it is, a line of the journal says so.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.catalogue import actions as catalogue
from sanjeh.apps.desk import actions, challenge_actions, outcome_actions, receipt_actions
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.journal import queries as journal_queries
from sanjeh.core.workflow.roles import IN_A_BODY, Role
from sanjeh.web.office import case_acts, complaints
from tests import people
from tests.apps import trip
from tests.apps.desk import country
from tests.web.clients import signed_in
from tests.web.office_addresses import addresses

pytestmark = [pytest.mark.acceptance, pytest.mark.django_db]
SECRET = "نشان‌نهفته"
FILE = "/office/complaints/1/"
DRAWN = (Role.HANDLER, Role.SECOND_READER, Role.PANEL_MEMBER, Role.SENIOR_ASSESSOR)
ALL = tuple(set(Role) - IN_A_BODY)
LODGING = replace(
    country.LODGING, body="B1", complainant=SECRET, about_person=SECRET, allegations=(f"مورد {SECRET}",) * 2
)


@pytest.fixture
def drawn() -> Person:
    """Somebody who was drawn for a case every word of which holds the sign, and has declared nothing."""
    now = timezone.now()
    eve = now - timedelta(days=1)
    catalogue.load_catalogue(entries=trip.country(1), by=people.secretariat(), now=trip.NOW)
    for name in ("mina", "omid"):
        people.registered(name, Role.HANDLER)
    people.registered("rasa", Role.SECOND_READER)
    receipt = actions.lodge_complaint(lodging=LODGING, now=eve)
    office = people.registered("sara", Role.SECRETARIAT)
    actions.acknowledge_complaint(number=1, words=SECRET, by=office, now=eve)
    actions.admit_complaint(number=1, by=office, now=eve, reasons=SECRET)
    country.drawn(now)
    challenge_actions.challenge_seat(number=1, code=receipt.code, whom="reader", reasons=SECRET, now=now)
    receipt_actions.name_representative(number=1, code=receipt.code, name=SECRET, now=now)
    orders = people.registered("orders", Role.APPROVER)
    outcome_actions.order_at_once(number=1, words=SECRET, by=orders, now=now)
    return country.seated(receipt)


def shut_out(drawn: Person) -> Iterator[tuple[str, Person]]:
    """Yield everybody who reads no word of it. Who holds all roles sees at least what each of them would."""
    worked = people.registered("worked", *ALL)
    journal.write(by=worked, at=trip.NOW, what="body.corrected", about="body:B1")
    yield "all roles, and a part in the matter", worked
    member = people.registered("of-the-body", *ALL)
    people.join_body(member, "B1", people.manager(), trip.NOW)
    yield "all roles, and of the body", member
    yield "not drawn, of all pools", people.registered("pools", *DRAWN)
    yield "drawn, has declared nothing", drawn
    yield "who works and measures", people.registered("hands", Role.OPERATOR, Role.ASSESSOR)
    yield "all roles of a body", people.registered("body", *IN_A_BODY)
    yield "without any role", people.registered("nobody")


def shown(client: Client) -> set[str]:
    """Return which addresses of the office show a word of the case."""
    found = {
        address for address in addresses() if SECRET in client.get(address).content.decode(errors="replace")
    }
    sent = [(FILE, {"move": move.value}) for move in complaints.MAKE]
    sent += [
        (f"{FILE}acts/", {"act": act.value, "words": "x", "other": "9", "remedy": "9"})
        for act in case_acts.DO
    ]
    for address, form in sent:
        answer = client.post(address, form)
        if SECRET in answer.content.decode():
            found.add(f"{address} {form}")
    return found


def openings() -> int:
    return len(journal_queries.lines_about("file:1"))


def test_no_page_shows_a_word_of_a_case_to_anybody_who_may_not_read_it(drawn: Person) -> None:
    seen = {who: shown(signed_in(person)) for who, person in shut_out(drawn)}

    assert {who: pages for who, pages in seen.items() if pages} == {
        # Whoever answers by the own hand for what was done reads the points: that is the other side.
        "all roles, and a part in the matter": {f"{FILE}answer/"},
        # The names alone, before the word.
        "drawn, has declared nothing": {f"{FILE}declaration/"},
    }
    assert openings() == 0


def test_a_stranger_finds_no_word_of_it_anywhere(drawn: Person) -> None:
    assert {
        one for one in addresses() if SECRET in Client().get(one).content.decode(errors="replace")
    } == set()


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.AUDITOR, Role.APPROVER])
def test_who_may_read_it_finds_it_on_one_page_and_each_time_stands_in_the_journal(
    drawn: Person, role: Role
) -> None:
    client = signed_in(people.registered("clean", role))

    found = {one for one in addresses() if SECRET in client.get(one).content.decode(errors="replace")}
    before = openings()
    client.get(FILE)

    assert found == {FILE}
    assert (before, openings()) == (1, 2)
