"""A problem in a method is told with the line in which it stands."""

import pytest

from sanjeh.core.methodology.lines import line_of

TEXT = """code = "small"
version = 1
[[axes]]
code = "U"
[[axes.indicators]]
code = "U03"
weight = 3
[[axes.indicators]]
code = "U03b"  # another
[[stages]]
number = 2
"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("axis U", 4),
        ("axis U > indicator U03 > scale", 6),
        ("axis U > indicator U03b", 9),
        ("stage 2 > body", 11),
        ("axis U > indicator U04", None),
        ("version", None),
        ("", None),
    ],
)
def test_it_is_that_of_the_innermost_part_that_has_a_name(place: str, line: int | None) -> None:
    assert line_of(TEXT, place) == line


def test_what_the_reader_of_the_file_said_itself_is_kept() -> None:
    assert line_of(TEXT, "", "Expected '=' after a key (at line 7, column 3)") == 7
