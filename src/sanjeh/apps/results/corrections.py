"""What a decided case changes of the observations of a body: a mark that was seen anew, never a worse one."""

from collections.abc import Iterable
from dataclasses import replace

from sanjeh.apps.results.models import Correction
from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.model import NoValue, Observation, Value
from sanjeh.core.scoring.normalise import NeedsOthers, points_of


def corrected(
    methodology: Methodology, seen: tuple[Observation, ...], orders: Iterable[Correction]
) -> tuple[Observation, ...]:
    """Return the observations of a body with what was ordered of it; nobody is worse off for a complaint."""
    for order in orders:
        touched = [one for one in seen if is_of(one, order)]
        if touched:
            seen = tuple(better(methodology, one, order) if one in touched else one for one in seen)
        else:
            answer = Value(float(order.becomes))
            made = Observation(order.unit, order.indicator, answer, Source.PROBE, service=order.service)
            seen = (*seen, replace(made, evidence=(order.ordered_in,)))
    return seen


def is_of(one: Observation, order: Correction) -> bool:
    return one.indicator == order.indicator and order.service in ("", one.service)


def better(methodology: Methodology, one: Observation, order: Correction) -> Observation:
    """Return the observation as it was ordered, or as it was where that would cost the body points."""
    becomes = Value(float(order.becomes))
    if is_worse(methodology, one, becomes):
        return one
    return replace(one, answer=becomes, evidence=(*one.evidence, order.ordered_in))


def is_worse(methodology: Methodology, one: Observation, becomes: Value) -> bool:
    scale = methodology.indicator(one.indicator).scale
    if isinstance(one.answer, NoValue):
        return False
    try:
        return points_of(becomes.number, scale) < points_of(one.answer.number, scale)
    except NeedsOthers:
        return False
