"""A body as it would be with another value: every service of it, and nobody else."""

import numpy as np
import pytest

from sanjeh.core.methodology.methodology import parse_methodology
from sanjeh.core.scoring.engine import score_leaves, score_table
from sanjeh.core.scoring.inputs import BodyInput, table_of
from sanjeh.core.scoring.leaf_resolution import resolved
from sanjeh.core.scoring.methodology_tree import INDEX
from sanjeh.core.scoring.normalise import OutsideScale
from sanjeh.core.scoring.what_if import NothingToChange, changed
from tests.core.scoring.small import HEAD, WORDS, axis, indicator, seen, small

RELATIVE = parse_methodology(
    (
        HEAD.replace("version = 1", f"version = 1\nreplicates = {WORDS}")
        + axis("A", indicator("A1", weight="100"), weight="100")
    ).replace('{ kind = "share" }', '{ kind = "relative", method = "min_max" }'),
    "relative.toml",
)


def bodies() -> tuple[BodyInput, ...]:
    return tuple(
        BodyInput(
            unit,
            services,
            (),
            (
                *(seen(code, 0.5, unit=unit) for code in ("A1", "A2", "B1")),
                *(seen("B2", 0.5, service, unit=unit) for service in services),
            ),
        )
        for unit, services in (("one", ("s1", "s2")), ("other", ()))
    )


def totals_with(what: tuple[str, str, float]) -> dict[str, float]:
    table = table_of(small(), bodies())
    leaves = changed(small(), table, resolved(small(), table), what)
    scored = score_leaves(small(), table, leaves)
    return dict(zip(scored.units, np.round(scored.points[INDEX], 9).tolist(), strict=True))


def test_nothing_changes_but_the_body_and_the_indicator_that_are_named() -> None:
    assert totals_with(("one", "A1", 1.0)) == {"one": 62.5, "other": 50.0}
    assert totals_with(("other", "A1", 0.0)) == {"one": 50.0, "other": 37.5}


def test_an_indicator_of_services_changes_in_every_service_of_the_body() -> None:
    assert totals_with(("one", "B2", 1.0)) == {"one": 68.75, "other": 50.0}


def test_each_service_of_the_body_has_the_changed_value_as_its_own() -> None:
    table = table_of(small(), bodies())
    column = [leaf.code for leaf in small().indicators].index("B2")

    leaves = changed(small(), table, resolved(small(), table), ("one", "B2", 1.0))

    own = leaves.indicator == column
    assert leaves.service[own].tolist() == [0, 1]
    assert leaves.points[own].tolist() == [100.0, 100.0]


def test_a_changed_value_counts_as_seen_and_verified() -> None:
    table = table_of(small(), [BodyInput("one", (), (), (seen("A2", 0.5, unit="one"),))])

    leaves = changed(small(), table, resolved(small(), table), ("one", "A1", 0.9))

    assert (leaves.points.tolist(), leaves.number.tolist()) == ([50.0, 90.0], [0.5, 0.9])
    assert (leaves.coverage.tolist(), leaves.applicable.tolist()) == ([1.0, 1.0], [True, True])


def test_on_a_relative_scale_the_value_itself_is_compared_again() -> None:
    table = table_of(
        RELATIVE,
        [BodyInput(unit, (), (), (seen("A1", n, unit=unit),)) for unit, n in (("p", 1), ("q", 3), ("r", 5))],
    )

    leaves = changed(RELATIVE, table, resolved(RELATIVE, table), ("p", "A1", 7.0))

    assert score_leaves(RELATIVE, table, leaves).points[INDEX].tolist() == [100.0, 0.0, 50.0]
    assert score_table(RELATIVE, table).points[INDEX].tolist() == [0.0, 50.0, 100.0]


@pytest.mark.parametrize(
    ("what", "error"),
    [
        (("nobody", "A1", 0.5), ValueError),
        (("one", "Z9", 0.5), KeyError),
        (("one", "A1", 1.5), OutsideScale),
        (("other", "B2", 0.5), NothingToChange),
    ],
)
def test_what_cannot_be_supposed_is_refused(what: tuple[str, str, float], error: type[Exception]) -> None:
    with pytest.raises(error):
        totals_with(what)
