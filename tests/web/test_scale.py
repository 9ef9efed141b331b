"""However much there is, a page asks the database as often: some rows of everything, and twice as many."""

from collections.abc import Mapping

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.every_address import Reader
from tests.stocked import Stock, headings, stocked
from tests.web.clients import undone

pytestmark = [pytest.mark.acceptance, pytest.mark.django_db]


def clients(stock: Stock) -> dict[Reader, Client]:
    found = {reader: Client() for reader in Reader}
    for reader, client in found.items():
        client.cookies[settings.SESSION_COOKIE_NAME] = stock.sessions[reader]
    return found


def asked(rows: int, bodies: int, before: Mapping[str, int]) -> dict[str, int]:
    """Return how often each page asks, with so many rows of everything; nothing of it stays.

    `before` is how often each asked with other rows: one that does so again is looked at once.
    """
    with undone():
        stock = stocked(rows, bodies)
        who = clients(stock)
        places = [
            (name, who[reader], address)
            for reader, addresses in stock.addresses().items()
            for name, address in addresses.items()
        ]
        places.append(("full body", who[Reader.STAFF], "/office/catalogue/bodies/full/"))
        places.append(("full service", who[Reader.STAFF], "/office/catalogue/services/20000000001/"))
        return {name: questions(client, address, before.get(name)) for name, client, address in places}


def questions(client: Client, address: str, before: int | None) -> int:
    """Return how often the page asks; what is asked once for a process is no matter of rows."""
    count = counted(client, address)
    return count if count == before else counted(client, address)


def counted(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert (answer.status_code, len(headings(answer.content))) == (200, 1), address
    return len(captured)


@pytest.mark.timeout(600)
def test_every_page_asks_as_often_for_twice_as_many_rows() -> None:
    few = asked(3, 5, {})
    twice = asked(6, 6, few)

    assert {name: (few[name], twice[name]) for name in few if few[name] != twice[name]} == {}
