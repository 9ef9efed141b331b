"""A file and its scorecards give the same sample, and so the same intervals."""

import csv
from pathlib import Path

import numpy as np
import pytest

from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.model import Observation, State, Value
from sanjeh.core.scoring.engine import score_table
from sanjeh.core.scoring.inputs import BodyInput, table_of
from sanjeh.core.uncertainty.model import Model
from sanjeh.core.uncertainty.monte_carlo import robustness
from sanjeh.core.uncertainty.replicates import Factor
from sanjeh.core.uncertainty.sample import Sample
from sanjeh.core.uncertainty.sample_builder import sample_of_scored
from sanjeh.engine.observation_files import read_observations
from sanjeh.engine.shipped import load_methodology
from tests.core.scoring.reference.sample import sample_of
from tests.core.scoring.small import seen, unseen
from tests.core.uncertainty.round import SERVICES, card, method, observations

LISTED_APART = [seen("A1", 5.0, unit="apart")]


def told() -> dict[str, list[Observation]]:
    dice = np.random.Generator(np.random.PCG64(7))
    bodies = {f"b{n}": observations(f"b{n}", 0.1 + n / 10, dice) for n in range(8)}
    odd = [
        seen("A1", 4.0, address="https://x.test/", unit="odd"),
        seen("A1", 8.0, address="https://y.test/", unit="odd"),
        Observation("odd", "A2", Value(97.0), Source.SELF_DECLARATION),
        unseen("B1", State.NO_RESPONSE, unit="odd"),
        *(seen(code, 0.5, s, unit="odd") for code in ("B2", "B3") for s in SERVICES),
    ]
    return bodies | {
        "odd": odd,
        "apart": [*LISTED_APART, *(unseen("B2", State.MISSING, s, unit="apart") for s in SERVICES)],
    }


@pytest.fixture
def from_file(tmp_path: Path) -> Sample:
    path = tmp_path / "round.csv"
    with path.open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["unit", "service", "address", "indicator", "state", "value", "source"])
        for one in (observation for each in told().values() for observation in each):
            number = repr(one.answer.number) if isinstance(one.answer, Value) else ""
            state = "value" if number else one.answer.state
            table.writerow([one.unit, one.service, one.address, one.indicator, state, number, one.source])
    read = read_observations(path, method())
    return sample_of_scored(score_table(method(), read))


def test_a_file_gives_the_sample_of_its_scorecards(from_file: Sample) -> None:
    explained = sample_of(method(), [card(unit, listed) for unit, listed in told().items()])

    assert from_file.units == explained.units
    assert from_file.services == explained.services
    assert from_file.owner.tolist() == explained.owner.tolist()
    for fast, slow in zip(from_file.columns, explained.columns, strict=True):
        assert fast.indicator == slow.indicator
        assert fast.points == pytest.approx(slow.points, nan_ok=True)
        assert fast.numbers == pytest.approx(slow.numbers, nan_ok=True)
        known = ~np.isnan(slow.points)
        assert fast.sources[known].tolist() == slow.sources[known].tolist()


def test_and_so_the_same_intervals(from_file: Sample) -> None:
    explained = sample_of(method(), [card(unit, listed) for unit, listed in told().items()])

    first, second = (robustness(Model(drawn, 3), replicates=50) for drawn in (from_file, explained))

    assert first == second


def test_points_won_against_others_are_no_place_on_a_scale_and_no_draw_moves_them() -> None:
    method = load_methodology("un-egdi-2022")
    bodies = [
        BodyInput(
            unit,
            (),
            (),
            tuple(Observation(unit, code, Value(n), Source.RECORD) for code in ("OSI", "HCI", "TII")),
        )
        for unit, n in (("X", 0.2), ("Y", 0.8), ("Z", 0.5))
    ]

    sample = sample_of_scored(score_table(method, table_of(method, bodies)))

    assert sample.columns[0].points.tolist() == pytest.approx([20.0, 80.0, 50.0])
    assert np.isnan(sample.columns[0].numbers).all()
    assert Model(sample, 1).factors == (Factor.WEIGHTS, Factor.LEFT_OUT)
