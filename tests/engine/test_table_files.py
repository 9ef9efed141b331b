"""Tables of results as Parquet: each column has the type of its cells."""

from decimal import Decimal
from pathlib import Path

from pyarrow import parquet  # type: ignore[import-untyped]

from sanjeh.engine.table_files import write_parquet


def test_numbers_stay_numbers_and_gaps_stay_gaps(tmp_path: Path) -> None:
    path = tmp_path / "results.parquet"

    write_parquet(
        path,
        [
            {"unit": "A", "rank": 1, "points": Decimal("80.25"), "note": None},
            {"unit": "B", "rank": None, "points": None, "note": None},
        ],
    )

    table = parquet.read_table(path)
    assert {field.name: str(field.type) for field in table.schema} == {
        "unit": "string",
        "rank": "int64",
        "points": "double",
        "note": "string",
    }
    assert table.to_pylist() == [
        {"unit": "A", "rank": 1, "points": 80.25, "note": None},
        {"unit": "B", "rank": None, "points": None, "note": None},
    ]
