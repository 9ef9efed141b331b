"""The other side has a page of its own: it reads the points, and answers with its own hand, once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.desk import actions, queries
from sanjeh.apps.desk.kinds import ComplaintKind
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps.desk.country import LODGING, night
from tests.web.clients import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/office/complaints/1/answer/"
ABOUT_MINA = replace(LODGING, kind=ComplaintKind.CONDUCT, body="", about_person="مینا کاظمی")


@pytest.fixture
def mina() -> Person:
    """Somebody who is complained of, in a case whose handler sits since the night."""
    eve = timezone.now() - timedelta(days=1)
    one = people.registered("mina", Role.APPROVER)
    Person.objects.filter(pk=one.pk).update(display_name="مینا کاظمی")
    people.registered("omid", Role.HANDLER)
    actions.lodge_complaint(lodging=ABOUT_MINA, now=eve)
    actions.admit_complaint(number=1, by=people.registered("sara", Role.SECRETARIAT), now=eve)
    night(eve)
    return one


def test_who_is_complained_of_reads_the_points_and_not_who_complained(mina: Person) -> None:
    page = signed_in(mina).get(PAGE).content.decode()

    assert "پاسخ تلفنی تند بود." in page
    assert "شاکی نمونه" not in page


def test_the_answer_is_taken_once_and_shown(mina: Person) -> None:
    client = signed_in(mina)

    empty = client.post(PAGE, {"answer": " "}).content.decode()
    client.post(PAGE, {"answer": "چنین نبود."})
    again = client.post(PAGE, {"answer": "چنان بود."})

    assert "پاسخ را بنویسید" in empty
    assert queries.complaint(1).state == "heard"
    assert "چنین نبود." in again.content.decode()
    assert "چنان بود." not in again.content.decode()


@pytest.mark.parametrize("role", sorted(set(Role)))
def test_nobody_else_finds_the_page_or_may_answer(mina: Person, role: Role) -> None:
    other = signed_in(people.holder(role))

    seen = (other.get(PAGE).status_code, other.post(PAGE, {"answer": "x"}).status_code)

    assert set(seen) <= {403, 404}
    assert queries.complaint(1).state == "assigned"


def test_a_case_that_is_not_there_has_no_page(mina: Person) -> None:
    assert signed_in(mina).get("/office/complaints/7/answer/").status_code == 404
    assert signed_in(mina).post("/office/complaints/7/answer/", {"answer": "x"}).status_code == 404
