"""Shares as bars below one another: one or more to a row, each with its number at its end."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from sanjeh.core.text.words import Language
from sanjeh.web.charts import svg

TEXT_AT, BAR, GAP = 18, 20, 12  # pixels: where the title stands, what a bar takes, what parts two rows
LONGEST = 0.78  # share of the width; the rest belongs to the number
THICK = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """`share` 0..1 of the longest possible bar; None draws the track alone. `shape` names its colour."""

    shape: str
    share: float | None
    said: str


@dataclass(frozen=True, slots=True)
class Row:
    title: str
    bars: tuple[Bar, ...]

    @property
    def height(self) -> int:
        return TEXT_AT + BAR * len(self.bars) + GAP


def bars(rows: Sequence[Row], title: str, language: Language) -> SafeString:
    """Draw the rows below one another; a table beside it holds the same numbers."""
    shapes, top = [], 0
    for row in rows:
        shapes.append(_row(row, top, language))
        top += row.height
    return svg.drawing(*shapes, title=title, width="100%", height=max(top, BAR))


def _row(row: Row, top: int, language: Language) -> str:
    label = svg.label(row.title, 0, top + TEXT_AT - 4, language=language)
    drawn = (
        _bar(bar, top + TEXT_AT + BAR * place + BAR // 2, language) for place, bar in enumerate(row.bars)
    )
    return label + "".join(drawn)


def _bar(bar: Bar, y: int, language: Language) -> str:
    def line(shape: str, share: float) -> str:
        ends = {"x1": svg.across(0.01, language), "x2": svg.across(0.01 + share * LONGEST, language)}
        return svg.tag("line", class_=shape, **ends, y1=y, y2=y, stroke_width=THICK)

    said = svg.label(bar.said, 1, y + 5, language=language, class_="soft")
    own = line(f"bar {bar.shape}".rstrip(), min(bar.share, 1.0)) if bar.share else ""
    return line("track", 1.0) + own + said
