"""The gate lets nothing of the core go untested, and no more than a twentieth of anything else."""

import json
from pathlib import Path
from typing import Any

import pytest

from scripts import coverage_gate
from scripts.coverage_gate import FileCoverage, verdict

CORE = "src/sanjeh/core/scoring/rank.py"
APPS = "src/sanjeh/apps/desk/actions.py"


def told(lines: tuple[int, int], branches: tuple[int, int], holes: list[int], arcs: list[list[int]]) -> Any:
    """Return what `coverage json` tells of one file; each pair is (reached, of)."""
    return {
        "summary": {
            "covered_lines": lines[0],
            "num_statements": lines[1],
            "covered_branches": branches[0],
            "num_branches": branches[1],
        },
        "missing_lines": holes,
        "missing_branches": arcs,
    }


def measured(name: str, reached: int, of: int = 2000) -> FileCoverage:
    return FileCoverage(name, reached, of, ())


def test_a_file_is_counted_by_its_lines_and_branches_and_its_holes_are_named_once() -> None:
    report = {"files": {CORE: told((8, 10), (3, 4), [12, 14], [[12, 14], [7, -1]])}}

    assert list(coverage_gate.files(report)) == [FileCoverage(CORE, 11, 14, (7, 12, 14))]


@pytest.mark.parametrize(
    ("name", "package"),
    [
        (CORE, "core"),
        (APPS, "apps"),
        ("src/sanjeh/__main__.py", "(top)"),
        ("/elsewhere/site-packages/sanjeh/net/gate.py", "net"),
    ],
)
def test_a_file_belongs_to_the_part_in_which_it_lies(name: str, package: str) -> None:
    assert measured(name, 1).package == package


@pytest.mark.parametrize(
    ("reached", "lines"),
    [
        (2000, ["core        100.00 %", "all         100.00 %"]),
        (1999, [f"{CORE}: 7, 9", "core         99.95 %  too little", "all          99.95 %"]),
    ],
)
def test_of_the_core_nothing_may_be_left_out_and_its_holes_are_named(reached: int, lines: list[str]) -> None:
    holes = () if reached == 2000 else (7, 9)

    assert verdict([FileCoverage(CORE, reached, 2000, holes)]) == (lines, reached == 2000)


@pytest.mark.parametrize(
    ("reached", "lines"),
    [
        (1900, ["apps         95.00 %", "all          95.00 %"]),
        (1899, ["apps         94.95 %  too little", "all          94.95 %"]),
    ],
)
def test_of_everything_else_nineteen_twentieths_are_enough_and_holes_are_not_listed(
    reached: int, lines: list[str]
) -> None:
    assert verdict([measured(APPS, reached)]) == (lines, reached == 1900)


def test_what_is_a_little_too_little_is_not_rounded_to_enough() -> None:
    assert verdict([measured(APPS, 94_999, 100_000)]) == (
        ["apps         94.99 %  too little", "all          94.99 %"],
        False,
    )


def test_a_good_package_does_not_make_up_for_a_bad_one() -> None:
    lines, is_enough = verdict([measured(APPS, 2000), measured("src/sanjeh/net/gate.py", 1000)])

    assert (lines, is_enough) == (
        ["apps        100.00 %", "net          50.00 %  too little", "all          75.00 %"],
        False,
    )


def test_files_of_a_package_are_counted_together() -> None:
    lines, is_enough = verdict([measured(APPS, 2000), measured("src/sanjeh/apps/conf.py", 1801)])

    assert (lines, is_enough) == (["apps         95.02 %", "all          95.02 %"], True)


def test_a_report_of_nothing_is_no_pass() -> None:
    assert verdict([]) == (["all         100.00 %"], False)


@pytest.mark.parametrize(("reached", "status"), [(10, 0), (9, 1)])
def test_the_command_ends_as_its_verdict_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], reached: int, status: int
) -> None:
    report = {"files": {CORE: told((reached, 10), (0, 0), [], [])}}
    (tmp_path / "coverage.json").write_text(json.dumps(report))

    assert coverage_gate.main([str(tmp_path / "coverage.json")]) == status
    assert capsys.readouterr().out.splitlines()[-1] == f"all        {reached * 10:>4}.00 %"
