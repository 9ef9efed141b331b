"""A package that was lost before its receipt is made again beside it; one that an archive has is not."""

import pytest

from sanjeh.apps.journal import queries as journal
from sanjeh.apps.retention import actions, queries
from sanjeh.apps.retention.models import HandOver
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.edition.bag_check import verify_bag
from tests import hands, people
from tests.apps import trip
from tests.apps.retention.handed import (
    AFTER,
    COMPLAINTS_PACKAGE,
    ROUND_PACKAGE,
    complaints_packed,
    ended_round,
    one_closed,
    received,
    round_packed,
)

pytestmark = pytest.mark.django_db


def test_a_package_that_was_lost_before_its_receipt_is_made_again() -> None:
    ended_round()
    one_closed()
    first, by = (round_packed(), complaints_packed()), people.secretariat()
    for name in (ROUND_PACKAGE, COMPLAINTS_PACKAGE):
        actions.note_loss(name=name, by=by, now=AFTER)
        with pytest.raises(actions.NotAwaited):
            actions.note_loss(name=name, by=by, now=AFTER)
        with pytest.raises(actions.NotAwaited):
            received(name)
    assert [row.code for row in queries.packable_rounds()] == [trip.ROUND]

    again = (round_packed(), complaints_packed())

    assert [one.name for one in again] == [f"{one.name}-2" for one in first]
    assert [verify_bag(one) for one in (*first, *again)] == [()] * 4
    received(ROUND_PACKAGE)
    assert queries.received_rounds() == {trip.ROUND}
    lines = journal.lines_about(f"archive:{ROUND_PACKAGE}")
    assert [line.entry.what for line in lines] == [
        "archive.packed", "archive.lost", "archive.packed", "archive.received",
    ]  # fmt: skip


def test_a_package_that_an_archive_has_is_not_called_lost_and_no_hand_does_so() -> None:
    ended_round()
    round_packed()
    with pytest.raises(NotPermitted):
        actions.note_loss(name=ROUND_PACKAGE, by=people.approver(), now=AFTER)
    received(ROUND_PACKAGE)

    with pytest.raises(actions.NotAwaited):
        actions.note_loss(name=ROUND_PACKAGE, by=people.secretariat(), now=AFTER)

    assert "hand_over_is_lost_before_it_is_received" in hands.refusal(
        "UPDATE retention_handover SET lost_at = now(), lost_by_id = received_by_id"
    )
    assert HandOver.objects.get().lost_at is None
