"""The oracle of a sample: the settled answers of ranked bodies, read off their scorecards one by one."""

from collections.abc import Mapping, Sequence
from itertools import repeat

import numpy as np

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.parts import Indicator, Unit
from sanjeh.core.observations.model import Value
from sanjeh.core.scoring.card import Kind, Node, Scorecard
from sanjeh.core.uncertainty.sample import NOBODY, SOURCES, Column, Sample


def sample_of(methodology: Methodology, cards: Sequence[Scorecard]) -> Sample:
    """Return the ranked ones among the cards, in the order of their units."""
    ranked = sorted((card for card in cards if card.rank_score is not None), key=lambda card: card.unit)
    found = [{node.code: node for node in card.root.walk() if node.kind is Kind.INDICATOR} for card in ranked]
    services = [_services(methodology, nodes) for nodes in found]
    rows = [(body, service) for body, own in enumerate(services) for service in own]
    columns = tuple(
        _column(leaf, [nodes.get(leaf.code) for nodes in found], services) for leaf in methodology.indicators
    )
    return Sample(
        methodology=methodology,
        units=tuple(card.unit for card in ranked),
        columns=columns,
        services=tuple(service for _, service in rows),
        owner=np.array([body for body, _ in rows], dtype=np.intp),
        service_weights=np.array([services[body][service] for body, service in rows], dtype=np.float64),
    )


def _services(methodology: Methodology, nodes: Mapping[str, Node]) -> dict[str, float]:
    """Return the services of a body with their weights, as its leaves have them."""
    weights: dict[str, float] = {}
    for leaf in methodology.indicators:
        if leaf.unit is Unit.SERVICE and leaf.code in nodes:
            weights |= {child.code: 1.0 for child in nodes[leaf.code].children if child.code not in weights}
            if leaf.over_services == "weighted":
                weights |= {child.code: child.stated_weight for child in nodes[leaf.code].children}
    return dict(sorted(weights.items()))


def _column(
    indicator: Indicator, nodes: Sequence[Node | None], services: Sequence[Mapping[str, float]]
) -> Column:
    leaves: list[Node | None] = list(nodes)
    if indicator.unit is Unit.SERVICE:
        leaves = []
        for node, own in zip(nodes, services, strict=True):
            below = {child.code: child for child in node.children} if node else {}
            leaves.extend(map(below.get, own, repeat(None)))
    return Column(
        indicator,
        points=np.array([_points(leaf) for leaf in leaves], dtype=np.float64),
        numbers=np.array([_number(leaf) for leaf in leaves], dtype=np.float64),
        sources=np.array([_source(leaf) for leaf in leaves], dtype=np.int8),
    )


def _points(leaf: Node | None) -> float:
    return np.nan if leaf is None or leaf.points is None else leaf.points


def _number(leaf: Node | None) -> float:
    answers = [mark.observation.answer for mark in leaf.marks if mark.counts] if leaf else []
    counted = [answer for answer in answers if isinstance(answer, Value)]
    return counted[0].number if len(answers) == len(counted) == 1 else np.nan


def _source(leaf: Node | None) -> int:
    return NOBODY if leaf is None or leaf.source is None else SOURCES.index(leaf.source)
