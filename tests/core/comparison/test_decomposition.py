"""Every change of a score has four causes, and they sum to it exactly."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from sanjeh.core.comparison.comparison import ScoredRound, compare
from sanjeh.core.comparison.decomposition import CAUSES, Cause, Decomposition, Side, decompose, shown_parts
from sanjeh.core.methodology.methodology import Methodology, parse_methodology
from sanjeh.core.observations.model import Observation, State
from sanjeh.core.scoring.engine import score_table
from sanjeh.core.scoring.inputs import BodyInput, table_of
from sanjeh.core.scoring.rank import half_up
from tests.core.scoring.small import HEAD, axis, indicator, seen, small, unseen

NEWER = parse_methodology(
    HEAD
    + axis("A", indicator("A1", weight="80"), indicator("C1", weight="20"), weight="30")
    + axis(
        "B",
        indicator("B1", scale="binary"),
        indicator("B2", unit="service"),
        weight="70",
    ),
    "newer",
)
OLD = small()
FULL = (seen("A1", 0.8), seen("A2", 0.4), seen("B1", 1.0), seen("B2", 0.6, "s1"), seen("B2", 0.8, "s2"))
SERVICES = ("s1", "s2")


def scored(method: Methodology, services: tuple[str, ...], *told: Observation) -> ScoredRound:
    table = table_of(method, [BodyInput("body", services, (), told)])
    return ScoredRound(score_table(method, table))


def card(method: Methodology, services: tuple[str, ...], *told: Observation) -> Side:
    return scored(method, services, *told).sides()["body"]


def parts(before: Side, after: Side) -> dict[str, float]:
    found = decompose(before, after)
    assert found is not None
    return {cause.value: round(float(part), 9) for cause, part in found.parts if part}


BEFORE = card(OLD, SERVICES, *FULL)


def test_nothing_changed_has_no_cause() -> None:
    assert parts(BEFORE, BEFORE) == {}


def test_better_answers_are_performance() -> None:
    better = card(OLD, SERVICES, seen("A1", 1.0), *FULL[1:])

    assert parts(BEFORE, better) == {"performance": 5.0}


def test_an_answer_that_could_not_be_seen_again_is_coverage() -> None:
    unseen_now = card(OLD, SERVICES, FULL[0], unseen("A2", State.PROBE_ERROR), *FULL[2:])

    # Axis A was (80 + 40) / 2 and is 80 alone; it counts half.
    assert parts(BEFORE, unseen_now) == {"coverage": 10.0}


def test_another_list_of_services_is_population() -> None:
    fewer = card(OLD, ("s2",), *FULL[:3], FULL[4])

    # B2 was (60 + 80) / 2 and is 80; it counts 0.5 * 0.75.
    assert parts(BEFORE, fewer) == {"population": 3.75}


def test_a_service_that_is_new_brings_its_own_answer() -> None:
    more = card(OLD, (*SERVICES, "s3"), *FULL, seen("B2", 1.0, "s3"))

    assert parts(BEFORE, more) == {"population": 3.75}


def test_the_same_answers_by_other_weights_are_framework() -> None:
    heavier = parse_methodology(
        HEAD
        + axis("A", indicator("A1"), indicator("A2"), weight="80")
        + axis("B", indicator("B1", weight="25"), indicator("B2", weight="75", unit="service"), weight="20"),
        "heavier",
    )

    # Axis A has 60 points, axis B 77.5.
    assert parts(BEFORE, card(heavier, SERVICES, *FULL)) == {"framework": -5.25}


def test_a_new_definition_takes_its_answers_with_it() -> None:
    now = card(NEWER, SERVICES, seen("A1", 0.8), seen("C1", 0.0), seen("B1", 0.0), *FULL[3:])

    assert set(parts(BEFORE, now)) == {"framework"}


def test_two_causes_together_share_what_neither_did_alone() -> None:
    before = card(OLD, (), seen("A1", 0.4), seen("A2", 0.4))
    after = card(OLD, (), seen("A1", 0.8), unseen("A2", State.MISSING))

    # Performance alone +20 or, once A2 is gone, +40; coverage alone 0 or +20.
    assert parts(before, after) == {"performance": 30.0, "coverage": 10.0}


def test_a_score_that_has_no_number_in_between_is_not_taken_apart() -> None:
    assert decompose(BEFORE, card(OLD, SERVICES, unseen("A1", State.MISSING))) is None


POINTS = st.integers(0, 10).map(lambda tenths: tenths / 10)


@st.composite
def told(draw: st.DrawFn, codes: tuple[str, ...], services: tuple[str, ...]) -> tuple[Observation, ...]:
    spots = [(code, "") for code in codes] + [("B2", service) for service in services]
    return tuple(
        seen(code, float(round(draw(POINTS))) if code == "B1" else draw(POINTS), service)
        for code, service in spots
        if code == "A1" or draw(st.booleans())
    )


@given(then=told(("A1", "A2", "B1"), ("s1", "s2")), now=told(("A1", "C1", "B1"), ("s2", "s3")))
def test_the_parts_sum_to_the_change_exactly(
    then: tuple[Observation, ...], now: tuple[Observation, ...]
) -> None:
    before, after = scored(OLD, ("s1", "s2"), *then), scored(NEWER, ("s2", "s3"), *now)

    found = decompose(before.sides()["body"], after.sides()["body"])
    (told,) = compare(before, after).bodies

    assert found is not None
    assert sum((part for _, part in found.parts), Fraction(0)) == found.after - found.before
    assert [cause for cause, _ in found.parts] == list(CAUSES)
    assert (told.before, told.after) == (half_up(float(found.before), 2), half_up(float(found.after), 2))
    assert told.before is not None
    assert told.after is not None
    assert sum(told.parts.values()) == told.after - told.before


def test_the_digits_that_are_shown_add_up_to_the_change_that_is_shown() -> None:
    thirds = tuple((cause, Fraction(1, 3)) for cause in (Cause.PERFORMANCE, Cause.COVERAGE, Cause.POPULATION))
    found = Decomposition("body", Fraction(70), Fraction(71), (*thirds, (Cause.FRAMEWORK, Fraction(0))))

    assert {cause.value: str(part) for cause, part in shown_parts(found, 1).items()} == {
        "performance": "0.4",
        "coverage": "0.3",
        "population": "0.3",
        "framework": "0.0",
    }
