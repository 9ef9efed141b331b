"""Whoever runs the query that the board shows by hand gets the figure that stands beside it."""

import pytest
from django.db import connection
from django.utils import timezone

from sanjeh.apps.commitments import queries
from sanjeh.apps.commitments.checks.table import CHECKS
from sanjeh.apps.commitments.kinds import Verdict
from tests import hands
from tests.apps.commitments import world
from tests.apps.commitments.plantings_of_cases import OF_CASES

pytestmark = [pytest.mark.acceptance, pytest.mark.django_db]
IN_SQL = [code for code, check in CHECKS.items() if not (check.count or check.lacking)]


def parts(shown: str) -> dict[str, str]:
    """Return the queries of a line by the names that stand above them."""
    named = (part.split("\n", 1) for part in shown.split("-- ") if part)
    return {name.strip(): query.strip().rstrip(";") for name, query in named}


def answers(query: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


@pytest.mark.parametrize("code", IN_SQL)
def test_the_query_of_a_line_run_by_hand_gives_what_the_board_says(code: str, country: None) -> None:
    with hands.thawed():
        OF_CASES["another person on the seat"][1]()
        OF_CASES["a verdict that was changed afterwards"][1]()
    world.checked(timezone.now())  # the moment that `now()` says by hand

    line = queries.line(code, 1)
    asked = parts(line.query)
    refs = {str(ref) for (ref,) in answers(asked["violating"])} if "violating" in asked else set()
    (figure,) = answers(asked["counted"])
    assert refs == set(line.refs)
    assert line.violations == len(refs)
    if line.verdict is not Verdict.NOT_MEASURED:
        assert list(figure) == [one for one in (line.hits, line.whole) if one is not None]
