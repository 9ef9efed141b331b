"""The profile of a body: its points on each axis against the median of its category."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from sanjeh.core.text.numerals import number
from sanjeh.core.text.words import Language, Translatable
from sanjeh.locale.catalogues import said
from sanjeh.web.charts import svg

ROW, TEXT_AT, BAR_AT, UNSEEN_AT, MARK = 62, 20, 36, 55, 9  # pixels
FULL = 100
UNSEEN = Translatable("داده کافی نیست", key="on a chart")


@dataclass(frozen=True, slots=True)
class Axis:
    """Points out of 100; None where too little was seen to say."""

    title: str
    points: float | None
    median: float | None


def bar(axis: Axis, top: int, language: Language) -> str:
    """Draw one axis: name, points, bar, and a stroke where the median lies."""
    y = top + BAR_AT
    parts = [
        svg.label(axis.title, 0, top + TEXT_AT, language=language),
        svg.tag("line", class_="track", x1="1%", x2="99%", y1=y, y2=y, stroke_width=8),
        written(axis, top, language),
    ]
    if axis.points is not None:
        end = svg.across(0.01 + axis.points / FULL * 0.98, language)
        parts.append(
            svg.tag("line", class_="bar", x1=svg.across(0.01, language), x2=end, y1=y, y2=y, stroke_width=8)
        )
    if axis.median is not None:
        x = svg.across(0.01 + axis.median / FULL * 0.98, language)
        parts.append(svg.tag("line", class_="mark", x1=x, x2=x, y1=y - MARK, y2=y + MARK))
    return "".join(parts)


def written(axis: Axis, top: int, language: Language) -> str:
    """Write the points beside the name; the longer "not enough data" stands below the bar."""
    if axis.points is not None:
        points = number(axis.points, language, 1)
        return svg.label(points, 1, top + TEXT_AT, language=language, class_="strong")
    return svg.label(said(UNSEEN, language), 0, top + UNSEEN_AT, language=language, class_="soft")


def profile(axes: Sequence[Axis], title: str, language: Language) -> SafeString:
    """Draw all axes below one another; a table beside it holds the same numbers."""
    rows = [bar(axis, place * ROW, language) for place, axis in enumerate(axes)]
    return svg.drawing(*rows, title=title, width="100%", height=ROW * max(len(axes), 1))
