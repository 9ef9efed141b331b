"""The steps of a waterfall begin where the last one ended, and its end is the score that was published."""

import re
from decimal import Decimal

from sanjeh.web.charts.shift import shift
from sanjeh.web.charts.waterfall import Change, Step, running, signed, waterfall

CHANGE = Change(
    "Before",
    Decimal("62.50"),
    (Step("performance", Decimal("38.75")), Step("coverage", Decimal(0)), Step("method", Decimal("-1.25"))),
    "Now",
    Decimal("100.00"),
)


def test_every_step_begins_where_the_last_one_ended() -> None:
    assert running(CHANGE) == [Decimal(level) for level in ("62.50", "101.25", "101.25", "100.00")]


def test_the_last_step_ends_at_the_dot_of_the_score_now() -> None:
    drawing = waterfall(CHANGE, "why", "en")

    ends = re.findall(r'class="bar \w+" x1="([\d.]+)%" x2="([\d.]+)%"', drawing)
    dots = re.findall(r'cx="([\d.]+)%"', drawing)
    assert (ends[0][0], ends[-1][1]) == (dots[0], dots[1])
    assert re.findall(r'class="bar (\w+)"', drawing) == ["gained", "still", "lost"]


def test_a_sign_stands_before_its_number_in_both_languages() -> None:
    assert [signed(Decimal(number), "en") for number in ("2.5", "-0.01", "0")] == ["+2.50", "−0.01", "0.00"]
    assert signed(Decimal("-2.5"), "fa") == "\N{LEFT-TO-RIGHT MARK}−۲٫۵۰"


def test_a_better_score_lies_further_from_where_reading_begins() -> None:
    found = {
        language: [float(x) for x in re.findall(r'cx="([\d.]+)%"', shift(Decimal(20), Decimal(80), language))]
        for language in ("fa", "en")
    }

    assert (found["fa"][0] > found["fa"][1], found["en"][0] < found["en"][1]) == (True, True)
