"""A country that stands for a whole file of tests: made once, and gone when the file has ended.

Each test works in a savepoint of its own, so that what it changes is gone with it. A file that asks for
one of these holds no test that wants another country: that stands from the file's first test to its last.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.web import country


@contextmanager
def for_a_file(make: Callable[[], object], blocker: DjangoDbBlocker) -> Iterator[None]:
    with blocker.unblock(), transaction.atomic():
        make()
        with blocker.block():
            yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def compared_country(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Two rounds, published and compared: see `country.compared_country`."""
    with for_a_file(country.compared_country, django_db_blocker):
        yield
