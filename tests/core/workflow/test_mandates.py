"""What holds for every mandate."""

from datetime import UTC, datetime, timedelta

import pytest

from sanjeh.core.workflow.mandates import NEEDS_SECOND_FACTOR, NEEDS_TWO, reminder_due
from sanjeh.core.workflow.moves import Reading
from sanjeh.core.workflow.permissions import permission
from sanjeh.core.workflow.roles import IN_A_BODY, Role

END = datetime(2026, 12, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("left", "days"),
    [
        (timedelta(days=30) + SECOND, None),
        (timedelta(days=30), 30),
        (timedelta(days=7) + SECOND, 30),
        (timedelta(days=7), 7),
        (timedelta(days=1) + SECOND, 7),
        (timedelta(days=1), 1),
        (SECOND, 1),
        (timedelta(0), None),
    ],
)
def test_a_reminder_is_due_from_its_day_until_the_next_one_or_the_end(
    left: timedelta, days: int | None
) -> None:
    due = reminder_due(END, END - left)

    assert (due and due.days) == days


def test_these_roles_are_given_by_two() -> None:
    assert {Role.APPROVER, Role.MANAGER} == NEEDS_TWO


def test_who_publishes_or_sees_cases_or_appoints_shows_a_second_factor() -> None:
    assert {
        Role.SECRETARIAT, Role.MANAGER, Role.APPROVER, Role.HANDLER, Role.SECOND_READER, Role.AUDITOR,
        Role.PANEL_MEMBER, Role.SENIOR_ASSESSOR,
    } == NEEDS_SECOND_FACTOR  # fmt: skip
    assert permission(Reading.COMPLAINTS).roles <= NEEDS_SECOND_FACTOR


def test_these_roles_are_held_in_a_body() -> None:
    assert {
        Role.REPRESENTATIVE, Role.DEPUTY, Role.INTERNAL_APPROVER, Role.DEPARTMENT_EDITOR, Role.MEMBER,
    } == IN_A_BODY  # fmt: skip
