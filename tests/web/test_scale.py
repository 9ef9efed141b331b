"""However much there is, a page asks the database as often: some rows of everything, and twice as many."""

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.every_address import Reader
from tests.stocked import Stock, headings, stocked
from tests.web.clients import undone

pytestmark = pytest.mark.django_db


def clients(stock: Stock) -> dict[Reader, Client]:
    found = {reader: Client() for reader in Reader}
    for reader, client in found.items():
        client.cookies[settings.SESSION_COOKIE_NAME] = stock.sessions[reader]
    return found


def asked(rows: int, bodies: int) -> dict[str, int]:
    """Return how often each page asks, with so many rows of everything; nothing of it stays."""
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
        return {name: questions(client, address) for name, client, address in places}


def questions(client: Client, address: str) -> int:
    client.get(address)  # what is asked once for a process is no matter of rows
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert (answer.status_code, len(headings(answer.content))) == (200, 1), address
    return len(captured)


@pytest.mark.timeout(600)
def test_every_page_asks_as_often_for_twice_as_many_rows() -> None:
    few, twice = asked(3, 5), asked(6, 6)

    assert {name: (few[name], twice[name]) for name in few if few[name] != twice[name]} == {}
