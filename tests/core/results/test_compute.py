"""The results of a round are those of the oracle: bodies scored alone, ranked by the published rule."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.model import Observation, Value
from sanjeh.core.results.compute import compute_results
from sanjeh.core.results.model import OVERALL, AxisResult, BodyResult, CategoryPlace, RankSampling
from sanjeh.core.scoring.card import Scorecard
from sanjeh.core.scoring.inputs import AnsweredTwice, BodyInput, NotOfThisMethod, table_of
from sanjeh.core.scoring.normalise import OutsideScale
from sanjeh.core.scoring.rank import ranks
from tests.core.scoring.alike import differences
from tests.core.scoring.reference.scorecard import score_unit
from tests.core.scoring.reference.stages import maturity
from tests.core.scoring.reference.uncertainty import rank_intervals
from tests.core.scoring.small import seen, small
from tests.core.scoring.test_explain import GENERATED, bodies_of

SAMPLING = RankSampling(seed=5, replicates=40)
CATEGORIES = {"a": ("big",), "b": ("big", "far"), "c": (), "d": ("far",)}


def by_the_oracle(method: Methodology, bodies: list[BodyInput]) -> tuple[BodyResult, ...]:
    cards = {body.unit: score_unit(method, body.unit, body.services, body.observations) for body in bodies}
    held: dict[str, dict[str, CategoryPlace]] = {body.unit: {} for body in bodies}
    for name in (OVERALL, "big", "far"):
        own = [cards[body.unit] for body in bodies if name in (OVERALL, *body.categories)]
        points = {c.unit: c.points for c in own if c.rank_score is not None and c.points is not None}
        around = rank_intervals(method, own, seed=SAMPLING.seed, replicates=SAMPLING.replicates)
        for unit, place in ranks(points).items():
            held[unit][name] = CategoryPlace(
                rank=place.number, low=around[unit].low, high=around[unit].high, of=len(points)
            )
    return tuple(_result(method, body, cards[body.unit], held[body.unit]) for body in bodies)


def _result(
    method: Methodology, body: BodyInput, card: Scorecard, held: dict[str, CategoryPlace]
) -> BodyResult:
    ripe, is_ranked = maturity(method, card, body.services), card.published is not None
    return BodyResult(
        body=body,
        score=card.rank_score,
        class_code=card.grade,
        capped_by=card.capped_by,
        stage=ripe.stage if is_ranked else None,
        readiness=ripe.readiness if is_ranked else None,
        coverage=card.root.coverage,
        axes=tuple(
            AxisResult(axis.code, axis.points, axis.coverage, axis.applicable, axis.sufficient)
            for axis in card.root.children
        ),
        places=held,
    )


@settings(max_examples=60)
@given(st.sampled_from(sorted(GENERATED)), st.randoms(use_true_random=True))
def test_results_are_those_of_bodies_scored_alone_and_ranked(name: str, dice: Random) -> None:
    method = GENERATED[name]
    bodies = [
        BodyInput(one.unit, one.services, CATEGORIES[one.unit], one.observations)
        for one in bodies_of(method, dice)
    ]
    dice.shuffle(bodies)

    found = compute_results(method, bodies, SAMPLING).bodies

    assert list(differences(found, by_the_oracle(method, bodies))) == []


def body(*observations: Observation) -> BodyInput:
    return BodyInput("body", ("s",), (), observations)


def test_an_indicator_or_a_service_that_is_not_of_the_round_is_refused() -> None:
    with pytest.raises(NotOfThisMethod, match="has no indicator Z9"):
        table_of(small(), [body(seen("Z9", 1.0))])
    with pytest.raises(NotOfThisMethod, match="has no service t"):
        table_of(small(), [body(seen("B2", 1.0, "t"))])


def test_two_answers_of_one_source_to_one_question_are_refused() -> None:
    with pytest.raises(AnsweredTwice, match="body / A1 /  /  / probe"):
        table_of(small(), [body(seen("A2", 1.0), seen("A1", 1.0), seen("A1", 0.5), seen("B1", 1.0))])


def test_a_value_that_the_scale_does_not_have_is_refused() -> None:
    with pytest.raises(OutsideScale, match=r"1\.01"):
        table_of(small(), [body(Observation("body", "A1", Value(1.01), Source.PROBE))])


def test_what_was_said_of_another_body_is_passed_over() -> None:
    told = table_of(small(), [body(seen("A1", 1.0), seen("A1", 0.5, unit="another"))])

    assert tuple(told.observations_of("body")) == (seen("A1", 1.0),)
