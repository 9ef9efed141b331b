"""Whoever takes the next number of a notice or a complaint holds it until the transaction ends."""

from collections.abc import Callable

import pytest
from django.db import connection

from sanjeh.apps.desk import actions as desk
from sanjeh.apps.notices import actions as notices
from tests.conftest import as_administrator

FREE = "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "other", "take"),
    [
        ("number of a notice", "number of a complaint", notices.next_number),
        ("number of a complaint", "number of a notice", desk.next_number),
    ],
)
def test_a_number_is_held_from_others_of_its_kind_alone(
    name: str, other: str, take: Callable[[], int]
) -> None:
    number = take()

    with as_administrator(connection.settings_dict["NAME"]) as another:
        free = [another.execute(FREE, [one]).fetchone() for one in (name, other)]
    assert (number, free) == (1, [(False,), (True,)])
