"""What is wrong with a whole file or a line of it, in the sentence that its author reads."""

import pytest

from sanjeh.core.observations import errors
from sanjeh.core.observations.errors import ObservationsBroken, RowProblem
from sanjeh.core.text.words import Translatable
from sanjeh.locale.catalogues import speaker


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (
            errors.column_twice("o.csv", "unit"),
            "o.csv: line 1: The column 'unit' is there twice. Remove one.",
        ),
        (
            errors.unreadable("o.csv", Translatable("no such file")),
            (
                "o.csv: file: It cannot be read: no such file. "
                "Give a CSV file (UTF-8 text with commas) or a Parquet file."
            ),
        ),
        (
            errors.ragged("o.csv", 7, 5, 4),
            "o.csv: line 7: Cells in it: 5 instead of 4. Put text that holds a comma into double quotes.",
        ),
        (
            errors.no_rows("o.csv"),
            "o.csv: file: There is no observation in it. Write one row for each observation.",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_mend(problem: RowProblem, sentence: str) -> None:
    assert problem.sentence(speaker("en")) == sentence
    assert problem.sentence(speaker("fa")) != sentence


def test_problems_stand_in_the_order_of_the_lines() -> None:
    broken = ObservationsBroken([errors.ragged("o.csv", line, 5, 4) for line in (9, 2)])

    assert [problem.line for problem in broken.problems] == [2, 9]
