"""A draw changes what it says it changes, and nothing else; no draw at all gives the scorecard."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjeh.core.methodology.scales import Binary, Log, Scale
from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.model import Observation, State, Value
from sanjeh.core.uncertainty.goalposts import Ruler, ruler_of
from sanjeh.core.uncertainty.model import Model
from sanjeh.core.uncertainty.replicates import NOMINAL, Factor
from tests.core.scoring.reference.leaf_points import leaf_points
from tests.core.scoring.reference.sample import sample_of
from tests.core.scoring.small import seen, unseen
from tests.core.uncertainty.round import CONFUSED, SERVICES, card, cards, method, model

SHARES = st.floats(0, 1)
ANSWERS = st.fixed_dictionaries(
    {
        "A1": st.floats(0, 12) | st.sampled_from([State.NO_RESPONSE, State.AUTOMATED]),
        "A2": st.floats(80, 100) | st.just(State.NO_RESPONSE),
        "B1": st.sampled_from([0.0, 1.0, 2.0]),
        **{
            f"{code} {s}": SHARES | st.sampled_from([State.MISSING, State.NOT_APPLICABLE])
            for code in ("B2", "B3")
            for s in SERVICES
        },
    }
)


def ruler(scale: Scale) -> Ruler:
    """Return the ruler of a scale that has ends."""
    found = ruler_of(scale)
    assert found is not None
    return found


def told(unit: str, answers: dict[str, float | State]) -> list[Observation]:
    listed = []
    for place, answer in answers.items():
        code, _, service = place.partition(" ")
        listed.append(
            unseen(code, answer, service, unit=unit)
            if isinstance(answer, State)
            else seen(code, answer, service, unit=unit)
        )
    return listed


@given(st.lists(ANSWERS, min_size=1, max_size=4), st.sampled_from(["arithmetic", "geometric"]))
def test_without_any_throw_every_body_has_the_points_of_its_scorecard(
    bodies: list[dict[str, float | State]], total: str
) -> None:
    methodology = method().model_copy(update={"total": total})
    scored = [card(f"b{n}", told(f"b{n}", body), methodology) for n, body in enumerate(bodies)]
    ranked = [one for one in scored if one.rank_score is not None]

    drawn = Model(sample_of(methodology, scored), seed=1)
    points = drawn.points(NOMINAL)

    assert points == pytest.approx(leaf_points(methodology, ranked), nan_ok=True, abs=1e-9)
    assert drawn.totals(NOMINAL, points).tolist() == pytest.approx([one.points for one in ranked])


def test_points_of_several_addresses_and_of_declarations_are_those_of_the_card() -> None:
    several = [
        seen("A1", 4.0, address="x", unit="b"),
        seen("A1", 8.0, address="y", unit="b"),
        Observation("b", "A2", Value(97.0), Source.SELF_DECLARATION),
        Observation("b", "B1", Value(2.0), Source.SELF_DECLARATION),
        *(seen("B2", 0.5, s, unit="b") for s in SERVICES),
        *(seen("B3", 0.5, s, unit="b") for s in SERVICES),
    ]
    drawn = Model(sample_of(method(), [card("b", several)]), seed=1)

    assert drawn.points(NOMINAL).tolist() == [[50.0, 33.0, 33.0, 50.0, 50.0]]
    moved = np.array([drawn.points({Factor.ENDS: throw})[0] for throw in range(50)])
    assert np.ptp(moved[:, 0]) > 5
    assert moved[:, 1].max() <= 33


THROWN = {
    Factor.ENDS: {"A1", "A2", "B2", "B3"},
    Factor.SERVICES: {"B2", "B3"},
    Factor.RESPONDENTS: {"A1"},
    Factor.ASSESSORS: {"B1"},
    Factor.WEIGHTS: set(),
    Factor.TOTAL: set(),
    Factor.LEFT_OUT: set(),
}


@pytest.mark.parametrize("factor", Factor)
def test_a_factor_moves_only_the_points_it_speaks_of(factor: Factor) -> None:
    drawn = model(repeats=CONFUSED)
    settled = drawn.points(NOMINAL)

    moved = {
        leaf.code
        for throw in range(30)
        for at, leaf in enumerate(method().indicators)
        if (drawn.points({factor: throw})[:, at] != settled[:, at]).any()
    }

    assert moved == THROWN[factor]


@pytest.mark.parametrize("factor", [Factor.WEIGHTS, Factor.TOTAL, Factor.LEFT_OUT])
def test_other_factors_move_the_total_alone(factor: Factor) -> None:
    drawn = model()
    points = drawn.points(NOMINAL)

    totals = {tuple(drawn.totals({factor: throw}, points)) for throw in range(30)}

    assert len(totals) > 2


def test_scale_ends_move_by_a_tenth_and_points_stay_between_nothing_and_full_marks() -> None:
    straight = ruler(method().indicator("A1").scale)

    assert straight.points(np.array([0.5]), (0.1, 0.1)).tolist() == pytest.approx([40.0])
    assert straight.points(np.array([0.5]), (-0.1, -0.1)).tolist() == pytest.approx([60.0])
    assert straight.points(np.array([-1.0, 0.05, 2.0]), (0.1, 0.0)).tolist() == [0.0, 0.0, 100.0]


def test_the_ends_of_a_share_move_inwards_only() -> None:
    share = ruler(method().indicator("B2").scale)

    assert share.points(np.array([0.0, 0.5, 1.0]), (-0.1, 0.1)).tolist() == pytest.approx([0.0, 50.0, 100.0])
    assert share.points(np.array([0.95]), (0.0, 0.1)).tolist() == [100.0]


def test_a_bent_scale_keeps_its_shape_when_its_ends_move() -> None:
    bent = ruler(method().indicator("A2").scale)

    # From 90..99 to 90.9..99.9: what earned 33 points at 95 earns them at 95.9.
    assert bent.points(bent.places(np.array([95.0, 95.9])), (0.1, 0.1)).tolist() == pytest.approx(
        [27.06, 33.0]
    )


def test_no_response_stays_nothing_whatever_is_thrown() -> None:
    silent = [
        unseen("A1", State.NO_RESPONSE, unit="b"),
        unseen("A2", State.NO_RESPONSE, unit="b"),
        seen("B1", 1.0, unit="b"),
        *(seen(code, 0.5, s, unit="b") for code in ("B2", "B3") for s in SERVICES),
    ]
    drawn = Model(sample_of(method(), [card("b", silent)]), seed=3)

    thrown = [drawn.points(dict.fromkeys(drawn.factors, throw))[0, :2].tolist() for throw in range(20)]

    assert thrown == [[0.0, 0.0]] * 20


def test_a_factor_that_can_change_nothing_is_not_thrown() -> None:
    body_only = [one for one in model().sample.columns if one.indicator.unit == "body"]
    assert model().factors == (
        Factor.WEIGHTS,
        Factor.TOTAL,
        Factor.ENDS,
        Factor.LEFT_OUT,
        Factor.SERVICES,
    )
    assert model(repeats=CONFUSED).factors == tuple(Factor)
    assert len(body_only) == 3


def test_the_seed_and_the_throw_decide_and_nothing_else_does() -> None:
    draw = dict.fromkeys(Factor, 5)
    first, again, other = (model(seed, CONFUSED) for seed in (1, 1, 2))

    again.points(dict.fromkeys(Factor, 4))

    assert first.points(draw).tobytes() == again.points(draw).tobytes()
    assert first.points(draw).tobytes() != other.points(draw).tobytes()


def test_bodies_that_are_listed_apart_are_not_drawn() -> None:
    apart = replace(cards()[0], unit="apart", root=replace(cards()[0].root, sufficient=False))

    assert "apart" not in sample_of(method(), [*cards(), apart]).units


def test_a_logarithmic_scale_moves_on_the_logarithm() -> None:
    log = ruler(Log(kind="log", zero=1000.0, full=10.0))

    assert log.points(log.places(np.array([100.0, 0.0, 1e9])), (0.0, 0.0)).tolist() == pytest.approx(
        [50.0, 100.0, 0.0]
    )
    # A tenth of two decades: both ends are moved by the factor 10 ** 0.2.
    assert log.points(log.places(np.array([100.0])), (0.1, 0.1)).tolist() == pytest.approx([40.0])


def test_rubrics_and_yes_or_no_have_no_ends() -> None:
    assert ruler_of(Binary(kind="binary")) is None
    assert ruler_of(method().indicator("B1").scale) is None
