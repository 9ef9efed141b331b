"""Shares as bars: as long as they are large, and never longer than the page."""

import re

from sanjeh.web.charts.bars import Bar, Row, bars


def lengths(drawing: str, shape: str) -> list[float]:
    found = re.findall(rf'<line class="{shape}" x1="([\d.]+)%" x2="([\d.]+)%"', drawing)
    return [round(abs(float(first) - float(second)), 2) for first, second in found]


def test_a_bar_is_as_long_as_its_share_and_begins_where_reading_begins() -> None:
    rows = [Row("A", (Bar("", 1.0, "1"), Bar("second", 0.5, "2")))]

    persian, english = (bars(rows, "bars", language) for language in ("fa", "en"))

    assert [lengths(one, "bar") for one in (persian, english)] == [[78.0], [78.0]]
    assert lengths(english, "bar second") == [39.0]
    assert ('class="bar" x1="99.00%"' in persian, 'class="bar" x1="1.00%"' in english) == (True, True)


def test_what_is_not_known_or_nothing_has_a_track_and_no_bar() -> None:
    drawing = bars([Row("A", (Bar("", None, "—"), Bar("", 0.0, "0")))], "bars", "en")

    assert (lengths(drawing, "bar"), lengths(drawing, "track")) == ([], [78.0, 78.0])


def test_a_share_of_more_than_all_ends_with_the_track() -> None:
    assert lengths(bars([Row("A", (Bar("", 1.3, "130%"),))], "bars", "en"), "bar") == [78.0]
