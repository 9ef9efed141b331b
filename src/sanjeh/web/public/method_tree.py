"""The tree of a method as its page draws it: every part with its share of the whole."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sanjeh.apps.scans import queries as scans
from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.parts import Axis, Indicator, Unit
from sanjeh.core.methodology.scales import Band, Binary, Linear, Piecewise, Relative, Rubric, Scale, Share
from sanjeh.core.methodology.sources import Source
from sanjeh.core.text.words import Translatable

UNITS = {
    Unit.BODY: Translatable("از دستگاه"),
    Unit.SERVICE: Translatable("از هر خدمت"),
    Unit.ADDRESS: Translatable("از هر نشانی"),
    Unit.CITIZEN: Translatable("از مردم"),
}
KNOT = Translatable("{value}: {points} امتیاز", key="knot of a scale")
FIXED = {
    "rubric": Translatable("سطح‌های تعریف‌شده"),
    "binary": Translatable("یا هست یا نیست"),
    "share": Translatable("سهم آنچه درست است، از ۰ تا ۱"),
}
RELATIVE = {
    "min_max": Translatable("جای دستگاه میان کمترین و بیشترین"),
    "z_score": Translatable("فاصله از میانگین همه، کشیده تا دو سر"),
    "rank": Translatable("جای دستگاه در رتبه‌بندی"),
}


@dataclass(frozen=True, slots=True)
class Leaf:
    """An indicator; `share` is its part of the whole, 0..1, and None for a bonus.

    `value_notes` are sentences on its values: what some of them look like, and which questions are asked.
    `mends` are what can be found wrong with its checks, each with what mends it.
    """

    indicator: Indicator
    share: Decimal | None
    is_automatic: bool
    unit: Translatable
    scale: Translatable
    value_notes: tuple[Translatable, ...]
    mends: tuple[tuple[Translatable, Translatable], ...]


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
        value_notes=tuple(value_notes(indicator)),
        mends=tuple(mends(indicator)),
    )


def value_notes(indicator: Indicator) -> Iterator[Translatable]:
    for example in indicator.examples:
        value, says = f"{example.value:g}", example.says
        yield Translatable("{value}: {says}").filled(value=value, says=says)
    for question in indicator.questions.asked if indicator.questions else ():
        code, title = question.code, question.title
        yield Translatable("{title} ({code})").filled(title=title, code=code)


def mends(indicator: Indicator) -> Iterator[tuple[Translatable, Translatable]]:
    for check in indicator.measure.reads if indicator.measure else ():
        yield from scans.advice_of(check)


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


def scale_words(scale: Scale) -> Translatable:
    """Say in one sentence how a value becomes points; the levels of a rubric are listed apart."""
    match scale:
        case Linear():
            return Translatable("از {zero} (بی‌امتیاز) تا {full} (امتیاز کامل)").filled(
                zero=f"{scale.zero:g}", full=f"{scale.full:g}"
            )
        case Piecewise():
            knots = tuple(
                KNOT.filled(value=f"{value:g}", points=f"{points:g}") for value, points in scale.knots
            )
            return Translatable("میان این نقطه‌ها: {knots}").filled(knots=knots)
        case Rubric() | Binary() | Share():
            return FIXED[scale.kind]
        case Band():
            return Translatable("امتیاز کامل میان {low} و {high}").filled(
                low=f"{scale.full[0]:g}", high=f"{scale.full[1]:g}"
            )
        case Relative():
            return RELATIVE[scale.method]
