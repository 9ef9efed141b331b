"""Every measurement says what it measures and can be run by its name."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench"
HELPERS = {"board_rows", "own_database", "pages", "peer_programs", "processor_time", "sites"}
MEASUREMENTS = sorted(path.stem for path in BENCH.glob("[a-z]*.py") if path.stem not in HELPERS)


@pytest.mark.parametrize("name", MEASUREMENTS)
def test_a_measurement_says_what_it_measures_and_is_started_by_its_last_line(name: str) -> None:
    module = ast.parse((BENCH / f"{name}.py").read_text(encoding="utf-8"))
    last = module.body[-1]

    is_started = isinstance(last, ast.If | ast.Expr | ast.With)
    assert (bool(ast.get_docstring(module)), is_started) == (True, True)


def test_a_name_that_is_no_measurement_is_answered_with_those_there_are() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench", "speed"],
        cwd=BENCH.parent,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (
        2,
        f"There is no measurement speed; there are: {', '.join(MEASUREMENTS)}\n",
    )
