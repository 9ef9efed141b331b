"""A scorecard keeps the reason of every number, and makes none of ignorance."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjeh.core.methodology.methodology import parse_methodology, restrict
from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.model import NoValue, Observation, State, Value
from sanjeh.core.scoring.card import Scorecard
from sanjeh.core.scoring.inputs import AnsweredTwice, NotOfThisMethod
from tests.core.scoring.one_body import score_unit
from tests.core.scoring.small import TEXT, seen, small, unseen

SERVICES = ("s1", "s2")
FULL = (
    seen("A1", 0.8),
    seen("A2", 0.4),
    seen("B1", 1.0),
    seen("B2", 0.5, "s1"),
    seen("B2", 0.9, "s2"),
)


def card_of(*observations: Observation) -> Scorecard:
    return score_unit(small(), "body", SERVICES, observations)


def points_by_code(card: Scorecard) -> dict[str, Decimal | None]:
    return {node.code: node.rounded for node in card.root.walk()}


def test_every_number_of_the_tree_is_the_mean_of_its_children() -> None:
    card = card_of(*FULL)

    assert [(n.kind, n.code, n.rounded) for n in card.root.walk()] == [
        ("index", "", Decimal("68.75")),
        ("axis", "A", Decimal("60.0")),
        ("indicator", "A1", Decimal("80.0")),
        ("indicator", "A2", Decimal("40.0")),
        ("axis", "B", Decimal("77.5")),
        ("indicator", "B1", Decimal("100.0")),
        ("indicator", "B2", Decimal("70.0")),
        ("service", "s1", Decimal("50.0")),
        ("service", "s2", Decimal("90.0")),
    ]
    assert card.grade == "fair"
    assert card.geometric == pytest.approx(60**0.5 * 77.5**0.5)


def test_effective_weights_say_what_each_number_adds_to_the_total() -> None:
    card = card_of(*FULL)

    added = {n.code: n.effective_weight * (n.points or 0) for n in card.root.walk() if n.kind == "service"}

    assert added == pytest.approx({"s1": 50 * 0.5 * 0.75 / 2, "s2": 90 * 0.5 * 0.75 / 2})


def test_what_was_not_seen_is_coverage_debt_and_its_weight_stays_inside_the_axis() -> None:
    card = card_of(*FULL[:1], unseen("A2", State.PROBE_ERROR), *FULL[2:])
    axis = card.node("A")

    assert axis is not None
    assert (axis.rounded, axis.coverage, axis.sufficient) == (Decimal("80.0"), 0.5, True)
    assert card.root.coverage == 0.75
    assert [(c.code, c.stated_weight, c.effective_weight) for c in axis.children] == [
        ("A1", 0.25, 0.5),
        ("A2", 0.25, 0.0),
    ]
    assert axis.children[1].reason == NoValue(State.PROBE_ERROR, "why")
    assert axis.counts == ((State.VALUE, 1), (State.PROBE_ERROR, 1))


def test_below_the_coverage_threshold_nothing_is_published_or_ranked() -> None:
    card = card_of(seen("A1", 0.8))

    assert (card.root.rounded, card.published, card.rank_score, card.grade) == (
        Decimal("80.0"),
        None,
        None,
        "",
    )


@pytest.mark.parametrize(
    ("state", "points", "applicable"),
    [
        (State.NO_RESPONSE, 0.0, True),
        (State.AUTOMATED, 100.0, True),
        (State.NOT_APPLICABLE, None, False),
        (State.EXEMPT, None, False),
        (State.MISSING, None, True),
        (State.PROBE_ERROR, None, True),
        (State.BLOCKED, None, True),
        (State.FAILED_PROBE, None, True),
        (State.DISPUTED, None, True),
    ],
)
def test_each_state_has_its_own_effect(state: State, points: float | None, *, applicable: bool) -> None:
    node = card_of(unseen("A1", state)).node("A1")

    assert node is not None
    assert (node.points, node.applicable) == (points, applicable)


def test_not_applicable_only_removes_itself() -> None:
    without = points_by_code(card_of(seen("A2", 0.4), *FULL[2:], unseen("A1", State.NOT_APPLICABLE)))

    assert without["A"] == Decimal("40.0")
    assert {c: without[c] for c in ("A2", "B1", "B2", "B")} == {
        "A2": Decimal("40.0"),
        "B1": Decimal("100.0"),
        "B2": Decimal("70.0"),
        "B": Decimal("77.5"),
    }


def test_sources_stay_side_by_side_and_the_first_that_knows_decides() -> None:
    declared = replace(seen("A1", 1.0), source=Source.SELF_DECLARATION)
    assessed = replace(seen("A1", 0.6), source=Source.ASSESSOR)

    node = card_of(declared, seen("A1", 0.2), assessed).node("A1")

    assert node is not None
    assert (node.points, node.source) == (60.0, Source.ASSESSOR)
    assert [(m.observation.source, m.points, m.counts) for m in node.marks] == [
        (Source.ASSESSOR, 60.0, True),
        (Source.PROBE, 20.0, False),
        (Source.SELF_DECLARATION, 33.0, False),
    ]


def test_an_unverified_declaration_fills_in_where_the_probe_was_blocked_but_earns_little() -> None:
    declared = replace(seen("A1", 1.0), source=Source.SELF_DECLARATION)

    node = card_of(unseen("A1", State.BLOCKED), declared).node("A1")

    assert node is not None
    assert (node.points, node.source) == (33.0, Source.SELF_DECLARATION)


def test_addresses_of_a_body_become_one_mark_and_the_unseen_one_lowers_coverage() -> None:
    card = card_of(
        seen("A1", 0.2, address="https://a.test/"),
        seen("A1", 0.6, address="https://b.test/"),
        unseen("A1", State.PROBE_ERROR, address="https://c.test/"),
    )
    node = card.node("A1")

    assert node is not None
    assert (round(node.points or 0.0, 9), round(node.coverage, 3)) == (40.0, 0.667)
    assert node.evidence == ("evidence of A1",)


def test_a_cap_lowers_the_class_and_never_the_number() -> None:
    card = card_of(seen("A1", 0.1), seen("A2", 1.0), *FULL[2:3], seen("B2", 1.0, "s1"), seen("B2", 1.0, "s2"))

    assert (card.published, card.grade, card.capped_by) == (Decimal("77.5"), "poor", ("A1",))


def test_a_body_without_services_is_not_asked_about_them() -> None:
    node = score_unit(small(), "body", (), FULL[:3]).node("B2")

    assert node is not None
    assert (node.applicable, node.reason) == (False, NoValue(State.NOT_APPLICABLE, "no_services"))


def test_answers_to_questions_nobody_asked_are_refused() -> None:
    with pytest.raises(NotOfThisMethod):
        card_of(seen("Z9", 1.0))
    with pytest.raises(NotOfThisMethod):
        card_of(seen("B2", 1.0, "s9"))
    with pytest.raises(AnsweredTwice):
        card_of(seen("A1", 1.0), seen("A1", 0.0))


def test_a_restricted_method_keeps_its_weights_and_tells_its_share_of_the_whole() -> None:
    assessed_only = restrict(small(), {Source.ASSESSOR})

    card = score_unit(assessed_only, "body", SERVICES, [seen("A1", 0.8), seen("of another source", 1.0)])

    assert card.root.points is None
    assert (assessed_only.share_of_whole, restrict(small(), {Source.PROBE}).share_of_whole) == (
        Decimal(1),
        Decimal(0),
    )


def test_downtime_is_zero_only_where_the_method_says_so() -> None:
    text = TEXT.replace('code = "A1"', 'code = "A1"\nfailure_is_zero = true')
    node = score_unit(
        parse_methodology(text, "m"), "body", SERVICES, [unseen("A1", State.FAILED_PROBE)]
    ).node("A1")

    assert node is not None
    assert node.points == 0


def test_an_automated_service_leaves_the_score_where_the_method_says_so() -> None:
    text = TEXT.replace('code = "A1"', 'code = "A1"\nautomated = "not_applicable"')
    node = score_unit(parse_methodology(text, "m"), "body", SERVICES, [unseen("A1", State.AUTOMATED)]).node(
        "A1"
    )

    assert node is not None
    assert (node.points, node.applicable) == (None, False)


@given(st.randoms())
def test_the_order_of_observations_and_services_never_matters(dice: Random) -> None:
    shuffled = dice.sample(FULL, len(FULL))

    assert score_unit(small(), "body", SERVICES[::-1], shuffled) == card_of(*FULL)


@given(st.lists(st.floats(0, 1), min_size=5, max_size=5), st.integers(0, 4), st.floats(0, 1))
def test_better_never_scores_less_and_points_stay_within_0_and_100(
    numbers: list[float], position: int, better: float
) -> None:
    told = [replace(o, answer=Value(n)) for o, n in zip(FULL, numbers, strict=True)]
    best = max(better, numbers[position])
    mended = [*told[:position], replace(told[position], answer=Value(best)), *told[position + 1 :]]

    before, after = card_of(*told).points, card_of(*mended).points

    assert before is not None
    assert after is not None
    assert 0 <= before <= after + 1e-9
    assert after <= 100 + 1e-9


@given(st.lists(st.floats(0, 1), min_size=5, max_size=5), st.integers(0, 2))
def test_not_applicable_changes_nothing_but_its_own_absence(numbers: list[float], position: int) -> None:
    told = [replace(o, answer=Value(n)) for o, n in zip(FULL, numbers, strict=True)]
    gone = told[position].indicator
    out = [*told[:position], unseen(gone, State.NOT_APPLICABLE), *told[position + 1 :]]

    before, after = card_of(*told), card_of(*out)

    kept = [n.points for n in before.root.walk() if n.kind in {"indicator", "service"} and n.code != gone]
    assert [
        n.points for n in after.root.walk() if n.kind in {"indicator", "service"} and n.code != gone
    ] == kept
    assert after.root.coverage == before.root.coverage == 1
