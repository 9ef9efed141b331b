"""Drawings keep their direction in a right-to-left page and say in words what they show."""

import re

import pytest

from sanjeh.web.charts.places import Place, interval, interval_words, scale
from sanjeh.web.charts.profile import Axis, profile
from sanjeh.web.charts.svg import across, label

DRAWINGS = (
    interval(Place(3, 2, 5, 16), "fa"),
    scale(16, "fa"),
    profile([Axis("شفاف", 84.0, 61.5), Axis("مشارکتی", None, None)], "نیم‌رخ", "fa"),
)


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_every_drawing_is_named_and_keeps_its_own_direction(drawing: str) -> None:
    assert 'direction="ltr" role="img" aria-label=' in drawing
    assert "<title>" in drawing
    assert "style=" not in drawing


def numbers(drawing: str, name: str) -> list[str]:
    return re.findall(rf' {name}="([^"]+)"', drawing)


def test_the_first_place_lies_where_reading_begins() -> None:
    first = Place(1, 1, 1, 10)

    assert numbers(interval(first, "fa"), "cx") == ["97.00%"]
    assert numbers(interval(first, "en"), "cx") == ["3.00%"]


def test_the_dot_lies_on_its_interval() -> None:
    drawing = interval(Place(3, 2, 5, 16), "en")
    low, at, high = (float(numbers(drawing, name)[-1].rstrip("%")) for name in ("x1", "cx", "x2"))

    assert low < at < high


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_scale_names_the_places_where_the_dots_of_them_lie(language: str) -> None:
    dots = [numbers(interval(Place(rank, rank, rank, 9), language), "cx")[0] for rank in (1, 5, 9)]

    drawn = re.findall(r'<text x="([^"]+)"[^>]*>[^<\d]*(\d)[^<]*</text>', scale(9, language))

    assert [(x, int(digit)) for x, digit in drawn] == list(zip(dots, (1, 5, 9), strict=True))


@pytest.mark.parametrize(("of", "named"), [(2, ["1", "2"]), (3, ["1", "2", "3"]), (4, ["1", "2", "4"])])
def test_a_short_scale_names_each_place_once(of: int, named: list[str]) -> None:
    assert re.findall(r"(\d+)\W*</text>", scale(of, "en")) == named


def test_an_interval_of_one_place_is_said_once() -> None:
    assert [interval_words(Place(4, 4, 4, 9), "fa"), interval_words(Place(4, 2, 6, 9), "en")] == [
        "۴",
        "2 to 6",
    ]


def test_an_axis_that_was_not_seen_has_no_bar() -> None:
    drawing = profile([Axis("مشارکتی", None, 50.0)], "نیم‌رخ", "fa")

    assert ('class="bar"' in drawing, "داده کافی نیست" in drawing) == (False, True)


def test_a_label_is_isolated_and_escaped() -> None:
    assert label("<b>", 0, 9, language="fa") == (
        '<text x="100.00%" y="9" text-anchor="end" class="">\u2067&lt;b&gt;\u2069</text>'
    )


def test_a_share_beyond_the_ends_is_kept_inside() -> None:
    assert [across(-1, "en"), across(2, "en"), across(0.25, "fa")] == ["0.00%", "100.00%", "75.00%"]
