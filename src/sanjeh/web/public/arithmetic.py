"""An opened indicator as arithmetic: what was seen, its points, how they are joined, what that weighs."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from sanjeh.apps.results.cards import IndicatorLine, PartLine
from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.parts import Axis, Indicator, Reducer, Unit
from sanjeh.core.methodology.scales import Binary, Rubric, Share
from sanjeh.core.text.numerals import in_digits, percent
from sanjeh.core.text.words import Language, Translatable
from sanjeh.locale.catalogues import said

REDUCERS = {
    Reducer.MEAN: _("میانگین"),
    Reducer.BEST: _("بهترین"),
    Reducer.WORST: _("پایین‌ترین"),
    Reducer.WEIGHTED: _("میانگین وزنی"),
}
YES, NO = Translatable("بله", key="answer to a question"), Translatable("خیر", key="answer to a question")
# Below this share of the whole two weights are shown alike.
SAME_WEIGHT = 0.0005


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """How the points of an indicator come about and what they add to the total.

    `reducer` joins the `joined` services or addresses, and is empty for a single one. `weight` is the share
    of the whole that counted, `by_method` the one that the method states. `adds` are points of the total,
    None where a mean that is not arithmetic joins them on the way.
    """

    reducer: str
    joined: int
    of_services: bool
    weight: float
    by_method: float
    adds: float | None

    @property
    def is_rescaled(self) -> bool:
        return abs(self.weight - self.by_method) >= SAME_WEIGHT


def arithmetic_of(line: IndicatorLine, method: Methodology) -> Arithmetic | None:
    """Return the sum behind an indicator, None for one without a number."""
    if line.points is None:
        return None
    indicator = method.indicator(line.code)
    of_services = indicator.unit is Unit.SERVICE
    counted = [part for part in line.parts if part.counts]
    joined = len({part.service for part in counted} if of_services else {part.address for part in counted})
    reducer = indicator.over_services if of_services else indicator.over_addresses
    return Arithmetic(
        reducer=REDUCERS[reducer] if joined > 1 else "",
        joined=joined,
        of_services=of_services,
        weight=line.weight,
        by_method=line.stated_weight,
        adds=line.points * line.weight if _adds_up(method) else None,
    )


def _adds_up(method: Methodology) -> bool:
    means = [method.total, *(axis.mean for top in method.axes for axis in _below(top))]
    return set(means) == {"arithmetic"}


def _below(axis: Axis) -> list[Axis]:
    return [axis, *(below for child in axis.axes for below in _below(child))]


def level_words(part: PartLine, indicator: Indicator, language: Language) -> str:
    """Say what was seen in the terms of the scale: a level's words, a share, yes or no, or a number."""
    scale, value = indicator.scale, part.value
    if value is None:
        return ""
    match scale:
        case Rubric():
            levels = [level for level in scale.levels if level.value <= value]
            return levels[-1].says.in_language(language) if levels else in_digits(f"{value:g}", language)
        case Share():
            return percent(value, language)
        case Binary():
            return said(YES if value else NO, language)
        case _:
            return in_digits(f"{value:g}", language)
