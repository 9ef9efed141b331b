"""A table is resolved in blocks, leaves out what a method does not ask, and counts what it left out."""

from dataclasses import replace

import numpy as np
import pytest

from sanjeh.core.methodology.methodology import restrict
from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.model import State
from sanjeh.core.observations.table import ObservationTable
from sanjeh.core.scoring import leaf_resolution
from sanjeh.core.scoring.engine import score_table
from sanjeh.core.scoring.leaf_resolution import resolved, row_points, uncounted
from sanjeh.core.scoring.methodology_tree import INDEX
from tests.core.scoring.small import small
from tests.core.scoring.tables import table


def row(unit: str, indicator: str, value: str, source: str = "", service: str = "") -> dict[str, str]:
    return {"unit": unit, "indicator": indicator, "value": value, "source": source, "service": service}


ROWS = [
    row("a", "A1", "0.5", "assessor"),
    row("a", "A1", "0.9", "citizen"),
    row("a", "A2", "1", "probe"),
    row("b", "A1", "0.2", "self_declaration"),
    row("b", "B2", "0.4", "assessor", "s1"),
]


def known() -> ObservationTable:
    return table(small(), ROWS)


@pytest.mark.parametrize(
    ("indicators", "counted"),
    [(("A1", "A2", "B1", "B2"), (0, 1)), (("A1", "A2", "X", "Y"), (1, 1)), (("X", "A2", "B1", "B2"), (3, 0))],
)
def test_rows_of_other_indicators_and_of_sources_that_are_not_asked_are_counted(
    indicators: tuple[str, ...], counted: tuple[int, int]
) -> None:
    assert uncounted(small(), replace(known(), indicators=indicators)) == counted


def test_rows_of_indicators_that_are_not_scored_are_left_out() -> None:
    other = replace(known(), indicators=("X", "A2", "B1", "Y"))

    leaves = resolved(small(), other)

    assert (leaves.unit.tolist(), leaves.indicator.tolist(), leaves.points.tolist()) == ([0], [1], [100.0])
    assert row_points(small(), other, slice(0, 3)).tolist() == pytest.approx(
        [np.nan, np.nan, 100.0], nan_ok=True
    )


def test_a_table_that_answers_nothing_of_a_method_has_no_leaves() -> None:
    foreign = replace(known(), indicators=("W", "X", "Y", "Z"))

    assert resolved(small(), foreign).points.tolist() == []
    assert np.isnan(score_table(small(), foreign).points[INDEX]).all()


def test_a_restricted_method_hears_only_its_sources() -> None:
    leaves = resolved(restrict(small(), {Source.ASSESSOR}), known())

    assert leaves.points.tolist() == pytest.approx([50.0, np.nan, np.nan, 40.0], nan_ok=True)


@pytest.mark.parametrize("rows", [1, 2, 3, 100])
def test_the_size_of_the_blocks_changes_nothing(rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = resolved(small(), known())

    monkeypatch.setattr(leaf_resolution, "ROWS_AT_ONCE", rows)
    parts = resolved(small(), known())

    for name in ("unit", "service", "indicator", "applicable", "source"):
        assert getattr(parts, name).tolist() == getattr(whole, name).tolist()
    assert parts.points.tobytes() == whole.points.tobytes()


def test_the_value_behind_the_points_is_kept_where_there_is_exactly_one() -> None:
    addresses = [
        {**row("a", "A1", "0.4", "probe"), "address": "https://one.test/"},
        {**row("a", "A1", "0.8", "probe"), "address": "https://two.test/"},
        {**row("a", "A2", "0.7", "probe"), "address": "https://one.test/"},
    ]

    leaves = resolved(small(), table(small(), addresses))

    assert leaves.points.tolist() == pytest.approx([60.0, 70.0])
    assert leaves.number.tolist() == pytest.approx([np.nan, 0.7], nan_ok=True)


def test_a_question_of_which_nothing_counts_has_no_source() -> None:
    silent = [{**row("a", "A1", ""), "state": State.BLOCKED.value}]

    leaves = resolved(small(), table(small(), silent))

    assert (leaves.source.tolist(), leaves.coverage.tolist()) == ([leaf_resolution.NO_SOURCE], [0.0])
    assert leaves.applicable.tolist() == [True]
