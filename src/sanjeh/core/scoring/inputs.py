"""What is known of every body of a round, as the table that is scored."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.parts import Indicator
from sanjeh.core.methodology.scale_domain import outside
from sanjeh.core.methodology.scales import Relative
from sanjeh.core.observations.model import Observation, Value
from sanjeh.core.observations.table import NO_SERVICE, SOURCES, STATES, ObservationTable, Positions
from sanjeh.core.scoring.normalise import points_of

_SOURCE = {source: position for position, source in enumerate(SOURCES)}
_STATE = {state: position for position, state in enumerate(STATES)}


class NotOfThisMethod(Exception):
    """An observation that names an indicator or a service which is not being scored."""


class AnsweredTwice(Exception):
    """Two answers of the same source to the same question; only one of them can be true."""


@dataclass(frozen=True, slots=True)
class BodyInput:
    """One body: its frozen services, its categories, and all that was observed of it.

    Observations of other units are passed over.
    """

    unit: str
    services: tuple[str, ...]
    categories: tuple[str, ...]
    observations: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class _Entries:
    """The observations that are scored, and of each the position of its body."""

    observations: list[Observation]
    body: Positions


def table_of(methodology: Methodology, bodies: Sequence[BodyInput]) -> ObservationTable:
    """Return the table of these bodies, one of which nothing is known among them.

    Raise NotOfThisMethod, ToldTwice or OutsideScale for an observation that cannot be scored.
    """
    listed = sorted(bodies, key=lambda body: body.unit)
    parts = (*methodology.indicators, *methodology.bonuses)
    entries = _entries(methodology, parts, listed)
    services = [(place, code) for place, body in enumerate(listed) for code in sorted(body.services)]
    addresses = sorted({"", *(one.address for one in entries.observations)})
    columns = _columns(entries, parts, services, addresses)
    order = np.lexsort(columns[::-1])
    _refuse_repeats(entries, [column[order] for column in columns], order)
    observations = [entries.observations[row] for row in order.tolist()]
    numbers = np.array(
        [one.answer.number if isinstance(one.answer, Value) else np.nan for one in observations],
        dtype=np.float64,
    )
    unit, service, indicator, source, address = (column[order] for column in columns)
    _refuse_outside(parts, indicator, numbers)
    return ObservationTable(
        units=tuple(body.unit for body in listed),
        services=tuple(code for _, code in services),
        owner=np.array([place for place, _ in services], dtype=np.int64),
        indicators=tuple(part.code for part in parts),
        addresses=tuple(addresses),
        unit=unit,
        service=service,
        address=address,
        indicator=indicator,
        source=source,
        state=np.array([_STATE[one.answer.state] for one in observations], dtype=np.int64),
        number=numbers,
        observations=tuple(observations),
    )


def _entries(methodology: Methodology, parts: tuple[Indicator, ...], bodies: Sequence[BodyInput]) -> _Entries:
    own = [[one for one in body.observations if one.unit == body.unit] for body in bodies]
    observations = [one for observed in own for one in observed]
    position = np.repeat(np.arange(len(bodies)), [len(observed) for observed in own])
    known = {part.code for part in parts}
    is_known = [one.indicator in known for one in observations]
    if not all(is_known):
        # A restricted method leaves questions out on purpose; a whole one knows all its own.
        if not methodology.restricted_to:
            unknown = observations[is_known.index(False)].indicator
            raise NotOfThisMethod(f"{methodology.code} has no indicator {unknown}")
        observations = list(compress(observations, is_known))
    return _Entries(observations, position[is_known].astype(np.int64))


def _columns(
    entries: _Entries,
    parts: tuple[Indicator, ...],
    services: Sequence[tuple[int, str]],
    addresses: Sequence[str],
) -> tuple[Positions, ...]:
    """Return body, service, indicator, source and address of every observation, the order of a table."""
    column_of = {part.code: position for position, part in enumerate(parts)}
    address_of = {address: position for position, address in enumerate(addresses)}
    return (
        entries.body,
        _services(entries, services),
        _positions([column_of[one.indicator] for one in entries.observations]),
        _positions([_SOURCE[one.source] for one in entries.observations]),
        _positions([address_of[one.address] for one in entries.observations]),
    )


def _services(entries: _Entries, services: Sequence[tuple[int, str]]) -> Positions:
    position = {key: place for place, key in enumerate(services)}
    asked = zip(entries.body.tolist(), entries.observations, strict=True)
    try:
        return _positions([position[body, one.service] if one.service else NO_SERVICE for body, one in asked])
    except KeyError as missing:
        _, service = missing.args[0]
        raise NotOfThisMethod(f"a body has no service {service} in this round") from None


def _positions(entries: list[int]) -> Positions:
    return np.array(entries, dtype=np.int64)


def _refuse_repeats(entries: _Entries, columns: Sequence[Positions], order: NDArray[np.intp]) -> None:
    if len(order) < 2:
        return
    repeats = np.ones(len(order) - 1, dtype=np.bool_)
    for column in columns:
        repeats &= column[1:] == column[:-1]
    if repeats.any():
        one = entries.observations[int(order[int(repeats.argmax())])]
        raise AnsweredTwice(f"{one.unit} / {one.indicator} / {one.service} / {one.address} / {one.source}")


def _refuse_outside(parts: tuple[Indicator, ...], indicator: Positions, numbers: NDArray[np.float64]) -> None:
    for column, part in enumerate(parts):
        own = numbers[(indicator == column) & ~np.isnan(numbers)]
        if not isinstance(part.scale, Relative) and (wrong := outside(own, part.scale)).any():
            # Raises OutsideScale with the values that this scale does have.
            points_of(float(own[wrong.argmax()]), part.scale)
