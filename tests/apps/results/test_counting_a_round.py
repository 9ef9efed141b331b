"""A round is counted from what was seen, with the reason of every number; countings are never overwritten."""

from datetime import timedelta
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from sanjeh.apps.journal import queries as journal
from sanjeh.apps.results import actions, queries
from sanjeh.apps.results.figures import Figures
from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.scans import queries as scans
from sanjeh.core.observations.model import State
from sanjeh.core.probing.contracts import Outcome
from sanjeh.core.results.model import CategoryPlace
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.rounds import RoundState
from tests import people
from tests.apps import trip

pytestmark = pytest.mark.django_db

PASS, WARN, FAIL = Outcome.PASS, Outcome.WARN, Outcome.FAIL
MIXED = trip.Seen(of={"B2": (FAIL, PASS, PASS), "B3": (FAIL, PASS, PASS), "B4": (FAIL, WARN, FAIL)})


def test_equal_scores_share_a_place_and_the_next_is_left_free() -> None:
    trip.final_round(4, MIXED)

    page = queries.ranking(trip.ROUND, queries.RankingAsk())

    assert [(row.code, row.place.rank, row.score) for row in page.rows if row.place] == [
        ("B1", 1, Decimal("100.00")),
        ("B2", 2, Decimal("70.00")),
        ("B3", 2, Decimal("70.00")),
        ("B4", 4, Decimal("15.00")),
    ]


def test_a_category_has_places_of_its_own() -> None:
    trip.final_round(4, MIXED)

    page = queries.ranking(trip.ROUND, queries.RankingAsk(category="high_volume"))

    assert [(row.code, row.place) for row in page.rows] == [
        ("B2", CategoryPlace(rank=1, low=1, high=1, of=2)),
        ("B4", CategoryPlace(rank=2, low=2, high=2, of=2)),
    ]


def test_the_ranking_is_sorted_as_the_reader_asks() -> None:
    trip.final_round(3, MIXED)

    by_title = queries.RankingAsk(sort="title", descending=True, language="en")
    by_score = queries.RankingAsk(sort="score")

    assert [row.code for row in queries.ranking(trip.ROUND, by_title).rows] == ["B3", "B2", "B1"]
    assert [row.code for row in queries.ranking(trip.ROUND, by_score).rows] == ["B2", "B3", "B1"]


def test_the_head_of_the_ranking_counts_classes_and_gives_the_median() -> None:
    trip.final_round(4, MIXED)

    figures = queries.ranking(trip.ROUND, queries.RankingAsk()).figures

    assert figures == Figures(
        classes=((Words("خوب", "Good"), 1), (Words("ضعیف", "Weak"), 3)), median=Decimal("70.00")
    )


