"""Which choice moves the ranking most, as it is shown."""

from dataclasses import dataclass

from sanjeh.core.text.words import Translatable
from sanjeh.core.uncertainty.sobol import Influence, Sensitivity
from sanjeh.locale.catalogues import said
from sanjeh.report.index_audit.words import share
from sanjeh.report.uncertainty_words import FACTOR_WORDS

FROM_TO = Translatable("{low} تا {high}")


@dataclass(frozen=True, slots=True)
class InfluenceLine:
    """A choice; `alone` and `total` are shares of what moves the places, each with its 90 % bounds."""

    title: str
    alone: str
    alone_bounds: str
    total: str
    total_bounds: str
    alone_share: float
    total_share: float


def influence_lines(found: Sensitivity, language: str) -> tuple[InfluenceLine, ...]:
    """Return the choices that could make a difference here, the strongest first."""
    ordered = sorted(found.influences, key=lambda one: (-one.total, one.factor))
    return tuple(_line(one, language) for one in ordered)


def _line(one: Influence, language: str) -> InfluenceLine:
    return InfluenceLine(
        title=said(FACTOR_WORDS[one.factor], language),
        alone=_share(one.alone, language),
        alone_bounds=_bounds(one.alone_low, one.alone_high, language),
        total=_share(one.total, language),
        total_bounds=_bounds(one.total_low, one.total_high, language),
        alone_share=_within(one.alone),
        total_share=_within(one.total),
    )


def _bounds(low: float, high: float, language: str) -> str:
    return said(FROM_TO.filled(low=_share(low, language), high=_share(high, language)), language)


def _share(estimate: float, language: str) -> str:
    return share(_within(estimate), language, 0)


def _within(estimate: float) -> float:
    """Return the estimate as a share: by chance it can lie a little below zero or above one."""
    return min(max(estimate, 0.0), 1.0)
