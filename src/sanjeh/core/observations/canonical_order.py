"""Puts rows into canonical order and makes the table of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.observations.parsing import Rows
from sanjeh.core.observations.table import EMPTY, NO_SERVICE, ObservationTable, Positions, Text


@dataclass(frozen=True, slots=True)
class Names:
    """Sorted names and the position of every row's name in them."""

    names: tuple[str, ...]
    positions: Positions


@dataclass(frozen=True, slots=True)
class Owned:
    """Every service of every body, by body and then by code, and the position of every row's service."""

    names: tuple[str, ...]
    owner: Positions
    positions: Positions


@dataclass(frozen=True, slots=True)
class Order:
    """`rows` in canonical order; `repeats` says, in that order, which row asks what the one before asked."""

    units: Names
    services: Owned
    addresses: Names
    rows: Positions
    repeats: NDArray[np.bool_]


def ordered(rows: Rows) -> Order:
    """Return the order by body, service, indicator, source and address."""
    units, addresses = _sorted_names(rows.unit), _sorted_names(rows.address)
    services = _owned(units, _sorted_names(rows.service))
    keys = (units.positions, services.positions, rows.indicator, rows.source, addresses.positions)
    order = np.lexsort(keys[::-1])
    repeats = np.ones(len(order), dtype=np.bool_)
    repeats[0] = False
    for key in keys:
        repeats[1:] &= key[order][1:] == key[order][:-1]
    return Order(units, services, addresses, order, repeats)


def table_of(rows: Rows, order: Order) -> ObservationTable:
    """Return the table of rows among which nothing is wrong."""
    return ObservationTable(
        units=order.units.names,
        services=order.services.names,
        owner=order.services.owner,
        indicators=tuple(leaf.code for leaf in rows.leaves),
        addresses=("", *order.addresses.names),
        unit=order.units.positions[order.rows],
        service=order.services.positions[order.rows],
        address=order.addresses.positions[order.rows] + 1,
        indicator=rows.indicator[order.rows],
        source=rows.source[order.rows],
        state=rows.state[order.rows],
        number=rows.number[order.rows],
    )


def _owned(units: Names, codes: Names) -> Owned:
    """Tell services of two bodies apart even when they have the same code."""
    apart = max(1, len(codes.names))
    known = codes.positions != EMPTY
    keys, places = np.unique(units.positions[known] * apart + codes.positions[known], return_inverse=True)
    positions = np.full(len(known), NO_SERVICE, dtype=np.int64)
    positions[known] = places
    return Owned(tuple(codes.names[key % apart] for key in keys), keys // apart, positions)


def _sorted_names(text: Text) -> Names:
    used = np.unique(text.codes[text.codes >= 0]).tolist()
    ranked = sorted(used, key=lambda code: text.words[code])
    places = np.full(len(text.words) + 1, EMPTY, dtype=np.int64)
    places[ranked] = np.arange(len(ranked))
    return Names(tuple(text.words[code] for code in ranked), places[text.codes])