@pytest.mark.parametrize("bodies", [1, 3])
def test_a_page_of_the_ranking_costs_the_same_queries_for_any_number_of_bodies(
    bodies: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    trip.final_round(bodies, trip.Seen())

    with django_assert_num_queries(5):
        queries.ranking(trip.ROUND, queries.RankingAsk())


@pytest.mark.parametrize("bodies", [1, 3])
def test_a_card_costs_the_same_queries_for_any_number_of_bodies(
    bodies: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    trip.final_round(bodies, trip.Seen())

    with django_assert_num_queries(6):
        queries.body_card(trip.ROUND, "B1")


def test_a_card_tells_why_each_mark_is_what_it_is() -> None:
    trip.final_round(3, MIXED)

    card = queries.body_card(trip.ROUND, "B2")

    assert [(line.code, line.state, line.shown) for line in card.tree.indicators] == [
        ("A1", State.VALUE, Decimal("0.0")),
        ("A2", State.VALUE, Decimal("100.0")),
        ("B1", State.VALUE, Decimal("100.0")),
    ]
    [part] = card.tree.indicators[0].parts
    assert (part.service, part.address, part.value, part.evidence) == (
        "10000000002",
        "https://body-2.example/service",
        0.0,
        ("http.one",),
    )
    assert card.tree.indicators[0].gain == pytest.approx(30.0)
    assert (card.row.stage, card.row.stage_title) == (1, Words("اطلاع‌رسانی", "Information"))


def test_a_card_is_compared_with_the_median_of_its_category() -> None:
    trip.final_round(3, MIXED)

    card = queries.body_card(trip.ROUND, "B1")

    assert (card.compared_with, card.axis_medians) == ("main", {"A": 50.0, "B": 100.0})


def test_a_class_below_its_score_says_what_caps_it() -> None:
    trip.final_round(1, trip.Seen(of={"B1": (PASS, PASS, WARN)}))

    [row] = queries.ranking(trip.ROUND, queries.RankingAsk()).rows

    assert (row.score, row.class_title, row.caps) == (
        Decimal("80.00"),
        Words("ضعیف", "Weak"),
        (Words("درگاه سقف می‌گذارد.", "The portal sets a cap."),),
    )


def test_what_stands_between_a_body_and_its_next_stage_is_told_with_its_gain() -> None:
    trip.final_round(4, MIXED)

    stages = queries.body_card(trip.ROUND, "B4").stages

    assert (stages.stage, stages.next, stages.readiness) == (0, 1, 0.0)
    assert [(step.indicator, step.to_points, step.gain) for step in stages.next_steps] == [("B1", 50.0, 20.0)]


def test_counting_waits_until_all_looks_are_finished() -> None:
    trip.probing_round(1)

    with pytest.raises(actions.StillLooking):
        actions.give_preliminary(round_code=trip.ROUND, by=people.secretariat(), now=trip.NOW)

    assert rounds.round_page(trip.ROUND).row.state is RoundState.PROBING


def test_after_the_announced_time_of_looking_nothing_is_waited_for_and_the_rest_stays_unseen() -> None:
    trip.probing_round(1)
    closes_at = rounds.round_page(trip.ROUND).row.closes_at

    with pytest.raises(actions.StillLooking):
        actions.give_preliminary(
            round_code=trip.ROUND, by=people.secretariat(), now=closes_at - timedelta(microseconds=1)
        )
    actions.give_preliminary(round_code=trip.ROUND, by=people.secretariat(), now=closes_at)

    progress = scans.progress(trip.ROUND)
    page = queries.ranking(trip.ROUND, queries.RankingAsk(), version=1)
    assert (progress.done, progress.failed, progress.is_complete) == (0, 2, True)
    assert (page.ranked_count, journal.lines_about(f"round:{trip.ROUND}")[-3].entry.facts) == (
        0,
        {"addresses": 2},
    )


def test_preliminary_results_are_not_the_final_ones() -> None:
    trip.probing_round(1)
    trip.look_everywhere(trip.Seen())
    actions.give_preliminary(round_code=trip.ROUND, by=people.secretariat(), now=trip.NOW)

    with pytest.raises(queries.NoResults):
        queries.ranking(trip.ROUND, queries.RankingAsk())

    page = queries.ranking(trip.ROUND, queries.RankingAsk(), version=1)
    assert (page.made.state, page.made.version, page.ranked_count) == ("preliminary", 1, 1)


def test_a_later_counting_stands_beside_the_earlier_one() -> None:
    trip.final_round(1, trip.Seen())

    version = actions.count_again(round_code=trip.ROUND, by=people.secretariat(), now=trip.NOW)

    assert (version, queries.result(trip.ROUND).version) == (3, 3)
    assert queries.result(trip.ROUND, (queries.PRELIMINARY,)).version == 1


def test_a_body_that_is_not_in_the_round_has_no_card() -> None:
    trip.final_round(1, trip.Seen())

    with pytest.raises(queries.NoSuchCard):
        queries.body_card(trip.ROUND, "NOBODY")


def test_the_page_of_a_service_shows_what_was_found_at_its_addresses() -> None:
    trip.final_round(1, trip.Seen(usual=WARN))

    page = queries.service_page(trip.ROUND, "10000000001")

    assert page.service.title == Words("خدمت 1", "Service 1")
    assert [(one.url, [finding.outcome for finding in one.findings]) for one in page.addresses] == [
        ("https://body-1.example/service", [WARN, WARN, WARN])
    ]
