"""What codes are called on pages: each has a name, and points have one of four shapes."""

import pytest

from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.model import State
from sanjeh.core.probing.contracts import UNSEEN, Outcome
from sanjeh.core.scheduling.retry_policy import FailureStatus
from sanjeh.core.text.words import Words
from sanjeh.locale.catalogues import said
from sanjeh.web import labels
from sanjeh.web.templatetags import persian


@pytest.mark.parametrize(
    ("points", "shape"),
    [
        (None, "unknown"),
        (0, "poor"),
        (49.99, "poor"),
        (50, "fair"),
        (74.99, "fair"),
        (75, "good"),
        (100, "good"),
    ],
)
def test_points_have_the_shape_of_their_quarter(points: float | None, shape: str) -> None:
    assert (labels.points_grade(points), persian.grade(points)) == (shape, shape)


def test_every_code_has_a_name_of_its_own() -> None:
    for names, codes in (
        (labels.STATES, State),
        (labels.SOURCES, Source),
        (labels.OUTCOMES, Outcome),
        (labels.STANDINGS, FailureStatus),
    ):
        assert set(names) == set(codes)
        assert len({said(name, "en") for name in names.values()}) == len(names)


def test_a_category_that_nobody_named_shows_its_code() -> None:
    assert labels.category("new_one") == Words("new_one", "new_one")
    assert said(labels.category("main"), "en") == "Main bodies"


def test_a_tally_counts_what_was_seen_and_beside_it_what_was_not() -> None:
    outcomes = {Outcome.FAIL: 2, Outcome.PASS: 5, Outcome.INFO: 3, **dict.fromkeys(UNSEEN, 1)}

    assert persian.tally(outcomes) == {
        "counts": [(Outcome.PASS, 5), (Outcome.FAIL, 2)],
        "unseen": len(UNSEEN),
    }


def test_nothing_is_written_where_there_is_nothing() -> None:
    assert [persian.fa(None), persian.percent(None), persian.jalali(None), persian.moment(None)] == [""] * 4
    assert persian.words(None) == ""


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (1234, None, "۱٬۲۳۴"),
        (2.5, 1, "۲٫۵"),
        (7, 2, "۷٫۰۰"),
        ("1405-2", None, "۱۴۰۵-۲"),
        (True, None, "True"),
    ],
)
def test_a_number_is_written_in_the_digits_of_the_page(
    value: object, places: int | None, written: str
) -> None:
    assert persian.fa(value, places) == written
