"""The card of a body out of the scored table is, in every field, what the step-by-step oracle says."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjeh.core.methodology.methodology import Methodology, restrict
from sanjeh.core.methodology.parts import Indicator, Reducer, Unit
from sanjeh.core.methodology.scales import Binary, Log, Relative, Rubric, Share
from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.model import Disputed, NoValue, Observation, State, Value
from sanjeh.core.scoring.engine import score_table
from sanjeh.core.scoring.explanation import Explanation, explanation_of
from sanjeh.core.scoring.inputs import BodyInput, table_of
from sanjeh.core.scoring.next_steps import Step
from sanjeh.core.scoring.normalise import NeedsOthers, knots_of
from sanjeh.engine.shipped import load_methodology
from tests.core.scoring.alike import differences
from tests.core.scoring.reference import gains as oracle_gains
from tests.core.scoring.reference import scorecard as oracle
from tests.core.scoring.reference import stages as oracle_stages
from tests.core.scoring.reference import steps as oracle_steps
from tests.core.scoring.tables import table
from tests.core.scoring.test_engine import METHODS, TABLES

UNITS = {"a": ("s1", "s2", "s3"), "b": ("t1",), "c": (), "d": ("s1", "u2")}
CODES = ("OSI", "HCI", "TII")
ADDRESSES = ("", "https://one.test/", "https://two.test/")


def with_reducer(method: Methodology, reducer: Reducer) -> Methodology:
    update = {"over_services": reducer, "over_addresses": reducer}
    axes = tuple(
        axis.model_copy(update={"indicators": tuple(i.model_copy(update=update) for i in axis.indicators)})
        for axis in method.axes
    )
    return method.model_copy(update={"axes": axes})


def with_restricted(methods: Mapping[str, Methodology]) -> dict[str, Methodology]:
    """Return each method whole, and as an automatic round and one of assessors ask it."""
    found = dict(methods)
    for name, method in methods.items():
        for source in (Source.PROBE, Source.ASSESSOR):
            limited = restrict(method, {source})
            found |= {f"{name} by {source}": limited} if limited.indicators else {}
    return found


PLAIN = METHODS["arithmetic"]
GENERATED = with_restricted(
    METHODS
    | {f"all {reducer}": with_reducer(PLAIN, reducer) for reducer in Reducer}
    | {f"power {power}": PLAIN.model_copy(update={"total": power}) for power in (0.5, -2.0)}
)
SHIPPED = with_restricted(
    {name: load_methodology(name) for name in ("iran-1405-1", "eu-egov-benchmark-2023")}
)


def by_the_oracle(method: Methodology, body: BodyInput) -> Explanation:
    card = oracle.score_unit(method, body.unit, body.services, body.observations)
    ripe = oracle_stages.maturity(method, card, body.services)
    return Explanation(
        card, ripe, oracle_steps.next_steps(method, card, ripe), oracle_gains.gains(method, card)
    )


def number_of(indicator: Indicator, dice: Random) -> float:
    """Return a value of the indicator's own unit, the ends of its scale as likely as all between."""
    match indicator.scale:
        case Rubric():
            return dice.choice([level.value for level in indicator.scale.levels])
        case Binary():
            return dice.choice([0.0, 1.0])
        case Share():
            return dice.choice([0.0, 1.0, dice.randrange(21) / 20, dice.random()])
        case Log():
            ends = sorted((indicator.scale.zero, indicator.scale.full))
            return dice.choice([-1.0, 0.0, *ends, dice.uniform(ends[0] / 2, ends[1] * 2)])
        case Relative():
            raise NeedsOthers(indicator.scale.method)
        case _:
            knots = [value for value, _ in knots_of(indicator.scale)]
            return dice.choice([*knots, dice.uniform(knots[0] - 1, knots[-1] + 1)])


def answer_of(indicator: Indicator, dice: Random) -> Value | NoValue:
    number, reason = number_of(indicator, dice), dice.choice(("one", "two"))
    if dice.random() < 0.6:
        return dice.choice([Value(number), Value(number), Disputed(number, reason)])
    return NoValue(dice.choice([state for state in State if state is not State.VALUE]), reason)


