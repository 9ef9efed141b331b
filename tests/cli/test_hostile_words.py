"""A site, a file or a table chooses its words, and none of them steers the terminal or starts a formula."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sanjeh.cli.methodology.answers import answers
from sanjeh.cli.score import score
from sanjeh.cli.verify import verify
from tests.core.scoring.small import TEXT
from tests.edition import golden

CLEAR_SCREEN, TURN_ROUND = "\x1b[2J", "\u202e"
EVIL = f"=1+1{CLEAR_SCREEN}{TURN_ROUND}\x9b31m"


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "small.toml").write_text(TEXT, encoding="utf-8")
    codes = (("A1", ""), ("A2", ""), ("B1", ""), ("B2", "s1"))
    rows = "".join(f'"{EVIL}",{code},{service},0.5\n' for code, service in codes)
    (tmp_path / "told.csv").write_text(f"unit,indicator,service,value\n{rows}", encoding="utf-8")
    return str(tmp_path / "small.toml"), str(tmp_path / "told.csv")


def steering(result: Result) -> set[str]:
    return set(result.output) & {"\x1b", "\x9b", TURN_ROUND}


@pytest.mark.parametrize("more", [(), ("--csv",), ("--json",), ("--explain", EVIL), ("--replicates", "5")])
def test_the_name_of_a_body_steers_no_terminal(files: tuple[str, str], more: tuple[str, ...]) -> None:
    result = CliRunner().invoke(score, [*files, *more])

    assert (result.exit_code, steering(result)) == (2, set())
    assert "holds a character that cannot be seen, U+001B" in result.output


def test_the_name_of_a_body_starts_no_formula_and_stays_what_it_is_in_json(files: tuple[str, str]) -> None:
    told = Path(files[1])
    told.write_text(told.read_text(encoding="utf-8").replace(EVIL, "=1+1"), encoding="utf-8")

    table = CliRunner().invoke(score, [*files, "--csv"]).stdout
    document = CliRunner().invoke(score, [*files, "--json"]).stdout

    assert next(csv.DictReader(io.StringIO(table)))["unit"] == "'=1+1"
    assert json.loads(document)["bodies"][0]["unit"] == "=1+1"


def test_a_cell_that_is_refused_is_shown_as_it_is_and_does_nothing(
    files: tuple[str, str], tmp_path: Path
) -> None:
    told = tmp_path / "told.csv"
    told.write_text(f'unit,indicator,value\na,"A1{EVIL}",1\nb,A1,"{EVIL}"\n', encoding="utf-8")

    result = CliRunner().invoke(score, [files[0], str(told)])

    assert (result.exit_code, steering(result), "\\u001b[2J" in result.stderr) == (2, set(), True)


def test_the_names_of_files_and_of_a_manifest_steer_no_terminal(tmp_path: Path) -> None:
    folder = golden.copy(golden.EVERY_STATE, tmp_path / "edition")
    (folder / f"ranking{CLEAR_SCREEN}{TURN_ROUND}.csv").write_text("")
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"].append({"name": f"../{EVIL}", "size_bytes": 0, "sha256": ""})
    (folder / "manifest.json").write_text(json.dumps(manifest))

    result = CliRunner().invoke(verify, [str(folder)])

    assert (result.exit_code, steering(result), len(result.stderr.splitlines())) == (1, set(), 2)


def test_the_name_of_a_file_that_cannot_be_used_steers_no_terminal(tmp_path: Path) -> None:
    path = tmp_path / f"x{CLEAR_SCREEN}\nall is well.zip"
    path.write_bytes(b"no archive")

    result = CliRunner().invoke(verify, [str(path), "--lang", "en"])

    assert (result.exit_code, steering(result), len(result.stderr.splitlines())) == (2, set(), 1)


def test_answers_that_become_observations_start_no_formula(tmp_path: Path) -> None:
    (tmp_path / "answers.csv").write_text('unit,indicator,question,there\n"=1+1",NOPE,x,1\n')

    result = CliRunner().invoke(answers, ["eu-egov-benchmark-2023", str(tmp_path / "answers.csv")])

    assert (result.exit_code, steering(result)) == (2, set())
