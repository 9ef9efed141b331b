"""The foot of a ranking says how often its intervals hold the true rank, or that they do not speak of it."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from sanjeh.core.methodology.parts import PlaceIntervals, Uncertainty
from sanjeh.core.uncertainty.replicates import Factor
from sanjeh.report.ranking.computation import Order, counted
from sanjeh.report.ranking.result import Result
from sanjeh.report.ranking.terminal import print_result
from tests.core.scoring.small import TEXT

ROWS = "unit,indicator,value,source\nhigh,A1,0.9,record\nlow,A1,0.2,record\n"


def drawn(folder: Path, factors: tuple[Factor, ...], places: PlaceIntervals) -> Result:
    """Return a small ranking as if these factors had been drawn under a method of such intervals."""
    method, observations = folder / "small.toml", folder / "observations.csv"
    method.write_text(TEXT, encoding="utf-8")
    observations.write_text(ROWS, encoding="utf-8")
    result = counted(Order(str(method), observations, (), 2, 7, sobol=False, language="en"))
    assert result.robustness is not None
    varied = Uncertainty(varies=("weights", "services"), places=places)
    naming = result.scored.methodology.model_copy(update={"uncertainty": varied})
    return replace(
        result,
        scored=replace(result.scored, methodology=naming),
        robustness=replace(result.robustness, factors=factors),
    )


@pytest.mark.parametrize(
    ("factors", "places", "told"),
    [
        (
            (Factor.WEIGHTS, Factor.SERVICES),
            "percentile",
            "in 5 to 8 of 10 cases only, and where they are equal in fewer.",
        ),
        ((Factor.WEIGHTS, Factor.SERVICES), "pairwise", "where bodies stand close, too."),
        ((Factor.WEIGHTS, Factor.TOTAL), "pairwise", "says nothing of errors of measurement."),
    ],
)
def test_the_foot_says_how_often_such_intervals_hold_the_true_rank(
    tmp_path: Path, factors: tuple[Factor, ...], places: PlaceIntervals, told: str
) -> None:
    page = io.StringIO()

    print_result(drawn(tmp_path, factors, places), None, Console(file=page, width=120), "en")

    assert page.getvalue().splitlines()[-1].endswith(told)
