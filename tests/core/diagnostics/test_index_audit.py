"""The audit gives the figures of the textbooks, and raises each doubt exactly where it is due."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from sanjeh.core.diagnostics.correlations import correlations, cronbach_alpha
from sanjeh.core.diagnostics.distributions import Spread, kurtosis, skewness
from sanjeh.core.diagnostics.effective_weights import effective_weights
from sanjeh.core.diagnostics.findings import Audit, CorrelatedPair, Doubt, Flag, PartAudit
from sanjeh.core.diagnostics.guttman_scale import GuttmanScale, Respondent, ScaleItems, guttman_scale
from sanjeh.core.diagnostics.index_audit import audit
from sanjeh.core.methodology.parts import Criterion
from sanjeh.core.scoring.methodology_tree import stated, tree_of
from sanjeh.core.uncertainty.sample import Sample
from tests.core.scoring.reference.sample import sample_of
from tests.core.scoring.small import small
from tests.core.uncertainty.round import cards, method

# The examples in the documentation of SKEW and KURT, which have the same formulas.
SPREADSHEET = np.array([3.0, 4.0, 5.0, 2.0, 3.0, 4.0, 5.0, 6.0, 4.0, 7.0])


def sample(**columns: list[float]) -> Sample:
    """Return the round of the tests with the points and values of some columns replaced."""
    drawn = sample_of(method(), cards())
    changed = tuple(
        replace(c, points=np.array(columns[c.indicator.code]), numbers=np.full(c.points.size, np.nan))
        if c.indicator.code in columns
        else c
        for c in drawn.columns
    )
    return replace(drawn, columns=changed)


def doubts(found: Audit) -> set[tuple[Doubt, tuple[str, ...]]]:
    return {(flag.doubt, flag.codes) for flag in found.flags}


def test_skewness_and_kurtosis_are_those_of_a_spreadsheet() -> None:
    assert skewness(SPREADSHEET) == pytest.approx(0.359543071, abs=1e-9)
    assert kurtosis(SPREADSHEET) == pytest.approx(-0.151799637, abs=1e-9)


@given(arrays.arrays(np.float64, (6, 3), elements=st.floats(0, 100).map(lambda x: round(x, 3))))
def test_correlations_without_gaps_are_pearsons(points: NDArray[np.float64]) -> None:
    own = correlations(points)
    there = ~np.isnan(own)

    with np.errstate(all="ignore"):
        known = np.atleast_2d(np.corrcoef(points, rowvar=False))

    assert own[there] == pytest.approx(known[there], abs=1e-6)


def test_a_correlation_is_taken_over_the_rows_that_have_both() -> None:
    points = np.array([[1.0, 2.0], [2.0, 4.0], [3.0, 6.0], [np.nan, 0.0], [9.0, np.nan]])

    assert correlations(points).tolist() == [[pytest.approx(1.0)] * 2] * 2


def test_what_never_differs_has_no_correlation() -> None:
    found = correlations(np.array([[1.0, 5.0], [2.0, 5.0], [3.0, 5.0]]))

    assert np.isnan(found[0, 1])
    assert np.isnan(found[1, 1])


def test_alpha_of_a_worked_example() -> None:
    """Variances 2.5 and 2.5 of the columns and 9 of their sum: 2 * (1 - 5 / 9)."""
    points = np.array([[1.0, 1.0], [2.0, 3.0], [3.0, 2.0], [4.0, 5.0], [5.0, 4.0]])

    assert cronbach_alpha(points) == pytest.approx(2 * (1 - 5 / 9.0))
    assert cronbach_alpha(points[:, :1]) is None
    assert cronbach_alpha(np.full((4, 2), 7.0)) is None


def test_a_missing_weight_acts_through_its_siblings() -> None:
    points = np.array([[50.0, 50.0, 50.0, 50.0], [50.0, np.nan, np.nan, np.nan]])

    acting = effective_weights(tree_of(small()), points, stated(small()))

    assert acting.tolist() == [(0.25 + 1.0) / 2, 0.25 / 2, 0.125 / 2, 0.375 / 2]


def climbed(*rows: str) -> GuttmanScale | None:
    met = np.array([[mark == "x" for mark in row] for row in rows])
    stages = list(range(1, met.shape[1] + 1))
    return guttman_scale(
        Respondent.BODIES, ScaleItems(met, np.ones_like(met)), stages, np.ones(len(stages), dtype=bool)
    )


def test_a_true_ladder_is_reproduced_wholly() -> None:
    found = climbed("x..", "xx.", "xxx", "...")

    assert found is not None
    assert replace(found, by_chance=round(found.by_chance, 9)) == GuttmanScale(
        Respondent.BODIES, 4, (1, 2, 3), (0.75, 0.5, 0.25), 1.0, 0.666666667
    )


def test_a_rung_out_of_order_makes_two_errors() -> None:
    found = climbed("x..", "xx.", "xxx", ".x.")

    assert found
    assert found.coefficient == pytest.approx(1 - 2 / 12)


def test_one_stage_is_no_ladder() -> None:
    assert climbed("x", ".") is None


def test_a_sound_index_of_enough_bodies_raises_only_the_doubt_that_is_there() -> None:
    assert doubts(audit(sample_of(method(), cards()))) == {(Doubt.REDUNDANT, ("B2", "B3"))}


def test_an_indicator_that_runs_against_its_axis_is_named() -> None:
    steps = np.linspace(0, 100, 12)
    found = audit(sample(A1=list(steps), A2=list(60 - steps / 2), B1=[50.0] * 12))

    assert {
        (Doubt.AGAINST, ("A2",)),
        (Doubt.CONSTANT, ("B1",)),
        (Doubt.REDUNDANT, ("A1", "A2")),
        (Doubt.INCONSISTENT, ("A",)),
    } <= doubts(found)


def test_an_axis_that_hardly_differs_decides_less_than_it_weighs() -> None:
    dice = np.random.Generator(np.random.PCG64(3))
    found = audit(sample(A1=list(50 + dice.random(12)), A2=list(50 + dice.random(12))))

    assert (Doubt.DECIDES_TOO_LITTLE, ("A",)) in doubts(found)


def test_values_beyond_the_ends_of_a_scale_and_lopsided_ones_are_named() -> None:
    drawn = sample_of(method(), cards())
    beyond = replace(drawn.columns[0], numbers=np.array([12.0] * 4 + [1.0] * 5 + [5.0] * 3))
    lopsided = replace(drawn.columns[1], points=np.array([0.0] * 11 + [100.0]))

    found = audit(replace(drawn, columns=(beyond, lopsided, *drawn.columns[2:])))

    assert {
        (Doubt.CLIPPED_LOW, ("A1",)),
        (Doubt.CLIPPED_HIGH, ("A1",)),
        (Doubt.SKEWED, ("A2",)),
    } <= doubts(found)


def test_few_bodies_are_said_to_be_few() -> None:
    assert (Doubt.FEW_BODIES, ()) in doubts(audit(sample_of(method(), cards()[:4])))


def test_nobody_ranked_is_still_an_audit() -> None:
    found = audit(sample_of(method(), []))

    assert found.bodies == 0
    assert doubts(found) == {(Doubt.FEW_BODIES, ())}


def test_the_order_of_the_cards_never_matters() -> None:
    assert audit(sample_of(method(), cards()[::-1])) == audit(sample_of(method(), cards()))


PART = PartAudit("A", "", None, 1.0, 0.5, 0.5, 0.5, 0.0)
NOTHING = Audit(20, (), (), (), (), ())


def test_doubts_about_axes_stages_and_idle_indicators_follow_their_thresholds() -> None:
    found = replace(
        NOTHING,
        axes=(replace(PART, decides=1.0), replace(PART, decides=1.01), replace(PART, decides=None)),
        indicators=(replace(PART, with_axis=0.3), replace(PART, code="A1", with_axis=0.29)),
        ladders=(
            GuttmanScale(Respondent.SERVICES, 9, (1, 2), (0.5, 0.4), 0.9, 0.5),
            GuttmanScale(Respondent.BODIES, 9, (1, 2), (0.5, 0.4), 0.89, 0.5),
        ),
    )

    assert found.flags == (
        Flag(Doubt.WEAK, ("A1",), 0.29),
        Flag(Doubt.DECIDES_TOO_MUCH, ("A",), 1.01),
        Flag(Doubt.NO_LADDER, (Respondent.BODIES,), 0.89),
    )


def test_a_stage_asks_of_bodies_its_own_criteria_and_of_services_theirs() -> None:
    """A criterion on what is not asked is passed over, and so are the services where no share of them is."""
    first, second = method().stages
    own = [
        first.model_copy(update={"services_share": 0.0}),
        second.model_copy(update={"body": (*second.body, Criterion(indicator="Z9", at_least=100))}),
    ]
    drawn = sample_of(method(), cards())

    (of_services, of_bodies) = audit(
        replace(drawn, methodology=method().model_copy(update={"stages": tuple(own)}))
    ).ladders
    (services_before, bodies_before) = audit(drawn).ladders

    assert (of_services, of_services.climbers, of_bodies.climbers) == (services_before, 36, 12)
    assert of_bodies.met[0] >= bodies_before.met[0]
    assert of_bodies.met[1] == bodies_before.met[1]


def test_the_weights_of_nobody_never_acted() -> None:
    nobody = np.empty((0, 4))

    assert effective_weights(tree_of(small()), nobody, stated(small())).tolist() == [0.0] * 4


def test_a_method_without_stages_has_no_ladder() -> None:
    stageless = method().model_copy(update={"stages": ()})

    assert audit(replace(sample_of(method(), cards()), methodology=stageless)).ladders == ()


SOUND = Spread(seen=9, mean=50.0, deviation=10.0, skewness=0.0, kurtosis=0.0, below=0.0, above=0.0)


@pytest.mark.parametrize(
    ("found", "raised"),
    [
        (replace(NOTHING, bodies=10), []),
        (replace(NOTHING, bodies=9), [Doubt.FEW_BODIES]),
        (replace(NOTHING, pairs=(CorrelatedPair("A1", "A2", "A", 0.9),)), []),
        (replace(NOTHING, pairs=(CorrelatedPair("A1", "A2", "A", -0.91),)), [Doubt.REDUNDANT]),
        (replace(NOTHING, axes=(replace(PART, alpha=0.7),)), []),
        (replace(NOTHING, axes=(replace(PART, alpha=0.69),)), [Doubt.INCONSISTENT]),
        (replace(NOTHING, axes=(replace(PART, decides=0.25),)), []),
        (replace(NOTHING, axes=(replace(PART, decides=0.24),)), [Doubt.DECIDES_TOO_LITTLE]),
        (replace(NOTHING, indicators=(replace(PART, with_axis=0.0),)), [Doubt.WEAK]),
        (replace(NOTHING, indicators=(replace(PART, with_axis=-0.01),)), [Doubt.AGAINST]),
        (replace(NOTHING, indicators=(replace(PART, spread=SOUND),)), []),
        (replace(NOTHING, indicators=(replace(PART, spread=replace(SOUND, below=0.2, above=0.2)),)), []),
        (
            replace(NOTHING, indicators=(replace(PART, spread=replace(SOUND, below=0.21, above=0.21)),)),
            [Doubt.CLIPPED_LOW, Doubt.CLIPPED_HIGH],
        ),
        (
            replace(NOTHING, indicators=(replace(PART, spread=replace(SOUND, deviation=0.0)),)),
            [Doubt.CONSTANT],
        ),
        (replace(NOTHING, indicators=(replace(PART, spread=replace(SOUND, seen=1, deviation=0.0)),)), []),
        (
            replace(NOTHING, indicators=(replace(PART, spread=replace(SOUND, skewness=2.0, kurtosis=9.0)),)),
            [],
        ),
        (
            replace(NOTHING, indicators=(replace(PART, spread=replace(SOUND, skewness=-2.1, kurtosis=3.6)),)),
            [Doubt.SKEWED],
        ),
    ],
)
def test_each_doubt_begins_just_beyond_its_threshold(found: Audit, raised: list[Doubt]) -> None:
    assert [flag.doubt for flag in found.flags] == raised
