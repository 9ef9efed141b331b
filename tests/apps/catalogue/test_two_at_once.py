"""Two people, or two windows of one, at the same moment: one of them does it, the other is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection

from sanjeh.apps.catalogue import actions as catalogue
from sanjeh.apps.catalogue import queries
from sanjeh.apps.catalogue.imports import actions as imports
from sanjeh.apps.catalogue.models import Address, Body
from sanjeh.core.workflow.machine import MoveNotAllowed
from tests import people
from tests.apps import trip
from tests.apps.catalogue.files import services

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def a_country(db: None) -> None:
    catalogue.load_catalogue(entries=trip.country(2), by=people.secretariat(), now=trip.NOW)
    people.approver()


def together(*moves: Callable[[], object]) -> list[str]:
    """Make the moves at one moment, each on a connection of its own; return what became of each, in order."""
    start = Barrier(len(moves))

    def made(move: Callable[[], object]) -> str:
        try:
            start.wait()
            move()
        except (MoveNotAllowed, IntegrityError) as refused:
            return type(refused).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(moves)) as pool:
        return sorted(pool.map(made, moves))


def test_a_list_that_two_apply_is_applied_once() -> None:
    content = services(("10010102000", "B1", "خدمت تازه", "https://body-1.example/new"))
    number = imports.prepare_import(
        file_name="a.xlsx", content=content, by=people.secretariat(), now=trip.NOW
    )
    appliers = [people.approver(), people.manager()]

    outcomes = together(
        *(lambda by=by: imports.apply_import(number=number, by=by, now=trip.NOW) for by in appliers)
    )

    assert outcomes == ["MoveNotAllowed", "done"]
    assert queries.size().services == 3


def test_a_file_that_is_sent_twice_at_once_is_one_import() -> None:
    content = services(("10010102000", "B1", "خدمت تازه", "https://body-1.example/new"))
    numbers: list[int] = []

    def sent() -> None:
        numbers.append(
            imports.prepare_import(file_name="a.xlsx", content=content, by=people.secretariat(), now=trip.NOW)
        )

    assert together(sent, sent) == ["done", "done"]
    assert len(set(numbers)) == 1


def test_an_address_that_two_bodies_take_at_once_goes_to_one_of_them() -> None:
    one, other = Body.objects.get(code="B1"), Body.objects.get(code="B2")

    outcomes = together(
        lambda: Address.objects.create(body=one, url="https://free.example/"),
        lambda: Address.objects.create(body=other, url="https://free.example/"),
    )

    assert outcomes == ["IntegrityError", "done"]
    assert Address.objects.filter(url="https://free.example/").count() == 1
