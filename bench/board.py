"""Board and desk with 10,000 complaints: the server time of their pages, and of the nightly check."""

import statistics
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bench.own_database import own_database

if TYPE_CHECKING:
    from django.test import Client

    from sanjeh.apps.accounts.models import Person

CASES, HANDLERS, RUNS = 10_000, 30, 5
MOST_PAGE_MS, MOST_CHECK_S = 200.0, 60.0
BEGAN = datetime(2026, 4, 1, 6, 0, tzinfo=UTC)
SOON = timedelta(minutes=10)
# Two of three complaints are over; the others lie with their handlers.
STEPS = ("lodged", "admitted", "drawn_among", "assigned", "heard", "decided", "served", "closed")


def fill(cases: int) -> None:
    """Write so many complaints as their actions would leave them, each with its lines of the journal."""
    from sanjeh.core.workflow.roles import Role  # noqa: PLC0415
    from tests import hands, people  # noqa: PLC0415 -- after Django's set-up

    handlers = [people.registered(f"handler-{one}", Role.HANDLER) for one in range(HANDLERS)]
    office = people.secretariat()
    with hands.thawed():
        for first in range(1, cases + 1, 1_000):
            fill_block(range(first, min(first + 1_000, cases + 1)), handlers, office)
        hands.tell("ANALYZE")  # as a database stands that has not been filled a moment ago


def fill_block(numbers: range, handlers: "list[Person]", office: "Person") -> None:
    """Write these complaints; the draw chooses the handler from the line that lists all of them."""
    from bench.board_rows import Rows  # noqa: PLC0415

    rows = Rows(handlers, office)
    for number in numbers:
        rows.add(number, BEGAN + number * SOON, is_over=number % 3 != 0)
    rows.keep()


def measured(address: str, client: "Client") -> float:
    """Return the median milliseconds of one page: our own processor's and those of its questions."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    times = []
    client.get(address)
    for _ in range(RUNS):
        began = time.process_time()
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        own_ms = (time.process_time() - began) * 1_000
        times.append(own_ms + sum(float(one["time"]) for one in asked) * 1_000)
        assert answer.status_code == 200, address  # noqa: S101 -- a failed page is no measurement
    return statistics.median(times)


def slowest() -> None:
    """Print the three checks that take longest."""
    from django.utils import timezone  # noqa: PLC0415

    from sanjeh.apps.commitments import queries  # noqa: PLC0415

    taken, began = [], time.monotonic()
    for check, _ in queries.measured_now(timezone.now()):
        taken.append((time.monotonic() - began, check.code))
        began = time.monotonic()
    for took_s, code in sorted(taken, reverse=True)[:3]:
        print(f"board_check_{code} {took_s:.1f} s")


def measure() -> int:
    """Print the figures; return how many are larger than they may be."""
    from django.utils import timezone  # noqa: PLC0415

    from sanjeh.apps.commitments import actions, queries  # noqa: PLC0415

    fill(CASES)
    slowest()
    began = time.monotonic()
    actions.check_all(now=timezone.now())
    check_s = time.monotonic() - began
    run = queries.run_row()
    assert run is not None  # noqa: S101 -- it has just run
    print(f"board_check_{CASES}_cases {check_s:.1f} s")
    print(f"board_lines_broken {run.broken} lines")
    slow = int(check_s > MOST_CHECK_S)
    for name, address, client in pages():
        page_ms = measured(address, client)
        print(f"page_{name} {page_ms:.0f} ms")
        slow += page_ms > MOST_PAGE_MS
    return slow


def pages() -> "list[tuple[str, str, Client]]":
    """Return what is looked at, by a stranger and by the secretariat."""
    from django.test import Client  # noqa: PLC0415

    from tests import people  # noqa: PLC0415
    from tests.web.clients import signed_in  # noqa: PLC0415

    stranger, office = Client(HTTP_HOST="localhost"), signed_in(people.secretariat())
    public = (("board_board", "/board/"), ("board_line", "/board/I1/"), ("board_json", "/board.json"))
    inside = (
        ("desk_list", "/office/complaints/"),
        ("desk_list_sought", "/office/complaints/?q=9999"),
        ("desk_case", "/office/complaints/9999/"),
        ("office_home", "/office/"),
        ("office_breaches", "/office/breaches/"),
    )
    return [
        *((name, address, stranger) for name, address in public),
        *((name, address, office) for name, address in inside),
    ]


def main() -> None:
    with own_database(as_tests=True):
        print(f"board_figures_too_large {measure()} figures")


if __name__ == "__main__":
    main()
