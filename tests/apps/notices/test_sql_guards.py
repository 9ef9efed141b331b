"""AC11: the database itself puts no method in force, and begins no round, of which no notice has told."""

from datetime import timedelta

import pytest

from sanjeh.apps.methodology import actions as methodologies
from sanjeh.apps.notices.actions import publish_notice
from sanjeh.apps.notices.kinds import Kind
from sanjeh.core.workflow.roles import Role
from tests import people, working
from tests.apps import trip
from tests.apps.authorities.two import announcement, officer, province
from tests.apps.notices.test_provisions import announce
from tests.hands import refusal

pytestmark = pytest.mark.django_db
NOW = trip.NOW
SECOND = timedelta(seconds=1)


def of_the_province(kind: Kind, version: str) -> int:
    province()
    by = officer("sara", Role.SECRETARIAT)
    told = announcement(kind, version)
    return publish_notice(announcement=told, hours=working.hours(NOW), by=by, now=NOW).number


def force(notice: int, since: str = "2026-12-01T08:00:00Z") -> str:
    return refusal(
        f"UPDATE methodology_methodologyversion SET notice = {notice}, in_force_from = '{since}'"  # noqa: S608
    )


def test_ac11_no_method_is_put_in_force_without_a_notice_of_its_own() -> None:
    methodologies.load_methodology(text=trip.METHOD_TEXT, name=trip.METHOD, by=people.secretariat(), now=NOW)
    wrong = [
        99,
        announce("form", trip.METHOD),
        announce("methodology", "other"),
        of_the_province(Kind.METHODOLOGY, trip.METHOD),
    ]
    right = announce("methodology", trip.METHOD)

    assert [force(one) for one in wrong] == ["no notice has told of this method"] * 4
    assert force(right, "2026-12-01T07:59:59Z") == "no notice has told of this method"
    assert force(right) == ""


def begin(notice: int) -> str:
    return refusal(f"UPDATE rounds_round SET state = 'announced', notice = {notice}")  # noqa: S608


def test_ac11_no_round_begins_without_a_notice_of_its_own() -> None:
    trip.method_in_force()
    trip.draft()
    wrong = [
        99,
        announce("methodology", trip.ROUND),
        announce("round", "other"),
        of_the_province(Kind.ROUND, trip.ROUND),
    ]
    right = announce("round", trip.ROUND)

    assert [begin(one) for one in wrong] == ["no notice has told of this round"] * 4
    assert begin(right) == ""
