"""The place of a body on the way from the first to the last, with the interval beside it."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from sanjeh.core.text.numerals import in_digits
from sanjeh.core.text.words import Language
from sanjeh.web.charts import svg

HEIGHT, MIDDLE, TICK, EDGE = 18, 9, 6, 0.03  # three in pixels, then the share kept free at both ends

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
    return f"{low} تا {high}" if language == "fa" else f"{low} to {high}"


def interval(place: Place, language: Language) -> SafeString:
    """Draw the place as a dot on its interval; the first place lies where reading begins."""

    def at(rank: int) -> str:
        share = (rank - 1) / max(place.of - 1, 1)
        return svg.across(EDGE + share * (1 - 2 * EDGE), language)

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


def _title(place: Place, language: Language) -> str:
    rank, said = in_digits(place.rank, language), interval_words(place, language)
    title = f"رتبه {rank}، بازه {said}" if language == "fa" else f"Place {rank}, interval {said}"
    if place.median is None:
        return title
    middle = in_digits(place.median, language)
    return f"{title}، میانه {middle}" if language == "fa" else f"{title}, median {middle}"
