"""The tree of a method as its page draws it: every part with its share of the whole."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.parts import Axis, Indicator, Unit
from sanjeh.core.methodology.scales import Band, Binary, Linear, Piecewise, Relative, Rubric, Scale, Share
from sanjeh.core.methodology.sources import Source
from sanjeh.core.text.words import Words

UNITS = {
    Unit.BODY: Words("از دستگاه", "Of the body"),
    Unit.SERVICE: Words("از هر خدمت", "Of each service"),
    Unit.ADDRESS: Words("از هر نشانی", "Of each address"),
    Unit.CITIZEN: Words("از مردم", "Of the people"),
}
FIXED = {
    "rubric": Words("سطح‌های تعریف‌شده", "Defined levels"),
    "binary": Words("یا هست یا نیست", "Either there or not"),
    "share": Words("سهم آنچه درست است، از ۰ تا ۱", "The share of what is right, 0 to 1"),
}
RELATIVE = {
    "min_max": Words(
        "جای دستگاه میان کمترین و بیشترین", "Where the body lies between the least and the most"
    ),
    "z_score": Words(
        "فاصله از میانگین همه، کشیده تا دو سر", "The distance from everybody's mean, stretched to the ends"
    ),
    "rank": Words("جای دستگاه در رتبه‌بندی", "The body's place among all"),
}


@dataclass(frozen=True, slots=True)
class Leaf:
    """An indicator; `share` is its part of the whole, 0..1, and None for a bonus.

    `told` are sentences on its values: what some of them look like, and which questions are asked.
    """

    indicator: Indicator
    share: Decimal | None
    is_automatic: bool
    unit: Words
    scale: Words
    told: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    axis: Axis
    share: Decimal
    branches: tuple["Branch", ...]
    leaves: tuple[Leaf, ...]
    bonuses: tuple[Leaf, ...]


def is_automatic(indicator: Indicator) -> bool:
    return Source.PROBE in indicator.sources and indicator.measure is not None


def leaf(indicator: Indicator, shares: Mapping[str, Decimal]) -> Leaf:
    return Leaf(
        indicator=indicator,
        share=shares.get(indicator.code),
        is_automatic=is_automatic(indicator),
        unit=UNITS[indicator.unit],
        scale=scale_words(indicator.scale),
        told=tuple(told(indicator)),
    )


def told(indicator: Indicator) -> Iterator[Words]:
    for example in indicator.examples:
        value, says = f"{example.value:g}", example.says
        yield Words(f"{value}: {says.fa}", f"{value}: {says.en}")
    for question in indicator.questions.asked if indicator.questions else ():
        code, title = question.code, question.title
        yield Words(f"{title.fa} ({code})", f"{title.en} ({code})")


def branch(axis: Axis, shares: Mapping[str, Decimal]) -> Branch:
    return Branch(
        axis=axis,
        share=shares[axis.code],
        branches=tuple(branch(child, shares) for child in axis.axes),
        leaves=tuple(leaf(one, shares) for one in axis.indicators),
        bonuses=tuple(leaf(one, shares) for one in axis.bonus),
    )


def tree(method: Methodology) -> tuple[Branch, ...]:
    shares = method.stated_weights()
    return tuple(branch(axis, shares) for axis in method.axes)


def scale_words(scale: Scale) -> Words:
    """Say in one sentence how a value becomes points; the levels of a rubric are listed apart."""
    match scale:
        case Linear():
            return Words(
                f"از {scale.zero:g} (بی‌امتیاز) تا {scale.full:g} (امتیاز کامل)",
                f"From {scale.zero:g} (no points) to {scale.full:g} (full points)",
            )
        case Piecewise():
            knots = ", ".join(f"{value:g} → {points:g}" for value, points in scale.knots)
            return Words(f"میان این نقطه‌ها: {knots}", f"Between these points: {knots}")
        case Rubric() | Binary() | Share():
            return FIXED[scale.kind]
        case Band():
            return Words(
                f"امتیاز کامل میان {scale.full[0]:g} و {scale.full[1]:g}",
                f"Full points between {scale.full[0]:g} and {scale.full[1]:g}",
            )
        case Relative():
            return RELATIVE[scale.method]
