"""The place of a body on the way from the first to the last, with the interval beside it."""

from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString

from sanjeh.core.text.numerals import in_digits
from sanjeh.core.text.words import Language, Translatable
from sanjeh.locale.catalogues import said
from sanjeh.web.charts import svg

HEIGHT, SCALE_HEIGHT, MIDDLE, TICK = 18, 24, 9, 6  # in pixels
EDGE = 0.03  # the share of the width that is kept free at both ends

FROM_TO = Translatable("{low} تا {high}")
TITLE = Translatable("رتبه {rank}، بازه {interval}")
TITLE_WITH_MEDIAN = Translatable("رتبه {rank}، بازه {interval}، میانه {median}")
SCALE = Translatable("محور رتبه‌ها، از ۱ تا {of}")
TRACK = svg.tag("line", class_="track", x1="1%", x2="99%", y1=MIDDLE, y2=MIDDLE, stroke_width=1)


@dataclass(frozen=True, slots=True)
class Place:
    """A place among `of`, and the places between which it lies with 90 per cent.

    `median` is the place in the middle of all draws, where that was kept.
    """

    rank: int
    low: int
    high: int
    of: int
    median: int | None = None


def interval_words(place: Place, language: Language) -> str:
    """Return the interval as it is read aloud."""
    low, high = (in_digits(end, language) for end in (place.low, place.high))
    if place.low == place.high:
        return low
    return said(FROM_TO.filled(low=low, high=high), language)


def interval(place: Place, language: Language) -> SafeString:
    """Draw the place as a dot on its interval; the first place lies where reading begins."""

    def at(rank: int) -> str:
        return _across(rank, place.of, language)

    shapes = [
        TRACK,
        svg.tag(
            "line", class_="range", x1=at(place.low), x2=at(place.high), y1=MIDDLE, y2=MIDDLE, stroke_width=6
        ),
        svg.tag("circle", class_="dot", cx=at(place.rank), cy=MIDDLE, r=4.5),
    ]
    if place.median is not None:
        x = at(place.median)
        shapes.append(svg.tag("line", class_="mark", x1=x, x2=x, y1=MIDDLE - TICK, y2=MIDDLE + TICK))
    return svg.drawing(*shapes, title=_title(place, language), width="100%", height=HEIGHT)


def scale(of: int, language: Language) -> SafeString:
    """Draw what stands below such intervals: the first, the middle and the last place."""
    shown = sorted({1, round((1 + of) / 2), of})
    shapes = [svg.tag("line", class_="track", x1="1%", x2="99%", y1=1, y2=1, stroke_width=1)]
    for rank in shown:
        x = _across(rank, of, language)
        shapes.append(svg.tag("line", class_="track", x1=x, x2=x, y1=1, y2=TICK, stroke_width=1))
        digits = escape(svg.isolated(in_digits(rank, language), language))
        shapes.append(svg.tag("text", digits, x=x, y=SCALE_HEIGHT - 4, text_anchor="middle", class_="soft"))
    return svg.drawing(*shapes, title=said(SCALE.filled(of=of), language), width="100%", height=SCALE_HEIGHT)


def _across(rank: int, of: int, language: Language) -> str:
    share = (rank - 1) / max(of - 1, 1)
    return svg.across(EDGE + share * (1 - 2 * EDGE), language)


def _title(place: Place, language: Language) -> str:
    title = TITLE if place.median is None else TITLE_WITH_MEDIAN
    return said(
        title.filled(rank=place.rank, interval=interval_words(place, language), median=place.median), language
    )