def body_of(method: Methodology, unit: str, dice: Random) -> BodyInput:
    """Return a body of which little or much is known, from several sources and at several addresses."""
    density, told = dice.choice((0.0, 0.2, 0.9, 1.0)), []
    for part in (*method.indicators, *method.bonuses):
        for service in UNITS[unit] if part.unit is Unit.SERVICE else ("",):
            places = product(dice.sample(tuple(Source), 2), dice.sample(ADDRESSES, 2))
            told += [
                Observation(unit, part.code, answer_of(part, dice), source, service, address, (part.code,))
                for source, address in [(part.sources[0], ""), *places]
                if dice.random() < density
            ]
    dice.shuffle(told)
    once = {(one.indicator, one.service, one.address, one.source): one for one in told}
    return BodyInput(unit, UNITS[unit], (), tuple(once.values()))


def bodies_of(method: Methodology, dice: Random) -> tuple[BodyInput, ...]:
    return tuple(body_of(method, unit, dice) for unit in UNITS)


def refuse_differences(method: Methodology, bodies: Sequence[BodyInput]) -> None:
    scored = score_table(method, table_of(method, bodies))

    for body in bodies:
        found = list(differences(explanation_of(scored, body.unit), by_the_oracle(method, body)))
        assert found == []


@settings(max_examples=100)
@given(TABLES, st.sampled_from(sorted(METHODS)))
def test_every_field_of_a_file_is_what_the_oracle_says(rows: list[dict[str, str]], total: str) -> None:
    method = METHODS[total]
    known = table(method, rows)
    scored = score_table(method, known)

    for unit in known.units:
        body = BodyInput(unit, known.services_of(unit), (), tuple(known.observations_of(unit)))
        assert list(differences(explanation_of(scored, unit), by_the_oracle(method, body))) == []


@settings(max_examples=60)
@given(st.sampled_from(sorted(GENERATED)), st.randoms(use_true_random=True))
def test_every_field_of_a_generated_method_is_what_the_oracle_says(name: str, dice: Random) -> None:
    method = GENERATED[name]

    refuse_differences(method, bodies_of(method, dice))


@settings(max_examples=12)
@given(st.sampled_from(sorted(SHIPPED)), st.randoms(use_true_random=True))
def test_every_field_of_a_shipped_method_is_what_the_oracle_says(name: str, dice: Random) -> None:
    method = SHIPPED[name]

    refuse_differences(method, bodies_of(method, dice))


@settings(max_examples=20)
@given(st.sampled_from(sorted(METHODS)), st.randoms(use_true_random=True))
def test_a_body_scored_alone_is_what_it_is_among_the_others(total: str, dice: Random) -> None:
    method = METHODS[total]
    bodies = bodies_of(method, dice)

    together = score_table(method, table_of(method, bodies))

    for body in bodies:
        alone = score_table(method, table_of(method, (body,)))
        assert list(differences(explanation_of(alone, body.unit), explanation_of(together, body.unit))) == []


def test_a_difference_in_the_ninth_digit_is_seen() -> None:
    one = Step("A1", (), 50.0, 1, 1.0)

    assert list(differences(one, replace(one, gain=1.00000001))) == [".gain: 1.0 is not 1.00000001"]
    assert list(differences(one, replace(one, effort=2))) == [".effort: 1 is not 2"]
    assert list(differences(0.0, -0.0)) == [": 0.0 is not -0.0"]


def test_a_body_of_a_method_that_compares_bodies_has_no_card_of_its_own() -> None:
    method = load_methodology("un-egdi-2022")
    bodies = [
        BodyInput(unit, (), (), tuple(Observation(unit, code, Value(n), Source.RECORD) for code in CODES))
        for unit, n in (("X", 0.2), ("Y", 0.8))
    ]
    scored = score_table(method, table_of(method, bodies))

    with pytest.raises(NeedsOthers, match="z_score"):
        explanation_of(scored, "X")
