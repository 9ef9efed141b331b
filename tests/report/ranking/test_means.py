"""The means of groups of bodies, as a country's over its life events: of unrounded numbers, rounded once."""

from pathlib import Path

from sanjeh.report.ranking.computation import Order, counted
from sanjeh.report.ranking.means import means_csv
from sanjeh.report.ranking.records import as_csv
from sanjeh.report.ranking.result import Result
from tests.core.scoring.small import HEAD, WORDS, axis, indicator

INNER = f"""
[[axes.axes]]
code = "AA"
title = {WORDS}
weight = 100
"""
METHOD = HEAD.replace("coverage = { axis = 0.5, index = 0.5 }", "coverage = { axis = 0, index = 0 }") + axis(
    "A",
    INNER + indicator("A1", weight="100").replace("axes.indicators", "axes.axes.indicators"),
    weight="100",
)
ROWS = "unit,indicator,value\nNL/a,A1,0.33333\nNL/b,A1,0.33334\nNL/c,A1,1\nIR,A1,0.5\nFR/a,A1,\n"


def result(folder: Path, rows: str = ROWS) -> Result:
    method, observations = folder / "m.toml", folder / "o.csv"
    method.write_text(METHOD, encoding="utf-8")
    observations.write_text(rows, encoding="utf-8")
    return counted(Order(str(method), observations, (), 0, None, sobol=False, language="en"))


def test_a_group_is_the_mean_of_its_members_on_every_axis(tmp_path: Path) -> None:
    assert means_csv(result(tmp_path)).splitlines() == [
        "group,members,score,axis_A,axis_AA,A1",
        "FR,1,,,,",
        "IR,1,50.00,50.0,50.0,50.0",
        "NL,3,55.56,55.6,55.6,55.6",
    ]


def test_inner_axes_stand_in_the_table_too(tmp_path: Path) -> None:
    assert as_csv(result(tmp_path), "en").splitlines()[0].endswith("reasons,axis_A,axis_AA")


def test_the_name_of_a_group_starts_no_formula(tmp_path: Path) -> None:
    table = means_csv(result(tmp_path, ROWS.replace("NL/", "=1+1/").replace("IR", "-7")))

    assert [line.split(",")[0] for line in table.splitlines()[1:]] == ["-7", "'=1+1", "FR"]
