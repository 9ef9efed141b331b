"""How the scores of all bodies are spread over the scale."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from sanjeh.core.words import Language
from sanjeh.web import writing
from sanjeh.web.charts import svg

HEIGHT, FLOOR, TOP = 132, 108, 18  # pixels
BINS, FULL = 10, 100


def counted(scores: Sequence[float]) -> tuple[int, ...]:
    """Return how many scores lie in each tenth of the scale; full marks belong to the last."""
    bins = [0] * BINS
    for score in scores:
        bins[min(int(score * BINS // FULL), BINS - 1)] += 1
    return tuple(bins)


def block(count: int, place: int, most: int, language: Language) -> str:
    """Draw one tenth as a block with its count on top."""
    height = round((FLOOR - TOP) * count / most) if most else 0
    edge = place if language == "en" else BINS - 1 - place
    middle = svg.tag(
        "text",
        svg.isolated(writing.digits(count, language), language) if count else "",
        x=f"{(edge + 0.5) * 100 / BINS:.2f}%",
        y=FLOOR - height - 5,
        text_anchor="middle",
        class_="soft",
    )
    shape = svg.tag(
        "rect", class_="block", x=f"{(edge + 0.08) * 100 / BINS:.2f}%", y=FLOOR - height,
        width=f"{0.84 * 100 / BINS:.2f}%", height=height, rx=3,
    )  # fmt: skip
    return shape + middle


def spread(scores: Sequence[float], title: str, language: Language) -> SafeString:
    """Draw the scores in tenths of the scale, low scores where reading begins."""
    bins = counted(scores)
    blocks = [block(count, place, max(bins), language) for place, count in enumerate(bins)]
    floor = svg.tag("line", class_="track", x1="0%", x2="100%", y1=FLOOR, y2=FLOOR, stroke_width=1)
    ends = (
        svg.label(writing.digits(0, language), 0, HEIGHT - 4, language=language, class_="soft"),
        svg.label(writing.digits(FULL, language), 1, HEIGHT - 4, language=language, class_="soft"),
    )
    return svg.drawing(*blocks, floor, *ends, title=title, width="100%", height=HEIGHT)
