"""From one score to another: each cause as a step, the two scores as dots at both ends."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString

from sanjeh.core.text.numerals import number
from sanjeh.core.text.words import Language
from sanjeh.locale.catalogues import direction
from sanjeh.web.charts import svg

ROW, TEXT_AT, LINE_AT, THICK = 44, 16, 32, 10  # pixels
NARROWEST, AROUND, FULL = 20, 2, 100  # points
EDGE = 0.02


@dataclass(frozen=True, slots=True)
class Step:
    """A cause and the points that it added or took."""

    title: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Change:
    """Two scores, and the steps from the one to the other, which sum to their difference."""

    before_title: str
    before: Decimal
    steps: tuple[Step, ...]
    after_title: str
    after: Decimal


@dataclass(frozen=True, slots=True)
class _Window:
    """The part of 0..100 that is drawn."""

    low: float
    high: float
    language: Language

    def at(self, points: Decimal) -> str:
        share = (float(points) - self.low) / (self.high - self.low)
        return svg.across(EDGE + share * (1 - 2 * EDGE), self.language)


def waterfall(change: Change, title: str, language: Language) -> SafeString:
    """Draw the steps below one another; a table beside it holds the same numbers."""
    levels = running(change)
    window = _window(levels, language)
    rows = [_end(change.before_title, change.before, 0, window)]
    for place, (step, begins) in enumerate(zip(change.steps, levels, strict=False), start=1):
        rows.append(_step(step, begins, place * ROW, window))
    rows.append(_end(change.after_title, change.after, (len(change.steps) + 1) * ROW, window))
    return svg.drawing(*rows, title=title, width="100%", height=ROW * (len(change.steps) + 2))


def running(change: Change) -> list[Decimal]:
    """Return where each step begins, and after them all where the last one ends."""
    levels = [change.before]
    for step in change.steps:
        levels.append(levels[-1] + step.points)
    return levels


def signed(points: Decimal, language: Language) -> str:
    """Return points with their sign, which says what the colour says."""
    mark = "+" if points > 0 else "\N{MINUS SIGN}" if points < 0 else ""
    turned = "\N{LEFT-TO-RIGHT MARK}" if mark and direction(language) == "rtl" else ""
    return f"{turned}{mark}{number(abs(points), language, 2)}"


def _window(levels: Sequence[Decimal], language: Language) -> _Window:
    low, high = math.floor(min(levels)) - AROUND, math.ceil(max(levels)) + AROUND
    missing = max(0, NARROWEST - (high - low))
    low, high = max(0, low - missing // 2), high + missing // 2
    return _Window(low, max(min(FULL, high), low + 1), language)


def _end(title: str, points: Decimal, top: int, window: _Window) -> str:
    said = number(points, window.language, 2)
    dot = svg.tag("circle", class_="dot", cx=window.at(points), cy=top + LINE_AT, r=5)
    return _row(title, said, top, window.language, "strong") + dot


def _step(step: Step, begins: Decimal, top: int, window: _Window) -> str:
    shape = "gained" if step.points > 0 else "lost" if step.points < 0 else "still"
    ends = {"x1": window.at(begins), "x2": window.at(begins + step.points)}
    y = top + LINE_AT
    drawn = svg.tag("line", class_=f"bar {shape}", **ends, y1=y, y2=y, stroke_width=THICK)
    return _row(step.title, signed(step.points, window.language), top, window.language, "") + drawn


def _row(title: str, said: str, top: int, language: Language, class_: str) -> str:
    return (
        svg.tag("line", class_="track", x1="1%", x2="99%", y1=top + LINE_AT, y2=top + LINE_AT, stroke_width=1)
        + svg.label(title, 0, top + TEXT_AT, language=language, class_=class_)
        + svg.label(said, 1, top + TEXT_AT, language=language, class_=class_)
    )
