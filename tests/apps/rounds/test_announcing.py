"""A round is announced with a notice, and what it announced is frozen."""

import pytest

from sanjeh.apps.catalogue import actions as catalogue
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.methodology import queries as methodologies
from sanjeh.apps.notices.kinds import Kind
from sanjeh.apps.rounds import actions, queries
from sanjeh.core.workflow.machine import MoveNotAllowed
from sanjeh.core.workflow.rounds import RoundMove, RoundState
from tests.apps import trip

pytestmark = pytest.mark.django_db


def drafted(bodies: int = 1) -> None:
    catalogue.load_catalogue(entries=trip.country(bodies), by=None, now=trip.NOW)
    trip.method_in_force()
    trip.draft()


def announce() -> None:
    actions.announce_round(code=trip.ROUND, by=None, now=trip.NOW)


def test_without_a_notice_no_round_is_announced():
    drafted()

    with pytest.raises(actions.NotAnnounced):
        announce()

    assert queries.round_page(trip.ROUND).row.state is RoundState.DRAFT


def test_a_round_with_nothing_to_look_at_is_refused():
    drafted(bodies=0)
    trip.announce(Kind.ROUND, trip.ROUND)

    with pytest.raises(actions.NothingToLookAt):
        announce()


def test_an_announced_round_keeps_the_list_it_was_announced_with():
    drafted()
    trip.announce(Kind.ROUND, trip.ROUND)
    announce()

    catalogue.load_catalogue(entries=trip.country(2), by=None, now=trip.NOW)

    page = queries.round_page(trip.ROUND)
    assert (page.body_count, page.service_count, page.address_count) == (1, 1, 2)
    assert [one.target.url for one in queries.addresses(trip.ROUND)] == [
        "https://body-1.example/service",
        "https://body-1.example/",
    ]
    assert methodologies.version(trip.METHOD).frozen_at == trip.NOW


def test_the_portal_is_looked_at_with_the_codes_of_all_services():
    drafted()
    trip.announce(Kind.ROUND, trip.ROUND)
    announce()

    portal = list(queries.addresses(trip.ROUND))[-1].target

    assert (portal.is_portal, portal.codes, portal.body) == (True, ("10000000001",), "B1")


def test_a_round_cannot_skip_its_announcement():
    drafted()

    with pytest.raises(MoveNotAllowed):
        actions.move(code=trip.ROUND, what=RoundMove.START_PROBING, by=None, now=trip.NOW)


def test_the_page_tells_what_was_when_and_what_can_be_done_next():
    drafted()
    trip.announce(Kind.ROUND, trip.ROUND)
    announce()

    page = queries.round_page(trip.ROUND)

    entered = {step.state: step.entered_at for step in page.timeline if step.entered_at}
    assert entered == {RoundState.DRAFT: trip.NOW, RoundState.ANNOUNCED: trip.NOW}
    assert [move.move for move in page.moves] == [RoundMove.START_PROBING]
    assert [step.state for step in page.timeline if step.is_current] == [RoundState.ANNOUNCED]


def test_every_move_stands_in_the_journal_with_the_round_and_its_method():
    drafted()
    trip.announce(Kind.ROUND, trip.ROUND)
    announce()

    entries = [line.entry for line in journal.lines()]
    acts = {entry.what: entry.about for entry in entries if entry.what.startswith("round.")}

    matters = (f"round:{trip.ROUND}", f"methodology:{trip.METHOD}")
    assert acts == {"round.drafted": matters, "round.announced": matters}
