"""A case about a mark: its appeal holds the edition, a correction is counted, and who moved is told."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from sanjeh.apps.desk import actions, appeal_actions, declaration_actions, escalation_actions, outcome_actions
from sanjeh.apps.desk.kinds import SeatRole
from sanjeh.apps.desk.models import Complaint
from sanjeh.apps.journal import queries as journal_queries
from sanjeh.apps.messages.models import Message
from sanjeh.apps.publication import actions as publication
from sanjeh.apps.results import disputes, recount_actions
from sanjeh.apps.results.moved import moved_of
from sanjeh.core.probing.contracts import Outcome
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps import trip
from tests.apps.desk import country
from tests.apps.desk.country import person

pytestmark = pytest.mark.django_db
NOW = trip.NOW + timedelta(days=1)
# B1 stands behind B2, until its second indicator is seen anew.
SEEN = trip.Seen(
    of={
        "B1": (Outcome.WARN, Outcome.FAIL, Outcome.PASS),
        "B2": (Outcome.PASS, Outcome.FAIL, Outcome.PASS),
    }
)


@pytest.fixture(autouse=True)
def final(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A final round of three bodies, and a complaint about a mark of the first."""
    monkeypatch.setitem(settings.SANJEH, "EDITIONS", tmp_path)
    trip.final_round(3, SEEN)
    about = replace(country.LODGING, body="B1", indicator="A2", round=trip.ROUND)
    for name, value in {"LODGING": about, "NOW": NOW, "EVE": trip.NOW}.items():
        monkeypatch.setattr(country, name, value)


def appealed() -> actions.Receipt:
    for name in ("p1", "p2", "p3"):
        person(name, Role.PANEL_MEMBER)
    receipt, _ = country.served()
    appeal_actions.appeal(number=receipt.number, code=receipt.code, grounds="نادرست است.", now=NOW)
    return receipt


def test_an_appeal_about_a_mark_holds_the_edition_until_the_panel_has_voted() -> None:
    receipt = appealed()

    open_ones = disputes.open_disputes(trip.ROUND)
    with pytest.raises(publication.HeldByAppeal):
        publication.publish_edition(round_code=trip.ROUND, by=people.approver(), now=NOW)
    country.night(NOW)
    for seat in Complaint.objects.get().seats.filter(role=SeatRole.PANEL):
        appeal_actions.vote(number=receipt.number, is_quashed=False, reasons="x", by=seat.person, now=NOW)

    assert [one.mark for one in open_ones] == ["B1/A2"]
    assert country.state_of(receipt) == "closed"
    assert disputes.open_disputes(trip.ROUND) == ()
    assert publication.publish_edition(round_code=trip.ROUND, by=people.approver(), now=NOW) == 1


def test_a_quashed_ruling_leaves_the_mark_under_review() -> None:
    receipt = appealed()
    country.night(NOW)

    for seat in Complaint.objects.get().seats.filter(role=SeatRole.PANEL):
        appeal_actions.vote(number=receipt.number, is_quashed=True, reasons="x", by=seat.person, now=NOW)

    assert country.state_of(receipt) == "admitted"
    assert [one.mark for one in disputes.open_disputes(trip.ROUND)] == ["B1/A2"]


def corrected(becomes: str) -> None:
    receipt, _ = country.served()
    senior = person("senior", Role.SENIOR_ASSESSOR)
    escalation_actions.list_rescorers(now=NOW)
    country.drawn(NOW + timedelta(days=1))
    declaration_actions.read_names(number=receipt.number, by=senior, now=NOW + timedelta(days=1))
    after = NOW + timedelta(days=2)
    declaration_actions.declare(number=receipt.number, is_clear=True, by=senior, now=after)
    correction = outcome_actions.Correction(trip.ROUND, "A2", Decimal(becomes), "دیده شد.")
    outcome_actions.order_correction(number=receipt.number, correction=correction, by=senior, now=after)


def test_a_correction_leads_to_a_recount_and_every_body_whose_place_moved_is_told() -> None:
    voices = {code: people.registered(f"voice-{code}") for code in ("B1", "B2", "B3")}
    for code, one in voices.items():
        people.put_in(one, Role.REPRESENTATIVE, code)
    corrected("1")
    later = NOW + timedelta(days=3)

    counts = [recount_actions.recount_corrected(now=later) for _ in range(2)]

    moved = {row.code: (row.before or 0) - (row.after or 0) for row in moved_of(trip.ROUND)}
    told = set(Message.objects.filter(template="place_moved").values_list("person__username", flat=True))
    assert counts == [1, 0]
    assert set(moved) == {"B1", "B2"}
    assert moved["B1"] > 0 > moved["B2"]
    assert told == {"voice-B1", "voice-B2"}
    lines = journal_queries.lines_about(f"round:{trip.ROUND}")
    assert [line.entry.by for line in lines if line.entry.what == "results.recounted"] == ["system"]


def test_a_correction_that_would_cost_the_body_points_moves_nobody() -> None:
    corrected("0")

    recount_actions.recount_corrected(now=NOW + timedelta(days=3))

    assert moved_of(trip.ROUND) == ()


def test_before_any_correction_nothing_is_counted_again() -> None:
    assert recount_actions.recount_corrected(now=NOW) == 0
