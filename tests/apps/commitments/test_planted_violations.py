"""Each planted violation turns exactly its own lines red.

Nobody could plant these as the application: they are made by the hand that switches triggers off.
"""

import pytest

from tests import hands
from tests.apps.commitments import world
from tests.apps.commitments.plantings_of_cases import OF_CASES
from tests.apps.commitments.plantings_of_records import OF_RECORDS

pytestmark = [pytest.mark.acceptance, pytest.mark.django_db]
PLANTED = OF_CASES | OF_RECORDS


def test_a_country_in_which_every_promise_is_kept_has_no_red_line(country: None) -> None:
    assert world.checked() == set()


@pytest.mark.parametrize("what", PLANTED)
def test_a_planted_violation_turns_exactly_its_own_lines_red(what: str, country: None) -> None:
    expected, plant = PLANTED[what]
    with hands.thawed():
        plant()

    assert world.checked() == expected


def test_there_are_plantings_enough() -> None:
    assert len(PLANTED) >= 40
