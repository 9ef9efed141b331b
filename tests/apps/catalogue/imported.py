"""Lists that come in from a file and are applied by a second person."""

from collections.abc import Iterator
from contextlib import contextmanager

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.catalogue import queries
from sanjeh.apps.catalogue.imports import actions as imports
from tests import people
from tests.apps import trip

NEW = ("10010102000", "B1", "خدمت تازه", "https://body-1.example/new")


def prepared(content: bytes, by: Person | None = None) -> int:
    return imports.prepare_import(
        file_name="list.xlsx", content=content, by=by or people.secretariat(), now=trip.NOW
    )


def applied(number: int) -> int:
    return imports.apply_import(number=number, by=people.approver(), now=trip.NOW)


@contextmanager
def nothing_changes() -> Iterator[None]:
    before = queries.standing()
    yield
    assert queries.standing() == before
