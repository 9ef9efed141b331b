"""What happens behind the pages of a journey, in a process that shares the data of the site: people come,
nights and weeks pass.

Run as a program it does what each line of its input asks for, and answers with a line.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import django
from django.db import connections
from django.test.utils import setup_test_environment

from tests.journeys import stock

ABOUT, ADMITS = "کاوه رادمنش", "admits-here"


@contextmanager
def behind(database: str) -> Iterator[Callable[..., list[str]]]:
    """Give what asks such a process to do something, by the name of one of the functions below."""
    host = connections["default"].settings_dict["HOST"]
    command = [sys.executable, "-m", "tests.journeys.behind", host, database]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, env=stock.environment(), stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True
    ) as process:

        def ask(name: str, *words: object) -> list[str]:
            assert process.stdin
            assert process.stdout
            process.stdin.write(json.dumps([name, *words]) + "\n")
            process.stdin.flush()
            answer: list[str] = json.loads(process.stdout.readline())
            return answer

        yield ask


def staffed() -> list[str]:
    """Register whom the case needs, as of now: they were on no list that waits already.

    Return the sessions of who admits and who is complained about.
    """
    from django.utils import timezone  # noqa: PLC0415 - once Django is set up

    from sanjeh.core.workflow.roles import Role  # noqa: PLC0415
    from tests import people  # noqa: PLC0415
    from tests.stocked import session_of  # noqa: PLC0415

    now = timezone.now()
    people.registered("reads-here", Role.SECOND_READER, since=now)
    for number in range(3):
        people.registered(f"panel-{number}", Role.PANEL_MEMBER, since=now)
    held = {ADMITS: Role.SECRETARIAT, ABOUT: Role.OPERATOR}
    return [session_of(people.registered(name, role, since=now)) for name, role in held.items()]


def night(number: int, role: str) -> list[str]:
    """Let the root of the next day be signed and the draw seat; return the sessions of the seated."""
    from django.utils import timezone  # noqa: PLC0415

    from sanjeh.apps.desk import draw_actions, seats  # noqa: PLC0415
    from sanjeh.apps.desk.models import Complaint  # noqa: PLC0415
    from sanjeh.apps.desk.seats import open_seats  # noqa: PLC0415
    from sanjeh.apps.journal import actions as journal  # noqa: PLC0415
    from tests.apps.desk.country import sworn  # noqa: PLC0415

    journal.sign_checkpoint(now=timezone.now() + timedelta(days=1))
    draw_actions.seat_drawn(now=timezone.now())
    for seat in open_seats(Complaint.objects.get(number=number)):
        if not seats.has_declared(seat):
            sworn(number, seat.person, timezone.now())  # by the page: tests/web/test_declarations.py
    return seated(number, role)


def seated(number: int, role: str) -> list[str]:
    from sanjeh.apps.desk.models import Complaint  # noqa: PLC0415
    from sanjeh.apps.desk.seats import open_seats  # noqa: PLC0415
    from tests.stocked import session_of  # noqa: PLC0415

    seats = open_seats(Complaint.objects.get(number=number)).filter(role=role)
    return [session_of(seat.person) for seat in seats]


def asked_after(number: int, code: str) -> list[str]:
    """Return after which of some days the complainant is asked what came of it; let the answer be given."""
    from django.utils import timezone  # noqa: PLC0415

    from sanjeh.apps.desk import receipt_actions  # noqa: PLC0415
    from sanjeh.apps.desk.receipt_page import receipt_acts  # noqa: PLC0415

    now = timezone.now()
    asked = [days for days in (27, 29) if receipt_acts(number, code, now + timedelta(days=days)).follow_up]
    at = now + timedelta(days=29)
    receipt_actions.follow_up(number=number, code=code, is_mended=False, words="نه", now=at)
    return [*map(str, asked), str(receipt_acts(number, code, at).follow_up)]


DO: dict[str, Callable[..., list[str]]] = {one.__name__: one for one in (staffed, night, seated, asked_after)}


def main(host: str, database: str) -> None:
    django.setup()
    setup_test_environment()
    from tests.conftest import use_database  # noqa: PLC0415

    connections["default"].settings_dict["HOST"] = host
    use_database(database)
    for line in sys.stdin:
        name, *words = json.loads(line)
        sys.stdout.write(json.dumps(DO[name](*words)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
