"""A file of observations is read as it stands, with the line of every row."""

import os
from pathlib import Path

import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from pyarrow import parquet

from sanjeh.core.observations.errors import ObservationsBroken
from sanjeh.core.scoring.engine import score_table
from sanjeh.core.scoring.methodology_tree import INDEX
from sanjeh.engine import observation_files
from sanjeh.engine.observation_files import read_observations, read_sheet
from sanjeh.engine.table_files import write_parquet
from sanjeh.locale.catalogues import speaker
from tests.core.scoring.small import small

HEAD = "unit,indicator,service,value\n"
WHOLE = HEAD + "a,A1,,0.5\na,A2,,0.25\na,B1,,1\na,B2,s1,0.75\n"


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "told.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def problem(path: Path) -> str:
    with pytest.raises(ObservationsBroken) as broken:
        read_observations(path, small())
    return broken.value.problems[0].sentence(speaker("en"))


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        "\N{ZERO WIDTH NO-BREAK SPACE}" + WHOLE,
        WHOLE.replace("\n", "\r\n"),
        WHOLE.replace("a,A1", '" a ",A1 '),
        HEAD + "\n".join(reversed(WHOLE.splitlines()[1:])),
    ],
)
def test_the_same_facts_score_the_same_however_they_are_written(tmp_path: Path, text: str) -> None:
    scored = score_table(small(), read_observations(written(tmp_path, text), small()))

    assert (scored.units, scored.points[INDEX].tolist()) == (("a",), [59.375])


def test_parquet_is_read_like_csv(tmp_path: Path) -> None:
    path = tmp_path / "told.parquet"
    columns = {
        "unit": pa.array(["a", "a"]).dictionary_encode(),
        "indicator": ["A1", "A2"],
        "value": pa.array([0.5, None], pa.float64()),
        "state": [None, "missing"],
    }
    parquet.write_table(pa.table(columns), path)

    scored = score_table(small(), read_observations(path, small()))

    assert scored.points["A"].tolist() == [50]


def test_a_bad_row_of_a_parquet_file_is_named_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "told.parquet"
    table = pa.table({"unit": ["a", "b"], "indicator": ["A1", "A1"], "value": [0.5, float("nan")]})
    parquet.write_table(table, path)

    assert problem(path).startswith("told.parquet: line 2, column value: 'nan' is not a finite number.")


def test_lines_are_counted_over_gaps_and_broken_cells(tmp_path: Path) -> None:
    told = read_sheet(written(tmp_path, HEAD + '\na,A1,,"0.5"\n"a\nb",A1,,1\nc,A1,,0\n'))

    assert told.lines.tolist() == [3, 4, 6]


def test_a_row_of_another_length_is_told_with_its_line(tmp_path: Path) -> None:
    assert problem(written(tmp_path, WHOLE + "a,A1,0.5\n")) == (
        "told.csv: line 6: Cells in it: 3 instead of 4. Put text that holds a comma into double quotes."
    )


def test_a_column_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    assert problem(written(tmp_path, "unit,indicator,value,value\n")) == (
        "told.csv: line 1: The column 'value' is there twice. Remove one."
    )


@pytest.mark.parametrize("raw", [b"", HEAD.encode(), b"unit,indicator,value\n\xff,A1,1\n"])
def test_what_is_no_table_is_refused_in_a_sentence(tmp_path: Path, raw: bytes) -> None:
    assert problem(written(tmp_path, raw)).startswith("told.csv: ")


def test_a_missing_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    assert "there is no such file" in problem(tmp_path / "nowhere.csv")


def test_a_broken_parquet_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "told.parquet"
    path.write_bytes(b"not a table")

    assert problem(path).startswith("told.parquet: file: It cannot be read")


def test_numbers_of_a_result_stay_numbers(tmp_path: Path) -> None:
    path = tmp_path / "result.parquet"

    write_parquet(path, [{"unit": "a", "rank": None}, {"unit": "b", "rank": 1}])

    assert parquet.read_table(path).to_pylist() == [{"unit": "a", "rank": None}, {"unit": "b", "rank": 1}]


@pytest.mark.parametrize("name", ["told.csv", "told.parquet"])
def test_a_pipe_is_told_and_never_waited_for(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)

    assert problem(tmp_path / name) == (
        f"{name}: file: This is no plain file but a folder, a link, a pipe or a device. "
        "Give a CSV file (UTF-8 text with commas) or a Parquet file."
    )


def test_one_long_text_in_many_rows_of_parquet_is_held_once(tmp_path: Path) -> None:
    rows, text = 100_000, "x" * 1_000_000
    units = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), [text])
    parquet.write_table(pa.table({"unit": units}), tmp_path / "told.parquet")

    sheet = read_sheet(tmp_path / "told.parquet")

    assert (sheet.columns["unit"].words, len(sheet.columns["unit"].codes)) == ((text,), rows)


@pytest.mark.parametrize(("most", "is_read"), [(2, True), (1, False)])
def test_no_more_rows_are_read_than_a_machine_can_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, most: int, is_read: bool
) -> None:
    parquet.write_table(pa.table({"unit": ["a", "b"]}), tmp_path / "told.parquet")
    monkeypatch.setattr(observation_files, "MOST_ROWS", most)

    if is_read:
        assert len(read_sheet(tmp_path / "told.parquet").lines) == 2
    else:
        assert "This file has more than 1 rows." in problem(tmp_path / "told.parquet")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            WHOLE.replace(",", ";"),
            "line 1: The columns are separated by “;”, not by commas. Save the file as",
        ),
        (
            WHOLE.replace(",", "\t"),
            "line 1: The columns are separated by “TAB”, not by commas. Save the file as",
        ),
        (
            WHOLE.replace("unit", "Unit"),
            "line 1: There is no column 'unit', but 'Unit'. Write the name of the column",
        ),
        (WHOLE.replace(",", "،"), "line 1: The columns are separated by “،”, not by commas."),
        ("", "line 1: This line is empty. Write the names of the columns on the first line"),
        ("\r\n" + WHOLE, "line 1: This line is empty."),
        ("%PDF-1.4\n", "line 1: None of the columns unit, indicator, value is there; there are: %PDF-1.4."),
        (
            "دستگاه,شاخص,عدد\n",
            "line 1: None of the columns unit, indicator, value is there; there are: دستگاه",
        ),
        (WHOLE.encode("utf-16"), "file: It cannot be read: it is text in UTF-16, not UTF-8. Give a CSV"),
        (
            "unit,indicator,value\nب,A,1\n".encode("cp1256"),
            "file: It cannot be read: it is no text in UTF-8.",
        ),
        (WHOLE.replace("\n", "\r"), "file: It cannot be read: its lines end with CR alone, not with LF."),
        ("Body,Topic,value\na,A1,1\n", "line 1: There is no column 'unit'; there are: Body, Topic, value."),
        ("unit;x\na;1\n", "line 1: The columns are separated by “;”, not by commas."),
        (b"PK\x03\x04rest", "file: This is a workbook, not a table of text. Save its sheet as CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file: This is a workbook, not a table of text."),
    ],
)
def test_a_file_of_another_make_is_told_as_what_it_is(tmp_path: Path, text: str | bytes, says: str) -> None:
    assert problem(written(tmp_path, text)).startswith(f"told.csv: {says}")


def test_one_column_may_hold_a_semicolon_where_the_columns_are_there(tmp_path: Path) -> None:
    text = (
        WHOLE.replace("unit,indicator", "unit,a;b,indicator").replace("a,A", "a,x,A").replace("a,B", "a,x,B")
    )

    assert len(read_sheet(written(tmp_path, text)).lines) == 4
