"""An open appeal about a mark holds an edition, unless the edition shows the mark as under review."""

import json
from pathlib import Path

import pytest

from sanjeh.apps.publication import actions, queries
from sanjeh.apps.results import dispute_actions, disputes
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.edition.verify import verify_edition
from tests import people
from tests.apps import trip
from tests.apps.publication.published import SEEN, publish
from tests.hands import refusal

pytestmark = pytest.mark.django_db
CASE = "complaint:7"


def disputed(*indicators: str, unit: str = "B2", case: str = CASE) -> None:
    dispute_actions.dispute_marks(
        round_codes=[trip.ROUND], unit=unit, indicators=indicators or ("A1",), opened_in=case, now=trip.NOW
    )


def shown() -> int:
    return dispute_actions.show_disputed(round_code=trip.ROUND, by=people.secretariat(), now=trip.NOW)


def told(folder: Path) -> object:
    return json.loads((folder / "round.json").read_text()).get("disputed")


def test_an_edition_waits_for_an_open_appeal_and_says_for_which_mark(folder: Path) -> None:
    trip.final_round(3, SEEN)
    disputed("A1")

    with pytest.raises(actions.HeldByAppeal) as held:
        publish()

    assert held.value.marks == ("B2/A1",)
    assert queries.editions(trip.ROUND) == ()


def test_an_edition_that_shows_the_mark_as_under_review_is_published_and_can_be_counted_again(
    folder: Path,
) -> None:
    trip.final_round(3, SEEN)
    disputed("A1", "B1")

    count = shown()
    publish()

    assert count == 2
    assert told(folder) == ["B2/A1", "B2/B1"]
    assert "B2/A1, B2/B1" in (folder / "ranking.html").read_text()
    assert verify_edition(folder) == ()
    assert disputes.under_review(trip.ROUND, "B2") == {"A1", "B1"}
    assert disputes.under_review(trip.ROUND, "B1") == frozenset()


def test_once_the_appeal_is_over_nothing_waits_and_nothing_is_told(folder: Path) -> None:
    trip.final_round(3, SEEN)
    disputed("A1")

    dispute_actions.settle_disputes(opened_in="complaint:8", now=trip.NOW)
    with pytest.raises(actions.HeldByAppeal):
        publish()
    dispute_actions.settle_disputes(opened_in=CASE, now=trip.NOW)
    publish()

    assert told(folder) is None


def test_a_second_appeal_about_a_mark_that_is_shown_waits_anew(folder: Path) -> None:
    trip.final_round(3, SEEN)
    disputed("A1")
    shown()
    disputed("A1", case="complaint:8")

    with pytest.raises(actions.HeldByAppeal):
        publish()


def test_an_appeal_about_a_body_that_is_not_in_the_round_holds_nothing(folder: Path) -> None:
    trip.final_round(3, SEEN)
    disputed("A1", unit="ELSEWHERE")

    publish()

    assert told(folder) is None


def test_who_leads_rounds_lets_marks_be_shown_once_and_nobody_else(folder: Path) -> None:
    trip.final_round(3, SEEN)
    with pytest.raises(dispute_actions.NothingUnderReview):
        shown()
    disputed("A1")

    with pytest.raises(NotPermitted):
        dispute_actions.show_disputed(round_code=trip.ROUND, by=people.approver(), now=trip.NOW)
    shown()
    with pytest.raises(dispute_actions.NothingUnderReview):
        shown()


def test_the_database_holds_an_edition_too(folder: Path) -> None:
    trip.final_round(3, SEEN)
    publish()
    disputed("A1")
    columns = "round_id, result_id, made_at, published_by_id, folder, manifest_sha256, public_key, files"
    again = (
        f"INSERT INTO publication_edition (number, reason, {columns})"  # noqa: S608 -- our own words
        f" SELECT 2, 'x', {columns} FROM publication_edition"
    )

    held = refusal(again)
    shown()

    assert held == "an appeal about a mark runs that this edition would not show as under review"
    assert refusal(again) == ""
    assert refusal("UPDATE results_dispute SET settled_at = NULL, shown_at = NULL") != ""
    assert refusal("DELETE FROM results_dispute") != ""
