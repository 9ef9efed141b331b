"""A site owner who asks for it is left in peace the same day."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.catalogue.models import Address, Body
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.politeness.models import Destination
from sanjeh.apps.rounds import queries as rounds
from sanjeh.core.probing.failures import Reason
from tests import people
from tests.web import country
from tests.web.clients import first, signed_in

pytestmark = pytest.mark.django_db
HOST = "body-1.nemune.test"


@pytest.fixture
def staff() -> Client:
    client = signed_in(people.secretariat())
    country.start_round(2)
    return client


def tomorrow() -> str:
    return (timezone.localdate() + timedelta(days=1)).isoformat()


def paused() -> list[str]:
    return [one.url for one in catalogue.paused(timezone.now())]


def test_a_host_is_left_in_peace_with_all_its_addresses_also_in_a_running_round(staff: Client) -> None:
    staff.post("/office/pauses/", {"place": HOST, "until": tomorrow()})

    assert paused() == [f"https://{HOST}/", f"https://{HOST}/service"]
    frozen = [one.target.url for one in rounds.addresses(country.ROUND) if one.paused_until]
    assert sorted(frozen) == paused()


@pytest.mark.parametrize("length", [112, 113, 2_000])
def test_an_address_that_the_journal_has_no_room_for_rests_too(staff: Client, length: int) -> None:
    long = f"https://{HOST}/".ljust(length, "x")
    Address.objects.create(body=Body.objects.get(code="body-1"), url=long)

    staff.post("/office/pauses/", {"place": long, "until": tomorrow()})

    assert paused() == [long]
    name = long if length == 112 else sha256(long.encode()).hexdigest()
    assert [line.entry.about for line in journal.lines_about(f"address:{name}")] == [(f"address:{name}",)]


def test_one_address_can_return_before_the_others(staff: Client) -> None:
    staff.post("/office/pauses/", {"place": HOST, "until": tomorrow()})

    staff.post("/office/pauses/end/", {"place": f"https://{HOST}/"})

    assert paused() == [f"https://{HOST}/service"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"place": "nobody.test"}, "این نشانی یا میزبان در فهرست نیست."),
        ({"until": "1400/01/01"}, "این روز گذشته است."),
    ],
)
def test_a_mistake_is_told_and_nothing_typed_is_lost(staff: Client, typed: dict[str, str], said: str) -> None:
    sent = {"place": HOST, "until": tomorrow()} | typed

    page = HTMLParser(staff.post("/office/pauses/", sent).content)

    assert [one.text(strip=True) for one in page.css(".form-errors")] == [said]
    assert first(page, "#id_place").attributes["value"] == sent["place"]
    assert paused() == []


def left_alone(*places: str) -> None:
    until = timezone.now() + timedelta(hours=6)
    Destination.objects.bulk_create(
        Destination(key=place, free_at=until, because=Reason.HOST_RESTS, failures=5) for place in places
    )


def test_whom_we_leave_alone_ourselves_stands_there_with_the_reason(staff: Client) -> None:
    left_alone("192.0.2.1")
    Destination.objects.create(key="192.0.2.2", free_at=timezone.now() + timedelta(seconds=1))

    page = HTMLParser(staff.get("/office/pauses/").content)

    rows = [" ".join(row.text(separator=" ").split()) for row in page.css("section:nth-of-type(2) tbody tr")]
    assert len(rows) == 1
    assert rows[0].startswith("192.0.2.1 دلیل این میزبان چند بار پیاپی پاسخ نداد؛")


def test_the_list_of_those_costs_the_same_whatever_its_length(
    staff: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    counts = []
    for places in (("192.0.2.1",), ("192.0.2.2", "192.0.2.3")):
        left_alone(*places)
        with django_assert_max_num_queries(40) as captured:
            staff.get("/office/pauses/")
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_ending_the_pause_of_what_is_not_listed_does_nothing_and_says_so(staff: Client) -> None:
    head = journal.head()

    page = HTMLParser(staff.post("/office/pauses/end/", {"place": "nowhere.test"}, follow=True).content)

    assert "این نشانی یا میزبان در فهرست نیست." in first(page, "main").text() + first(page, "body").text()
    assert "انجام شد" not in first(page, "body").text()
    assert journal.head() == head
