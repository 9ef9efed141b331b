"""A round is announced with a notice, and what it announced is frozen."""

from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from sanjeh.apps.catalogue import actions as catalogue
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.methodology import actions as methodology_actions
from sanjeh.apps.methodology import queries as methodologies
from sanjeh.apps.notices.kinds import Kind
from sanjeh.apps.rounds import actions, queries
from sanjeh.core.workflow.machine import MoveNotAllowed
from sanjeh.core.workflow.rounds import RoundMove, RoundState
from tests import people
from tests.apps import trip

pytestmark = pytest.mark.django_db


def drafted(bodies: int = 1) -> None:
    catalogue.load_catalogue(entries=trip.country(bodies), by=people.secretariat(), now=trip.NOW)
    trip.method_in_force()
    trip.draft()


def announce() -> None:
    actions.announce_round(code=trip.ROUND, by=people.secretariat(), now=trip.NOW)


def test_without_a_notice_no_round_is_announced() -> None:
    drafted()

    with pytest.raises(actions.NotAnnounced):
        announce()

    assert queries.round_page(trip.ROUND).row.state is RoundState.DRAFT


# The round opens at half past eleven in Tehran, whose day ends at half past eight in the evening of UTC.
LAST_MOMENT_OF_THE_DAY = datetime(2026, 11, 1, 20, 29, 59, tzinfo=UTC)
NEXT_DAY = LAST_MOMENT_OF_THE_DAY + timedelta(seconds=1)


def test_a_notice_may_take_effect_until_the_end_of_the_opening_day_in_tehran() -> None:
    drafted()
    trip.announce(Kind.ROUND, trip.ROUND, LAST_MOMENT_OF_THE_DAY)

    announce()

    assert queries.round_page(trip.ROUND).row.state is RoundState.ANNOUNCED


def test_a_notice_that_takes_effect_the_day_after_the_opening_is_too_late() -> None:
    drafted()
    trip.announce(Kind.ROUND, trip.ROUND, NEXT_DAY)

    with pytest.raises(actions.NotAnnounced):
        announce()

    assert queries.round_page(trip.ROUND).row.state is RoundState.DRAFT


def put_in_force(since: datetime) -> None:
    methodology_actions.load_methodology(
        text=trip.METHOD_TEXT, name=trip.METHOD, by=people.secretariat(), now=trip.NOW
    )
    trip.announce(Kind.METHODOLOGY, trip.METHOD, since)
    methodology_actions.put_in_force(code=trip.METHOD, by=people.approver(), now=trip.NOW)


@pytest.mark.parametrize(("since", "is_in_time"), [(LAST_MOMENT_OF_THE_DAY, True), (NEXT_DAY, False)])
def test_a_method_is_in_force_on_the_opening_day_or_the_round_is_not_announced(
    since: datetime, *, is_in_time: bool
) -> None:
    catalogue.load_catalogue(entries=trip.country(1), by=people.secretariat(), now=trip.NOW)
    put_in_force(since)
    trip.draft()
    trip.announce(Kind.ROUND, trip.ROUND)

    with nullcontext() if is_in_time else pytest.raises(actions.MethodNotInForce):
        announce()

    state = queries.round_page(trip.ROUND).row.state
    assert state is (RoundState.ANNOUNCED if is_in_time else RoundState.DRAFT)


def test_looking_begins_at_the_announced_moment_and_not_before() -> None:
    drafted()
    trip.announce(Kind.ROUND, trip.ROUND)
    announce()
    start = partial(actions.move, code=trip.ROUND, what=RoundMove.START_PROBING, by=people.secretariat())

    with pytest.raises(actions.NotOpenYet):
        start(now=trip.NOW - timedelta(microseconds=1))

    assert start(now=trip.NOW) is RoundState.PROBING


def test_a_round_with_nothing_to_look_at_is_refused() -> None:
    drafted(bodies=0)
    trip.announce(Kind.ROUND, trip.ROUND)

    with pytest.raises(actions.NothingToLookAt):
        announce()


def test_an_announced_round_keeps_the_list_it_was_announced_with() -> None:
    drafted()
    trip.announce(Kind.ROUND, trip.ROUND)
    announce()

    catalogue.load_catalogue(entries=trip.country(2), by=people.secretariat(), now=trip.NOW)

    page = queries.round_page(trip.ROUND)
    assert (page.body_count, page.service_count, page.address_count) == (1, 1, 2)
    assert [one.target.url for one in queries.addresses(trip.ROUND)] == [
        "https://body-1.example/service",
        "https://body-1.example/",
    ]
    assert methodologies.version(trip.METHOD).frozen_at == trip.NOW


def test_the_portal_is_looked_at_with_the_codes_of_all_services() -> None:
    drafted()
    trip.announce(Kind.ROUND, trip.ROUND)
    announce()

    portal = list(queries.addresses(trip.ROUND))[-1].target

    assert (portal.is_portal, portal.codes, portal.body) == (True, ("10000000001",), "B1")


def test_a_round_cannot_skip_its_announcement() -> None:
    drafted()

    with pytest.raises(MoveNotAllowed):
        actions.move(code=trip.ROUND, what=RoundMove.START_PROBING, by=people.secretariat(), now=trip.NOW)


def test_the_page_tells_what_was_when_and_what_can_be_done_next() -> None:
    drafted()
    trip.announce(Kind.ROUND, trip.ROUND)
    announce()

    page = queries.round_page(trip.ROUND)

    entered = {step.state: step.entered_at for step in page.timeline if step.entered_at}
    assert entered == {RoundState.DRAFT: trip.NOW, RoundState.ANNOUNCED: trip.NOW}
    assert [move.move for move in page.moves] == [RoundMove.START_PROBING]
    assert [step.state for step in page.timeline if step.is_current] == [RoundState.ANNOUNCED]


def test_every_move_stands_in_the_journal_with_the_round_and_its_method() -> None:
    drafted()
    trip.announce(Kind.ROUND, trip.ROUND)
    announce()

    entries = [line.entry for line in journal.lines()]
    acts = {entry.what: entry.about for entry in entries if entry.what.startswith("round.")}

    matters = (f"round:{trip.ROUND}", f"methodology:{trip.METHOD}", "authority:default")
    assert acts == {"round.drafted": matters, "round.announced": matters}


def test_a_round_that_is_not_there_is_neither_moved_nor_shown() -> None:
    with pytest.raises(queries.NoSuchRound):
        actions.move(code="none", what=RoundMove.ARCHIVE, by=people.secretariat(), now=trip.NOW)
    with pytest.raises(queries.NoSuchRound):
        queries.round_page("none")
