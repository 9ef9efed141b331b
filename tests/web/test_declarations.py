"""Whoever was drawn reads the names, signs, and only then finds the file."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.catalogue.models import Body
from sanjeh.apps.desk import actions, queries
from sanjeh.apps.desk.models import Declaration
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps.desk import country
from tests.web.clients import signed_in

pytestmark = pytest.mark.django_db
FILE, PAGE = "/office/complaints/1/", "/office/complaints/1/declaration/"
SECRET = "کارنامه کارمزد خدمت را ندیده است."


@pytest.fixture
def drawn() -> Person:
    """Somebody whom the draw chose in the night, and who has declared nothing yet."""
    Body.objects.create(code="NAZ", title_fa="سازمان نمونه", title_en="Sample body")
    now = timezone.now()
    for name in ("mina", "omid"):
        people.registered(name, Role.HANDLER)
    people.registered("rasa", Role.SECOND_READER)
    receipt = country.lodged(now - timedelta(days=1))
    office = people.registered("sara", Role.SECRETARIAT)
    actions.admit_complaint(number=1, by=office, now=now - timedelta(days=1))
    country.drawn(now)
    return country.seated(receipt)


def test_the_file_leads_to_the_names_the_names_to_the_word_and_the_word_to_the_file(drawn: Person) -> None:
    client = signed_in(drawn)

    shut = client.get(FILE).content.decode()
    names = client.get(PAGE).content.decode()
    unsaid = client.post(PAGE, {}).content.decode()
    after = client.post(PAGE, {"answer": "clear"}, follow=True)
    again = client.get(PAGE).content.decode()

    assert (PAGE in shut, SECRET in shut) == (True, False)
    assert ("شاکی نمونه" in names, "سازمان نمونه" in names, SECRET in names) == (True, True, False)
    assert "یکی از دو پاسخ را برگزینید." in unsaid
    assert (after.redirect_chain, SECRET in after.content.decode()) == ([(FILE, 302)], True)
    assert "بی‌طرفی خود را امضا کرده‌اید." in again


def test_a_tie_is_told_without_a_reason_and_shuts_the_file_for_good(drawn: Person) -> None:
    client = signed_in(drawn)
    client.get(PAGE)

    told = client.post(PAGE, {"answer": "tied"}, follow=True).content.decode()

    assert "کسی دلیل نمی‌پرسد." in told
    assert queries.complaint(1).state == "admitted"
    assert (client.get(PAGE).status_code, client.post(PAGE, {"answer": "clear"}).status_code) == (404, 404)
    assert SECRET not in client.get(FILE).content.decode()


def test_the_word_without_the_names_is_told_and_not_taken(drawn: Person) -> None:
    page = signed_in(drawn).post(PAGE, {"answer": "clear"}).content.decode()

    assert "این اعلام پیش از این امضا شده است" in page
    assert Declaration.objects.get().signed_at is None  # the page that told it has shown the names


@pytest.mark.parametrize(
    "act", [{"move": "propose", "verdict-1": "upheld", "reasons-1": "x"}, {"move": "close"}]
)
def test_before_the_word_no_form_of_the_case_is_taken(drawn: Person, act: dict[str, str]) -> None:
    client, before = signed_in(drawn), queries.complaint(1).state

    client.post(FILE, act)

    assert queries.complaint(1).state == before


@pytest.mark.parametrize("role", sorted(set(Role)))
def test_nobody_else_finds_the_names_or_signs(drawn: Person, role: Role) -> None:
    other = signed_in(people.holder(role))

    seen = {other.get(PAGE).status_code, other.post(PAGE, {"answer": "clear"}).status_code}

    assert seen <= {403, 404}
    assert not Declaration.objects.exists()


def test_the_complainant_sees_who_signed_and_who_opened_the_file(drawn: Person) -> None:
    client = signed_in(drawn)
    client.get(PAGE)
    client.post(PAGE, {"answer": "clear"}, follow=True)

    page = signed_in(people.manager()).get(FILE).content.decode()

    assert "امضا کرد که با هیچ‌یک پیوندی ندارد." in page
    assert "هنوز بی‌طرفی خود را امضا نکرده" in page  # the second reader
    assert "چه کسانی پرونده را گشوده‌اند" in page
