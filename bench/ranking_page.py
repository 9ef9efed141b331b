"""The ranking page of 5,000 bodies: server time of the whole answer, and its questions to the database."""

import statistics
import time
from decimal import Decimal

from bench.own_database import own_database

BODIES, RUNS = 5_000, 21


def multiply(bodies: int) -> None:
    """Copy the one card of a small round until the ranking has so many."""
    from sanjeh.apps.results.models import ScorecardRecord  # noqa: PLC0415 -- after Django's set-up
    from sanjeh.apps.rounds.models import RoundBody  # noqa: PLC0415

    card = ScorecardRecord.objects.select_related("unit").get(result__state="final")
    unit = card.unit
    units = []
    for number in range(2, bodies + 1):
        unit.pk, unit.code = None, f"body-{number}"
        units.append(RoundBody(**fields(unit)))
    RoundBody.objects.bulk_create(units, batch_size=1_000)
    cards = []
    for number, one in enumerate(units, start=2):
        place = {"rank": number, "low": max(1, number - 40), "high": min(bodies, number + 40), "of": bodies}
        cards.append(
            ScorecardRecord(
                **fields(card)
                | {
                    "id": None,
                    "unit_id": one.pk,
                    "code": one.code,
                    "title_fa": f"سازمان نمونه {number}",
                    "title_en": f"Sample organisation {number}",
                    "rank": number,
                    "score": Decimal(100) - Decimal(number) / 51,
                    "places": {"": place, "main": place},
                }
            )
        )
    ScorecardRecord.objects.bulk_create(cards, batch_size=1_000)


def fields(row: object) -> dict[str, object]:
    return {name: value for name, value in vars(row).items() if not name.startswith("_")}


def measure() -> tuple[float, int]:
    """Return the median milliseconds and the number of queries of one page."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client = Client(HTTP_HOST="localhost")
    client.get("/ranking/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/ranking/?page=25")
    queries = len(asked)  # the next request empties the log
    times = []
    for run in range(RUNS):
        began = time.perf_counter()
        response = client.get(f"/ranking/?page={run + 1}")
        times.append((time.perf_counter() - began) * 1_000)
        assert response.status_code == 200  # noqa: S101 -- a failed page is no measurement
    return statistics.median(times), queries


def main() -> None:
    with own_database():
        from sanjeh.operate import schema  # noqa: PLC0415 -- as above
        from tests.web import country  # noqa: PLC0415 -- after Django's set-up

        country.published_country(1)
        with schema.connected_as_owner():  # a list that was announced grows for nobody else
            multiply(BODIES)
        milliseconds, queries = measure()
        print(f"ranking_page_{BODIES} {milliseconds:.1f} ms")
        print(f"ranking_page_queries {queries} queries")


if __name__ == "__main__":
    main()
