"""Every page with 300 bodies, 6,000 services and 700 people: the server time of each, and its questions."""

import statistics
import time
from datetime import timedelta

from bench.own_database import own_database

PEOPLE, RUNS, MOST_MS = 700, 5, 300.0


def fill(people: int) -> None:
    """Put the list of a country, and whoever works for it, beside a country with something on every page."""
    from django.utils import timezone  # noqa: PLC0415 -- after Django's set-up

    from bench.catalogue_import import spreadsheet  # noqa: PLC0415
    from sanjeh.apps.accounts.models import Mandate, Person  # noqa: PLC0415
    from sanjeh.apps.catalogue.imports import actions as imports  # noqa: PLC0415
    from sanjeh.core.workflow.roles import Role  # noqa: PLC0415
    from tests import people as known  # noqa: PLC0415

    now = timezone.now()
    number = imports.prepare_import(
        file_name="list.xlsx", content=spreadsheet(0), by=known.secretariat(), now=now
    )
    imports.apply_import(number=number, by=known.approver(), now=now)
    made = Person.objects.bulk_create(
        Person(username=f"many-{one}", display_name=f"نماینده‌ی {one}", joined_at=now) for one in range(people)
    )
    roles = (Role.REPRESENTATIVE, Role.DEPUTY)
    Mandate.objects.bulk_create(
        Mandate(
            person=person,
            role=roles[one % 2],
            body=f"B{one // 2 % 300}",
            given_by=known.manager(),
            given_at=now,
            since=now,
            until=now + timedelta(days=20 + one % 300),
        )
        for one, person in enumerate(made)
    )


def draft_a_round() -> None:
    """Announce a round on the whole list and begin to look."""
    from tests.web import country  # noqa: PLC0415 -- after Django's set-up

    country.open_round("1407-1", country.METHOD_NEXT, country.LATER + timedelta(days=180))


def measured(client: object, address: str) -> tuple[float, int]:
    """Return the median milliseconds and the number of queries of one page.

    The time is that of our own processor and that of the questions: what neighbours take is no matter of it.
    """
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    assert isinstance(client, Client)  # noqa: S101 -- imported only now
    client.get(address)
    queries, times = 0, []
    for _ in range(RUNS):
        began = time.process_time()
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        own_ms = (time.process_time() - began) * 1_000
        times.append(own_ms + sum(float(one["time"]) for one in asked) * 1_000)
        queries = len(asked)
        assert answer.status_code == 200, address  # noqa: S101 -- a failed page is no measurement
    return statistics.median(times), queries


def measure() -> int:
    """Print the figures of every page; return how many take longer than they may."""
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from sanjeh.apps.agreements.first_actions import keep_first  # noqa: PLC0415
    from tests.stocked import stocked  # noqa: PLC0415

    keep_first()  # as the database of every test has it
    stock, slow = stocked(), 0
    fill(PEOPLE)
    draft_a_round()
    for reader, addresses in stock.addresses().items():
        client = Client(HTTP_HOST="localhost")
        client.cookies[settings.SESSION_COOKIE_NAME] = stock.sessions[reader]
        for name, address in addresses.items():
            elapsed_ms, queries = measured(client, address)
            label = name.replace(":", "_")
            print(f"page_{label} {elapsed_ms:.0f} ms")
            print(f"page_{label}_queries {queries} queries")
            slow += elapsed_ms > MOST_MS
    return slow


def main() -> None:
    with own_database(as_tests=True):
        print(f"pages_slower_than_{MOST_MS:.0f}_ms {measure()} pages")


if __name__ == "__main__":
    main()
