"""A method that names what is varied publishes intervals, odds and groups of the whole set of uncertainty."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjeh.core.methodology.errors import MethodologyBroken
from sanjeh.core.methodology.methodology import Methodology, parse_methodology
from sanjeh.core.results.compute import compute_results
from sanjeh.core.results.model import OVERALL, BodyResult, Firmness, RankSampling
from sanjeh.core.scoring.engine import score_table
from sanjeh.core.scoring.inputs import BodyInput, table_of
from sanjeh.core.uncertainty.model import Model
from sanjeh.core.uncertainty.monte_carlo import drawn, robustness
from sanjeh.core.uncertainty.rank_confidence import confident_ranks
from sanjeh.core.uncertainty.replicates import Factor
from sanjeh.core.uncertainty.sample_builder import sample_of_scored
from tests.core.scoring.small import HEAD, STAGES, TEXT, TREE, seen, small

SAMPLING = RankSampling(seed=11, replicates=60)
EVERYTHING = ("weights", "total", "scale_ends", "left_out", "services")


def declaring(*varies: str, places: str = "") -> Methodology:
    names = ", ".join(f'"{name}"' for name in varies)
    made = f'places = "{places}"\n' if places else ""
    text = HEAD + f"[uncertainty]\nvaries = [{names}]\n{made}" + STAGES + TREE
    return parse_methodology(text, "small.toml")


def bodies(count: int = 7) -> tuple[BodyInput, ...]:
    """Return bodies close to one another; the last one is listed apart."""
    dice = np.random.Generator(np.random.PCG64(3))
    found = []
    for number in range(count):
        unit, level = f"b{number}", 0.55 + number * 0.03
        near = np.clip(level + dice.uniform(-0.2, 0.2, 5), 0, 1)
        told = [seen(code, float(n), unit=unit) for code, n in zip(("A1", "A2", "B1"), near, strict=False)]
        told += [seen("B2", float(n), service, unit=unit) for service, n in zip("st", near[3:], strict=True)]
        found.append(BodyInput(unit, ("s", "t"), ("odd",) if number % 2 else (), tuple(told)))
    return (*found, BodyInput("unseen", (), (), ()))


def results_of(method: Methodology) -> dict[str, BodyResult]:
    return {one.body.unit: one for one in compute_results(method, bodies(), SAMPLING).bodies}


def test_what_is_published_is_what_sanjeh_score_draws() -> None:
    method = declaring(*EVERYTHING)
    scored = score_table(method, table_of(method, bodies()))
    model = Model(sample_of_scored(scored), SAMPLING.seed)

    found = results_of(method)

    for one in robustness(model, replicates=SAMPLING.replicates).standings:
        assert found[one.unit].firmness == Firmness(
            interval=(one.low, one.median, one.high),
            group=one.group,
            p_classes=one.grade_odds,
            p_above_next=one.above_next,
            is_borderline=bool(one.borderline),
        )
        place = found[one.unit].places[OVERALL]
        assert (place.rank, place.low, place.high) == (one.rank, one.low, one.high)
    assert (found["unseen"].firmness, dict(found["unseen"].places)) == (None, {})


def test_places_in_a_category_are_counted_in_the_same_draws() -> None:
    method = declaring(*EVERYTHING)
    scored = score_table(method, table_of(method, bodies()))
    draws = drawn(Model(sample_of_scored(scored), SAMPLING.seed), replicates=60)
    odd = [row for row, unit in enumerate(draws.model.sample.units) if unit in {"b1", "b3", "b5"}]

    found = results_of(method)

    for unit, own in zip(("b1", "b3", "b5"), odd, strict=True):
        places = sorted(
            1 + sum(round(float(total[other]), 2) > round(float(total[own]), 2) for other in odd)
            for total in draws.totals
        )
        assert (found[unit].places["odd"].low, found[unit].places["odd"].high) == (places[2], places[56])


def test_a_method_can_name_intervals_that_hold_in_the_ranking_and_in_each_category() -> None:
    method = declaring(*EVERYTHING, places="pairwise")
    draws = drawn(Model(sample_of_scored(score_table(method, table_of(method, bodies()))), 11), replicates=60)
    odd = np.array([row for row, unit in enumerate(draws.model.sample.units) if unit in {"b1", "b3", "b5"}])
    scores = np.array([float(results_of(method)[unit].score or 0) for unit in draws.model.sample.units])
    whole = confident_ranks(scores, draws.totals, draws.hidden).tolist()
    among = confident_ranks(scores[odd], draws.totals[:, odd], draws.hidden[odd]).tolist()

    found = results_of(method)

    assert [_ends(found[f"b{n}"], OVERALL) for n in range(7)] == whole
    assert [_ends(found[f"b{n}"], "odd") for n in (1, 3, 5)] == among
    assert [list(one.firmness.interval)[::2] for one in found.values() if one.firmness] == whole


def _ends(one: BodyResult, category: str) -> list[int]:
    return [one.places[category].low, one.places[category].high]


def test_how_an_interval_is_made_changes_nothing_but_intervals_and_groups() -> None:
    older, newer = (results_of(declaring(*EVERYTHING, places=made)) for made in ("percentile", "pairwise"))

    assert [_bare(one) for one in older.values()] == [_bare(one) for one in newer.values()]
    assert [one.firmness for one in older.values()] != [one.firmness for one in newer.values()]


def _bare(one: BodyResult) -> BodyResult:
    firm = one.firmness and replace(one.firmness, interval=(0, one.firmness.interval[1], 0), group=0)
    places = {name: place.model_copy(update={"low": 0, "high": 0}) for name, place in one.places.items()}
    return replace(one, firmness=firm, places=places)


def test_to_name_the_older_intervals_changes_no_hash() -> None:
    assert declaring("weights", places="percentile").hash == declaring("weights").hash
    assert declaring("weights", places="pairwise").hash != declaring("weights").hash
    with pytest.raises(MethodologyBroken):
        declaring("weights", places="guessed")


def test_a_method_that_names_nothing_keeps_the_numbers_it_had() -> None:
    whole, weights = results_of(declaring(*EVERYTHING)), results_of(small())

    assert {one.firmness for one in weights.values()} == {None}
    for unit, one in weights.items():
        own = {name: (place.rank, place.of) for name, place in whole[unit].places.items()}
        assert own == {name: (place.rank, place.of) for name, place in one.places.items()}
        assert replace(whole[unit], places={}, firmness=None) == replace(one, places={})


@settings(max_examples=10)
@given(st.lists(st.sampled_from(EVERYTHING), min_size=1, unique=True))
def test_only_what_the_method_names_is_varied(varies: list[str]) -> None:
    found = compute_results(declaring(*varies), bodies(), SAMPLING)

    assert found.varied == tuple(factor for factor in Factor if factor in varies)


def test_the_class_of_fewer_than_four_in_five_draws_is_borderline() -> None:
    for one in results_of(declaring(*EVERYTHING)).values():
        if one.firmness:
            own = dict(one.firmness.p_classes).get(one.class_code, 0.0)
            assert one.firmness.is_borderline == (own < 0.80)
            assert sum(share for _, share in one.firmness.p_classes) == pytest.approx(1.0)


def test_the_hash_of_a_method_that_names_nothing_is_what_it_was() -> None:
    assert parse_methodology(TEXT, "m").hash == small().hash
    assert declaring(*EVERYTHING).hash not in {small().hash, declaring("weights").hash}
    assert "uncertainty" not in small().canonical_json


def test_a_factor_that_is_not_known_is_refused() -> None:
    with pytest.raises(MethodologyBroken):
        declaring("weather")
    with pytest.raises(MethodologyBroken):
        declaring()


def test_groups_follow_from_the_intervals_that_a_method_names() -> None:
    older, newer = (results_of(declaring(*EVERYTHING, places=made)) for made in ("percentile", "pairwise"))

    groups = [[one.firmness.group for one in found.values() if one.firmness] for found in (older, newer)]

    assert [max(one) for one in groups] == [3, 1]
    firm = [one.firmness for one in newer.values() if one.firmness]
    assert max(one.interval[0] for one in firm) <= min(one.interval[2] for one in firm)
