"""A methodology is announced before it is in force, and never changes under a round."""

from datetime import timedelta

import pytest

from sanjeh.apps.methodology import actions, queries
from sanjeh.apps.notices.kinds import Kind
from tests import people
from tests.apps import trip

pytestmark = pytest.mark.django_db


def load(text: str = trip.METHOD_TEXT) -> str:
    return actions.load_methodology(text=text, name=trip.METHOD, by=people.secretariat(), now=trip.NOW)


def test_without_a_notice_no_methodology_comes_in_force() -> None:
    load()

    with pytest.raises(actions.NoNotice):
        actions.put_in_force(code=trip.METHOD, by=people.approver(), now=trip.NOW)

    assert queries.in_force(trip.NOW) is None


def test_a_methodology_is_in_force_from_the_day_its_notice_names() -> None:
    load()
    trip.announce(Kind.METHODOLOGY, trip.METHOD)

    actions.put_in_force(code=trip.METHOD, by=people.approver(), now=trip.NOW)

    row = queries.in_force(trip.NOW)
    assert row is not None
    assert (row.code, row.notice, row.in_force_from) == (trip.METHOD, 1, trip.NOW)
    assert queries.in_force(trip.NOW - timedelta(seconds=1)) is None


def test_a_methodology_that_is_put_in_force_late_was_not_in_force_before() -> None:
    load()
    trip.announce(Kind.METHODOLOGY, trip.METHOD)

    actions.put_in_force(code=trip.METHOD, by=people.approver(), now=trip.NOW + timedelta(days=1))

    assert queries.in_force(trip.NOW + timedelta(hours=23)) is None
    assert queries.version(trip.METHOD).in_force_from == trip.NOW + timedelta(days=1)


def test_loading_the_same_text_again_changes_nothing() -> None:
    load()
    before = queries.version(trip.METHOD)

    load()

    assert queries.version(trip.METHOD) == before


def test_a_text_that_is_in_force_cannot_be_replaced() -> None:
    trip.method_in_force()

    with pytest.raises(actions.MethodologyFrozen):
        load(trip.METHOD_TEXT.replace("A small method", "Another method"))


def test_an_unknown_code_is_refused_by_name() -> None:
    with pytest.raises(queries.NoSuchMethodology):
        queries.version("nowhere")
