"""AC8: what a decided case has corrected counts the next time, and never to the disadvantage of a body."""

from decimal import Decimal

import pytest

from sanjeh.apps.journal import queries as journal
from sanjeh.apps.results import actions, queries
from sanjeh.apps.results.corrections import corrected
from sanjeh.apps.results.models import Correction
from sanjeh.core.observations.model import Observation, State, Value
from sanjeh.core.probing.contracts import Outcome
from sanjeh.core.scoring.normalise import OutsideScale
from tests import people
from tests.apps import trip
from tests.core.scoring.small import seen, small, unseen
from tests.hands import refusal

CASE = "complaint:7"


def order(becomes: str, indicator: str = "A1", service: str = "") -> Correction:
    return Correction(
        unit="body", indicator=indicator, service=service, becomes=Decimal(becomes), ordered_in=CASE
    )


def values(found: tuple[Observation, ...]) -> dict[tuple[str, str], object]:
    return {(one.indicator, one.service): one.answer for one in found}


@pytest.mark.parametrize(("becomes", "counted"), [("0.9", 0.9), ("0.5", 0.5), ("0.4", 0.5)])
def test_a_better_value_takes_the_place_of_what_was_seen_and_a_worse_one_does_not(
    becomes: str, counted: float
) -> None:
    found = corrected(small(), (seen("A1", 0.5), seen("A2", 0.3)), [order(becomes)])

    assert values(found) == {("A1", ""): Value(counted), ("A2", ""): Value(0.3)}


def test_the_case_stands_among_the_evidence() -> None:
    (found,) = corrected(small(), (seen("A1", 0.5),), [order("0.9")])

    assert found.evidence == ("evidence of A1", CASE)


def test_what_was_not_seen_or_not_asked_is_filled() -> None:
    blind = unseen("A1", State.FAILED_PROBE)

    filled = corrected(small(), (blind,), [order("0.4")])
    added = corrected(small(), (), [order("0.4", service="s1", indicator="B2")])

    assert values(filled) == {("A1", ""): Value(0.4)}
    assert values(added) == {("B2", "s1"): Value(0.4)}


def test_an_order_for_one_service_leaves_the_others() -> None:
    both = (seen("B2", 0.1, "s1"), seen("B2", 0.1, "s2"))

    found = corrected(small(), both, [order("1", "B2", "s2")])

    assert values(found) == {("B2", "s1"): Value(0.1), ("B2", "s2"): Value(1.0)}


def take(becomes: str, indicator: str = "A1") -> None:
    mark = actions.OrderedMark("B1", indicator, Decimal(becomes))
    actions.take_correction(round_code=trip.ROUND, mark=mark, ordered_in=CASE, now=trip.NOW)


def score() -> Decimal | None:
    actions.count_again(round_code=trip.ROUND, by=people.secretariat(), now=trip.NOW)
    rows = queries.ranking(trip.ROUND, queries.RankingAsk()).rows
    return next(row.score for row in rows if row.code == "B1")


@pytest.mark.django_db
def test_a_corrected_mark_counts_from_the_next_counting_on_and_the_former_stays() -> None:
    trip.final_round(2, trip.Seen(of={"B1": (Outcome.FAIL, Outcome.PASS, Outcome.PASS)}))
    before = score()

    take("1")
    after = score()
    take("0")

    assert before is not None
    assert after is not None
    assert before < after == score()
    line = journal.last_of(["results.correction_taken"])
    assert line
    assert line.entry.facts["by_order_in"] == CASE


@pytest.mark.django_db
def test_a_value_that_the_indicator_cannot_have_is_not_taken() -> None:
    trip.final_round(1, trip.Seen())

    with pytest.raises(OutsideScale):
        take("7")

    assert not Correction.objects.exists()


@pytest.mark.django_db
def test_the_database_keeps_a_correction_as_it_was_ordered() -> None:
    trip.final_round(1, trip.Seen())
    take("1")

    assert refusal("UPDATE results_correction SET becomes = 0") != ""
    assert refusal("DELETE FROM results_correction") != ""
