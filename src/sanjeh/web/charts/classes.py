"""In how many draws a body falls into each class, as one bar whose parts stand beside one another."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from sanjeh.core.text.words import Language
from sanjeh.web.charts import svg

HEIGHT, MIDDLE, THICK = 12, 6, 6  # pixels
GAP = 0.01  # share of the width between two parts, so that they part without colour too


@dataclass(frozen=True, slots=True)
class Part:
    """A class with its share 0..1 of the draws; `shape` is the grade whose colour it takes."""

    share: float
    shape: str


def classes(parts: Sequence[Part], title: str, language: Language) -> SafeString:
    """Draw the parts in the order given; words beside it hold the same shares."""
    begins, drawn = 0.0, []
    for part in parts:
        drawn.append(_part(part, begins, language))
        begins += part.share
    return svg.drawing(*drawn, title=title, width="100%", height=HEIGHT, class_="chart odds")


def _part(part: Part, begins: float, language: Language) -> str:
    ends = max(begins + part.share - GAP, begins + GAP / 2)
    return svg.tag(
        "line",
        class_=f"part {part.shape}",
        x1=svg.across(begins, language),
        x2=svg.across(ends, language),
        y1=MIDDLE,
        y2=MIDDLE,
        stroke_width=THICK,
    )
