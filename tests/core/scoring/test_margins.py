"""What full marks would bring: points of the total, and ranks among those who stay as they are."""

import numpy as np
import pytest

from sanjeh.core.methodology.methodology import parse_methodology
from sanjeh.core.scoring import margins as of_margins
from sanjeh.core.scoring.engine import Scored, score_table
from sanjeh.core.scoring.inputs import BodyInput, table_of
from sanjeh.core.scoring.margins import Gain, gains_of, margins
from tests.core.scoring.small import HEAD, axis, indicator, seen

METHOD = parse_methodology(
    HEAD + axis("A", indicator("A1"), indicator("A2"), weight="100"), "two_questions.toml"
)
NAN = float("nan")


def scored(**answers: tuple[float | None, float]) -> Scored:
    bodies = [
        BodyInput(
            unit,
            (),
            (),
            tuple(
                seen(code, number, unit=unit)
                for code, number in zip(("A1", "A2"), numbers, strict=True)
                if number is not None
            ),
        )
        for unit, numbers in answers.items()
    ]
    return score_table(METHOD, table_of(METHOD, bodies))


def test_full_marks_bring_points_and_the_ranks_of_those_who_are_passed() -> None:
    """Totals 90, 60, 50 and 10: with full marks in A1 the last comes to 60 and shares the second rank."""
    found = margins(scored(a=(0.8, 1.0), b=(0.6, 0.6), c=(1.0, 0.0), d=(0.0, 0.2)))

    assert found.points == pytest.approx(
        np.array([[10.0, NAN], [20.0, 20.0], [NAN, 50.0], [50.0, 40.0]]), nan_ok=True
    )
    assert found.places == pytest.approx(
        np.array([[0.0, NAN], [0.0, 0.0], [NAN, 2.0], [2.0, 1.0]]), nan_ok=True
    )


def test_what_was_not_seen_promises_nothing() -> None:
    found = margins(scored(a=(None, 0.5), b=(0.5, 0.5)))

    assert found.points == pytest.approx(np.array([[NAN, 50.0], [25.0, 25.0]]), nan_ok=True)


def test_gains_come_greatest_first_and_equal_ones_by_their_codes() -> None:
    table = scored(a=(0.5, 0.5), b=(0.2, 0.9))

    found = margins(table)

    assert gains_of(table, found, "a") == (Gain("A1", 50.0, 25.0), Gain("A2", 50.0, 25.0))
    assert gains_of(table, found, "b") == (Gain("A1", 20.0, 40.0), Gain("A2", 90.0, 5.0))


@pytest.mark.parametrize("bodies", [1, 2, 3])
def test_however_many_bodies_are_taken_at_once_each_wins_the_same(
    bodies: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = scored(a=(0.8, 1.0), b=(0.6, 0.6), c=(1.0, 0.0), d=(0.0, 0.2))
    whole = margins(table)

    monkeypatch.setattr(of_margins, "BODIES_AT_ONCE", bodies)
    parts = margins(table)

    assert np.array_equal(parts.points, whole.points, equal_nan=True)
    assert np.array_equal(parts.places, whole.places, equal_nan=True)
