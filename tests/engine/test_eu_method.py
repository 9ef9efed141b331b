"""The European benchmark, made again: every number here is computed by hand from the method paper."""

from collections.abc import Mapping

import pytest

from sanjeh.core.methodology.parts import Unit
from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.from_answers import Answer, answered
from sanjeh.core.observations.model import NoValue, Observation, State
from sanjeh.core.scoring.card import Kind, Scorecard
from sanjeh.engine.shipped import load_methodology
from tests.core.scoring.one_body import score_unit

METHOD = load_methodology("eu-egov-benchmark-2023")
UNIT = "NL/family"
TRANSACTIONAL, INFORMATIONAL = "s1", "i1"
SERVICES = (TRANSACTIONAL, "s2", INFORMATIONAL)


def told(indicator: str, service: str = "", at: str = "a", /, **there: int | None) -> tuple[Answer, ...]:
    return tuple(Answer(UNIT, indicator, q, number, service, at) for q, number in there.items())


def state(indicator: str, service: str, what: State) -> Observation:
    return Observation(UNIT, indicator, NoValue(what, "told"), Source.ASSESSOR, service)


def card_of(*answers: Answer, more: tuple[Observation, ...] = (), local: tuple[str, ...] = ()) -> Scorecard:
    return score_unit(METHOD, UNIT, SERVICES, (*answered(METHOD, answers, local), *more))


def points(card: Scorecard, code: str) -> float | None:
    node = card.node(code)
    assert node is not None
    return node.points


@pytest.mark.parametrize(
    ("there", "worth"),
    [
        ({"A1": 1, "A2": 1, "A3": 1}, 100),
        ({"A1": 1, "A2": 1, "A3": 0}, 75),
        ({"A1": 1, "A2": 0, "A3": 1}, 50),
        ({"A1": 1, "A2": 0, "A3": 0}, 25),
        ({"A1": 0, "A2": 0, "A3": 0}, 0),
    ],
)
def test_online_availability_is_read_from_three_answers(there: Mapping[str, int], worth: float) -> None:
    assert points(card_of(*told("OA-T", TRANSACTIONAL, **there)), "OA-T") == worth


@pytest.mark.parametrize(
    ("there", "worth"),
    [
        ({"F1": 0, "F2": 0, "F3": 0, "F4": 0}, None),
        ({"F1": 1, "F2": 0, "F3": 0, "F4": 0}, 0),
        ({"F1": 1, "F2": 1, "F3": 0, "F4": 0}, 33),
        ({"F1": 1, "F2": 1, "F3": 1, "F4": 0}, 67),
        ({"F1": 1, "F2": 1, "F3": 0, "F4": 1}, 67),
        ({"F1": 1, "F2": 1, "F3": 1, "F4": 1}, 100),
    ],
)
def test_identity_is_scored_only_where_it_is_needed(there: Mapping[str, int], worth: float | None) -> None:
    assert points(card_of(*told("EID", TRANSACTIONAL, **there)), "EID") == worth


def test_availability_counts_eighty_to_twenty() -> None:
    everything, information = {"A1": 1, "A2": 1, "A3": 1}, {"A1": 1, "A2": 0, "A3": 0}
    card = card_of(
        *told("OA-T", "s1", **everything),
        *told("OA-T", "s2", **information),
        *told("OA-I", INFORMATIONAL, **information),
        more=(
            state("OA-T", INFORMATIONAL, State.NOT_APPLICABLE),
            state("OA-I", "s1", State.NOT_APPLICABLE),
            state("OA-I", "s2", State.NOT_APPLICABLE),
        ),
    )

    assert points(card, "OA") == pytest.approx(0.8 * (100 + 25) / 2 + 0.2 * 25, abs=1e-12)


def test_without_informational_services_the_transactional_ones_are_all() -> None:
    card = card_of(
        *told("OA-T", "s1", A1=1, A2=1, A3=0),
        more=tuple(state("OA-I", service, State.NOT_APPLICABLE) for service in SERVICES),
    )

    assert points(card, "OA") == 75


