"""`sanjeh score` makes places, classes and reasons of two files."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyarrow import parquet  # type: ignore[import-untyped]

from sanjeh.cli.score import score
from tests.core.scoring.small import TEXT

HEAD = "unit,indicator,service,value,state\n"
BODIES = {
    "high": (0.9, 0.8, 0.7, 0.9),
    "twin": (0.9, 0.8, 0.7, 0.9),
    "low": (0.1, 0.4, 0.5, 0.6),
}


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    method, told = tmp_path / "small.toml", tmp_path / "told.csv"
    method.write_text(TEXT, encoding="utf-8")
    lines = [
        f"{unit},{code},{'s1' if code == 'B2' else ''},{share},"
        for unit, shares in BODIES.items()
        for code, share in zip(("A1", "A2", "B1", "B2"), shares, strict=True)
    ]
    lines.append("unknown,A1,,,probe_error")
    told.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return str(method), str(told)


def ran(*arguments: str) -> Result:
    return CliRunner().invoke(score, arguments)


def test_the_table_leads_with_places_and_ends_with_what_is_listed_apart(files: tuple[str, str]) -> None:
    answer = ran(*files, "--lang", "en")

    assert answer.exit_code == 0
    assert answer.stdout.splitlines()[:-2] == [
        "Place   Body   Score   Geometric mean   Class   Stage   Coverage   Greatest step",
        "    1   high   85.00            85.00   word        2     100.0%   A2: +5.0 points",
        "    1   twin   85.00            85.00   word        2     100.0%   A2: +5.0 points",
        "    3   low    41.25            37.91   word        0     100.0%   A1: +22.5 points",
        "       for stage 1 is left: A1≥50",
        "",
        "Listed apart: too little is known",
        "Body      Coverage",
        "unknown       0.0%",
        "       no number was seen of it",
        "",
        "Ranked: 3 · listed apart: 1",
    ]
    assert answer.stdout.splitlines()[-1] == "Bodies without any number: 1."


@pytest.mark.parametrize("kind", ["--csv", "--means"])
def test_a_table_ends_its_lines_and_writes_no_letter_at_their_end(files: tuple[str, str], kind: str) -> None:
    written = ran(*files, kind, "--lang", "en").stdout_bytes.decode()

    assert "\\u000d" not in written
    assert {line[-1:] for line in written.split("\n")[:-1]} == {"\r"}


def test_csv_begins_with_the_promised_columns(files: tuple[str, str]) -> None:
    rows = list(csv.DictReader(io.StringIO(ran(*files, "--csv", "--lang", "en").stdout)))

    assert list(rows[0])[:6] == ["unit", "rank", "score", "class", "stage", "coverage"]
    assert [tuple(row.values())[:6] for row in rows] == [
        ("high", "1", "85.00", "good", "2", "1.0000"),
        ("twin", "1", "85.00", "good", "2", "1.0000"),
        ("low", "3", "41.25", "poor", "0", "1.0000"),
        ("unknown", "", "", "", "", "0.0000"),
    ]
    assert rows[3]["reasons"] == "no number was seen of it"


def test_json_holds_gains_reasons_and_every_indicator(files: tuple[str, str]) -> None:
    document = json.loads(ran(*files, "--json", "--lang", "en").stdout)

    low = document["bodies"][2]
    assert (low["unit"], low["rank"], low["class"]) == ("low", 3, "poor")
    assert low["gains"][0] == {"indicator": "A1", "points": 22.5, "places": 0}
    assert [reason["code"] for reason in low["reasons"]] == ["unmet"]
    assert low["indicators"]["B2"] == {"points": 60.0, "coverage": 1.0, "applicable": True}
    assert [note["says"] for note in document["notes"]] == ["Bodies without any number: 1."]


def test_persian_is_spoken_with_persian_digits(files: tuple[str, str]) -> None:
    answer = ran(*files, "--lang", "fa")

    assert "۸۵٫۰۰" in answer.stdout
    assert "بدون رتبه: داده‌ی کافی نیست" in answer.stdout


def test_parquet_has_the_same_rows_as_the_csv(files: tuple[str, str], tmp_path: Path) -> None:
    path = tmp_path / "result.parquet"

    answer = ran(*files, "--csv", "--parquet", str(path), "--lang", "en")

    assert parquet.read_table(path).column("unit").to_pylist() == ["high", "twin", "low", "unknown"]
    assert answer.stderr == f"Written: {path}\n"


def test_replicates_give_ranges_that_the_same_seed_gives_again(files: tuple[str, str]) -> None:
    one, other, third = (
        ran(*files, "--json", "--replicates", "40", "--seed", seed, "--lang", "en").stdout
        for seed in ("7", "7", "8")
    )

    assert one == other != third
    low = json.loads(one)["bodies"][2]
    assert (low["rank_low"], low["rank_high"]) == (3, 3)
    assert json.loads(one)["uncertainty"]["replicates"] == 40
    assert json.loads(one)["uncertainty"]["places"] == "percentile"


def test_sobol_names_the_factors(files: tuple[str, str]) -> None:
    answer = ran(*files, "--sobol", "--lang", "en")

    assert "What moves the places" in answer.stdout
    assert "weights ±25 %" in answer.stdout


def test_a_what_if_shows_before_and_after(files: tuple[str, str]) -> None:
    told = json.loads(ran(*files, "--json", "--what-if", "low:A1=1", "--what-if", "low:B2=1").stdout)

    assert told["what_if"] == {
        "changes": ["low:A1=1", "low:B2=1"],
        "bodies": [
            {
                "unit": "low",
                "before": {"rank": 3, "score": 41.25, "class": "poor", "stage": 0},
                "after": {"rank": 3, "score": 78.75, "class": "good", "stage": 1},
            }
        ],
        "others_moved": 0,
    }


def test_one_body_is_explained_down_to_its_next_steps(files: tuple[str, str]) -> None:
    text = ran(*files, "--explain", "low", "--lang", "en").stdout
    told = json.loads(ran(*files, "--explain", "low", "--json", "--lang", "en").stdout)["explained"]

    assert text.splitlines()[-10:] == [
        "",
        "low",
        "A       25.0  word",
        "    A1      10.0  word  +22.5",
        "    A2      40.0  word  +15.0",
        "B       57.5  word",
        "    B1      50.0  word  +6.3",
        "    B2      60.0  word  +15.0",
        "Cheapest steps to the next stage",
        "  ≥50  A1: +10.0 points",
    ]
    assert told["card"]["unit"] == "low"
    assert told["steps"] == [
        {"indicator": "A1", "services": [], "to_points": 50.0, "effort": 2, "gain": 10.0}
    ]


def test_an_unknown_body_cannot_be_explained(files: tuple[str, str]) -> None:
    answer = ran(*files, "--explain", "nobody", "--lang", "en")

    assert (answer.exit_code, answer.stderr) == (2, "There is no body 'nobody' in these observations.\n")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("low", "'low' does not read BODY:INDICATOR=VALUE, as in high:A1=1."),
        ("lo:A1=1", "There is no body 'lo' in these observations. Perhaps low is meant."),
        ("low:a1=1", "small has no indicator 'a1'. Perhaps A1 is meant."),
        ("low:A1=7", "The scale of A1 has no value 7; it has: 0 to 1."),
        ("unknown:B2=1", "unknown has no service of which B2 could be asked."),
    ],
)
def test_a_what_if_that_cannot_be_is_refused(files: tuple[str, str], given: str, says: str) -> None:
    answer = ran(*files, "--what-if", given, "--lang", "en")

    assert (answer.exit_code, answer.stderr, answer.stdout) == (2, f"{says}\n", "")


def test_sources_restrict_the_method_and_the_answer_says_so(files: tuple[str, str]) -> None:
    answer = ran(*files, "--sources", "record", "--lang", "en")

    assert "Only these sources: record; 100.0% of the method's weight" in answer.stdout
    assert "Rows from a source that their indicator does not ask, read but not counted: 13." in answer.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--sources", "rumour"), "The source 'rumour' is not known;"),
        (("--csv", "--json"), "Ask for only one of --csv and --json."),
        (("--parquet", "/nowhere/at/all.parquet"), "/nowhere/at/all.parquet cannot be written:"),
    ],
)
def test_what_cannot_be_done_ends_with_two(
    files: tuple[str, str], arguments: tuple[str, str], says: str
) -> None:
    answer = ran(*files, *arguments, "--lang", "en")

    assert answer.exit_code == 2
    assert says in answer.stderr


def test_a_bad_file_is_told_and_nothing_is_scored(files: tuple[str, str], tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text(HEAD + "x,A9,,1,\n", encoding="utf-8")

    answer = ran(files[0], str(bad), "--lang", "en")

    assert (answer.exit_code, answer.stdout, answer.stderr) == (
        2,
        "",
        "bad.csv: line 2, column indicator: small has no indicator 'A9'. Compare the code with the method.\n",
    )


def test_an_unknown_method_is_told() -> None:
    answer = ran("atlantis", "told.csv", "--lang", "en")

    assert answer.exit_code == 2
    assert "There is no such methodology." in answer.stderr


def test_no_more_is_drawn_than_a_machine_can_hold(
    files: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sanjeh.report.ranking.computation.MOST_DRAWN", 43)

    assert ran(*files, "--replicates", "10", "--lang", "en").exit_code == 0
    refused = ran(*files, "--replicates", "11", "--lang", "en")
    assert (refused.exit_code, refused.stderr) == (
        2,
        "So many replicates of so many bodies do not fit in memory; with these data at most 10.\n",
    )
    assert ran(*files, "--replicates", "100001").exit_code == 2
