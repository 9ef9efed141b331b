"""A whole table is scored digit for digit as each body's own scorecard."""

from dataclasses import dataclass
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjeh.core.methodology.methodology import Methodology, parse_methodology
from sanjeh.core.observations.model import State
from sanjeh.core.observations.table import ObservationTable
from sanjeh.core.scoring.engine import APART, NO_CLASS, Scored, score_table
from sanjeh.core.scoring.methodology_tree import INDEX
from sanjeh.core.scoring.rank import ranks
from tests.core.scoring.reference.scorecard import score_unit
from tests.core.scoring.reference.stages import maturity
from tests.core.scoring.small import HEAD, STAGES, axis, indicator
from tests.core.scoring.tables import table

UNITS, SERVICES, ADDRESSES = (
    ("a", "b", "c"),
    ("s1", "s2", "s3"),
    ("", "https://one.test/", "https://two.test/"),
)
SOURCES = ("assessor", "probe", "self_declaration", "record", "citizen")
OF_BODY = {
    "A1": "",
    "A2": "failure_is_zero = true",
    "A3": 'over_addresses = "worst"',
    "B1": 'missing = "zero"',
}
OF_SERVICES = {
    "B2": 'automated = "not_applicable"',
    "B3": 'over_services = "best"\nmissing = "zero"',
    "B4": 'over_services = "worst"\nover_addresses = "best"',
    "B5": 'over_services = "weighted"',
}
BONUS = indicator("X1", weight="2").replace("axes.indicators", "axes.bonus")
TREE = (
    axis(
        "A",
        *(
            indicator(code, weight=w, more=OF_BODY[code])
            for code, w in (("A1", "50"), ("A2", "30"), ("A3", "20"))
        ),
    )
    + 'mean = "geometric"\n'
    + axis("B", indicator("B1", weight="20", more=OF_BODY["B1"]))
    + "".join(indicator(code, weight="20", unit="service", more=more) for code, more in OF_SERVICES.items())
    + BONUS
)


def method(total: str = "arithmetic") -> Methodology:
    text = HEAD.replace('code = "small"', f'code = "small"\ntotal = "{total}"') + STAGES + TREE
    # A key of the axis must stand before its first indicator.
    text = text.replace('mean = "geometric"\n', "").replace(
        'code = "A"\n', 'code = "A"\nmean = "geometric"\n'
    )
    return parse_methodology(text, "whole.toml")


METHODS = {total: method(total) for total in ("arithmetic", "geometric", "harmonic")}
PLAIN = METHODS["arithmetic"]
ANSWERS = st.one_of(
    st.sampled_from([{"state": "value", "value": str(n / 20)} for n in range(21)]),
    st.sampled_from([{"state": state.value} for state in State if state is not State.VALUE]),
    st.just({"state": "disputed", "value": "0.4"}),
)


@st.composite
def rows(draw: st.DrawFn) -> dict[str, str]:
    code = draw(st.sampled_from((*OF_BODY, *OF_SERVICES, "X1")))
    return {
        "unit": draw(st.sampled_from(UNITS)),
        "indicator": code,
        "service": draw(st.sampled_from(SERVICES)) if code in OF_SERVICES else "",
        "address": draw(st.sampled_from(ADDRESSES)),
        "source": draw(st.sampled_from(SOURCES)),
        **draw(ANSWERS),
    }


TABLES = st.lists(
    rows(),
    min_size=1,
    max_size=60,
    unique_by=lambda r: (r["unit"], r["indicator"], r["service"], r["address"], r["source"]),
)


@dataclass(frozen=True, slots=True)
class Told:
    """What is published of one body."""

    points: dict[str, float]
    coverage: dict[str, float]
    totals: tuple[float, float, float]
    grade: str
    capped_by: tuple[str, ...]
    bonus: float
    ladder: tuple[int, int, float]


def alone(methodology: Methodology, told: ObservationTable, unit: str) -> Told:
    services = told.services_of(unit)
    card = score_unit(methodology, unit, services, told.observations_of(unit))
    ripe = maturity(methodology, card, services)
    nodes = [node for node in card.root.walk() if node.kind != "service"]
    return Told(
        points={node.code: number(node.points) for node in nodes},
        coverage={node.code: node.coverage if node.applicable else 0.0 for node in nodes},
        totals=(number(card.points), number(card.arithmetic), number(card.geometric)),
        grade=card.grade,
        capped_by=card.capped_by,
        bonus=card.bonus_points,
        ladder=(ripe.stage, ripe.next or 0, number(ripe.readiness)),
    )


def together(scored: Scored, row: int) -> Told:
    methodology = scored.methodology
    codes = [leaf.code for leaf in methodology.indicators]
    own = slice(0, len(codes))
    leaves = dict(zip(codes, scored.indicator_scores.points[row, own], strict=True))
    covered = dict(zip(codes, scored.indicator_scores.coverage[row, own], strict=True))
    place = scored.classes[row]
    return Told(
        points={code: column[row] for code, column in scored.points.items()} | leaves,
        coverage={code: column[row] for code, column in scored.coverage.items()} | covered,
        totals=(scored.points[INDEX][row], scored.arithmetic[row], scored.geometric[row]),
        grade="" if place == NO_CLASS else methodology.classes[place].code,
        capped_by=tuple(
            cap.indicator for cap, holds in zip(methodology.caps, scored.holding[row], strict=True) if holds
        ),
        bonus=scored.bonus[row],
        ladder=(scored.maturity.stage[row], scored.maturity.next[row], scored.maturity.readiness[row]),
    )


def number(points: float | None) -> float:
    return np.nan if points is None else points


def nearly(told: Told) -> object:
    numbers = (told.points, told.coverage, told.totals, told.bonus, told.ladder)
    return tuple(pytest.approx(one, abs=1e-9, nan_ok=True) for one in numbers)


@settings(max_examples=150)
@given(TABLES, st.sampled_from(sorted(METHODS)))
def test_every_body_gets_what_its_own_scorecard_says(told: list[dict[str, str]], total: str) -> None:
    methodology = METHODS[total]
    known = table(methodology, told)

    scored = score_table(methodology, known)

    for row, unit in enumerate(known.units):
        card, fast = alone(methodology, known, unit), together(scored, row)
        assert (fast.points, fast.coverage, fast.totals, fast.bonus, fast.ladder) == nearly(card)
        assert (fast.grade, fast.capped_by) == (card.grade, card.capped_by)


@given(TABLES)
def test_places_are_those_of_the_published_rule(told: list[dict[str, str]]) -> None:
    known = table(PLAIN, told)

    scored = score_table(PLAIN, known)

    ranked = {u: p for u, p, r in zip(scored.units, scored.points[INDEX], scored.ranked, strict=True) if r}
    expected = {unit: place.number for unit, place in ranks(ranked).items()}
    assert [expected.get(unit, APART) for unit in scored.units] == scored.ranks.tolist()


@settings(max_examples=25)
@given(TABLES, st.randoms())
def test_the_order_of_rows_changes_no_bit(told: list[dict[str, str]], dice: Random) -> None:
    shuffled = dice.sample(told, len(told))

    one, other = (score_table(PLAIN, table(PLAIN, rows)) for rows in (told, shuffled))

    assert one.units == other.units
    assert one.points[INDEX].tobytes() == other.points[INDEX].tobytes()
    assert one.ranks.tobytes() == other.ranks.tobytes()