def test_personal_data_counts_in_exact_thirds_and_fifths() -> None:
    card = card_of(*told("PD", D1=1, D2=1, D3=0, D4=1, D5=2))

    assert points(card, "PD") == pytest.approx(100 * (1 / 3 + 1 + 0 + 1 + 2 / 5) / 5, abs=1e-12)


def test_questions_that_are_not_relevant_are_left_out_of_their_service_only() -> None:
    card = card_of(
        *told("SD", "s1", C1=1, C2=1, C3=0, C4=None, C5=None, C6=None, C7=0),
        *told("SD", "s2", C1=1, C2=1, C3=1, C4=1, C5=1, C6=1, C7=1),
    )

    assert points(card, "SD") == 75


def test_an_automated_service_has_full_marks_where_the_method_says_so() -> None:
    of_services = [leaf.code for leaf in METHOD.indicators if leaf.unit is Unit.SERVICE]

    card = card_of(more=tuple(state(code, "s1", State.AUTOMATED) for code in of_services))

    assert {code: points(card, code) for code in of_services} == dict.fromkeys(of_services, 100)


def test_a_share_of_the_towns_that_can_do_it_is_that_share_of_the_points() -> None:
    answers = (Answer(UNIT, "ED", "needed", 1, "s1", "a"), Answer(UNIT, "ED", "possible", 0.25, "s1", "a"))

    assert points(card_of(*answers), "ED") == 25


def test_central_services_take_the_best_answer_and_local_ones_the_mean_of_addresses() -> None:
    two = (
        *told("OA-T", "s1", "town", A1=1, A2=1, A3=0),
        *told("OA-T", "s1", "city", A1=1, A2=0, A3=1),
    )

    assert points(card_of(*two), "OA-T") == 100
    assert points(card_of(*two, local=("s1",)), "OA-T") == 62.5


def test_user_centricity_is_two_thirds_two_ninths_and_one_ninth() -> None:
    card = card_of(
        *told("OA-T", "s1", A1=1, A2=1, A3=1),
        *told("US", B1=1, B2=0, B3=0, B4=0, B5=0, B6=0, B7=0),
        *told("MF", "s1", mobile=0),
        more=tuple(state("OA-I", service, State.NOT_APPLICABLE) for service in SERVICES),
    )

    assert points(card, "UC") == pytest.approx(200 / 3 + 200 / 9 / 7, abs=1e-12)


def test_what_does_not_apply_gives_its_weight_to_its_siblings_only() -> None:
    card = card_of(
        *told("CBA-T", "s1", G1=1, G2=0),
        *told("CB-US", H1=1, H2=1, H3=1),
        *told("CB-EID", "s1", needed=0),
        *told("DP", F10=1, F11=0),
        more=tuple(
            state(code, service, State.NOT_APPLICABLE)
            for code, kept in (("CBA-T", "s1"), ("CBA-I", ""), ("CB-EID", "s1"), ("CB-ED", ""))
            for service in SERVICES
            if service != kept
        ),
    )

    # Without eID and eDocuments the rest is 50 to 25: (50 * 50 + 25 * 100) / 75.
    assert points(card, "CB") == pytest.approx(200 / 3, abs=1e-12)
    assert points(card, "KE") == 50
    assert card.points == pytest.approx((200 / 3 + 50) / 2, abs=1e-12)


def test_full_marks_are_a_hundred_and_every_question_is_asked() -> None:
    answers = [
        Answer(UNIT, leaf.code, question.code, question.out_of, service, "a")
        for leaf in METHOD.indicators
        for question in (leaf.questions.asked if leaf.questions else ())
        for service in (SERVICES if leaf.unit == "service" else ("",))
    ]

    card = card_of(*answers)

    assert card.points == pytest.approx(100, abs=1e-12)
    assert card.root.coverage == 1.0
    assert sum(1 for node in card.root.walk() if node.kind is Kind.INDICATOR) == 16


def test_a_total_is_printed_with_one_digit_as_the_benchmark_prints_it() -> None:
    portals = (*told("DP", F10=1, F11=0), *told("CB-US", H1=1, H2=1, H3=0))

    assert str(card_of(*portals).root.rounded) == "58.3"
