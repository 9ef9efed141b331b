"""A score then and now on one line: an empty dot, a filled one, and what lies between."""

from decimal import Decimal

from django.utils.safestring import SafeString

from sanjeh.core.text.numerals import number
from sanjeh.core.text.words import Language, Translatable
from sanjeh.locale.catalogues import said
from sanjeh.web.charts import svg

HEIGHT, MIDDLE, EDGE, FULL = 18, 9, 0.03, 100  # pixels, pixels, share of the width, points

TITLE = Translatable("از {old} به {new}")
TRACK = svg.tag("line", class_="track", x1="1%", x2="99%", y1=MIDDLE, y2=MIDDLE, stroke_width=1)


def shift(before: Decimal, after: Decimal, language: Language) -> SafeString:
    """Draw both scores between 0 and 100; the better one lies further from where reading begins."""

    def at(points: Decimal) -> str:
        return svg.across(EDGE + float(points) / FULL * (1 - 2 * EDGE), language)

    old, new = (number(points, language, 2) for points in (before, after))
    title = said(TITLE.filled(old=old, new=new), language)
    shape = "gained" if after > before else "lost" if after < before else "still"
    return svg.drawing(
        TRACK,
        svg.tag("line", class_=f"bar {shape}", x1=at(before), x2=at(after), y1=MIDDLE, y2=MIDDLE,
                stroke_width=4),
        svg.tag("circle", class_="then", cx=at(before), cy=MIDDLE, r=4),
        svg.tag("circle", class_="dot", cx=at(after), cy=MIDDLE, r=4.5),
        title=title, width="100%", height=HEIGHT,
    )  # fmt: skip
