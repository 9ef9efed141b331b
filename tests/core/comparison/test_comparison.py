"""Two rounds from observations in memory: what is compared, of whom, and what is refused."""

from decimal import Decimal

import pytest

from sanjeh.core.comparison.comparable import ComparedUnit
from sanjeh.core.comparison.comparison import BodyChange, ScoredRound, compare
from sanjeh.core.comparison.decomposition import Cause, Marked
from sanjeh.core.comparison.sides import ScoresAgainstOthers
from sanjeh.core.methodology.methodology import Methodology, parse_methodology
from sanjeh.core.observations.model import Observation, State
from sanjeh.core.scoring.engine import score_table
from sanjeh.core.scoring.inputs import BodyInput, table_of
from sanjeh.core.scoring.rank import Rank
from tests.core.scoring.small import HEAD, WORDS, axis, indicator, seen, small, unseen

ANSWERED = {"A1": 0.8, "A2": 0.4, "B1": 1.0}


def body(unit: str, *more: Observation, services: tuple[str, ...] = (), **told: float) -> BodyInput:
    answers = tuple(seen(code, number, unit=unit) for code, number in (ANSWERED | told).items())
    return BodyInput(unit, services, (), (*answers, *more))


def scored(*bodies: BodyInput, method: Methodology | None = None) -> ScoredRound:
    own = method or small()
    table = table_of(own, bodies)
    return ScoredRound(score_table(own, table))


def test_a_body_is_told_in_the_digits_of_the_ranking_and_its_parts_sum_to_the_difference() -> None:
    (change,) = compare(scored(body("p")), scored(body("p", A1=0.9))).bodies

    nothing = Decimal("0.00")
    assert change == BodyChange(
        unit="p",
        before=Decimal("80.00"),
        after=Decimal("82.50"),
        parts={
            Cause.PERFORMANCE: Decimal("2.50"),
            Cause.COVERAGE: nothing,
            Cause.POPULATION: nothing,
            Cause.FRAMEWORK: nothing,
        },
        alike=ComparedUnit("p", 80.0, 82.5, Rank(1, Decimal("80.00")), Rank(1, Decimal("82.50"))),
    )


def test_only_bodies_of_both_rounds_are_compared_and_only_those_that_are_asked_for() -> None:
    before, after = scored(body("p"), body("q"), body("gone")), scored(body("p"), body("q"), body("new"))

    assert [change.unit for change in compare(before, after).bodies] == ["p", "q"]
    few = compare(before, after, {"q", "new"})
    assert [change.unit for change in few.bodies] == ["q"]
    assert [standing.unit for standing in few.alike.standings] == ["q"]


def test_a_method_that_scores_bodies_against_one_another_is_refused() -> None:
    tree = axis("A", indicator("A1"), indicator("A2")) + axis("B", indicator("B1", weight="100"))
    text = f"{HEAD}\nreplicates = {WORDS}\n{tree}"
    relative = parse_methodology(
        text.replace('{ kind = "share" }', '{ kind = "relative", method = "min_max" }', 1), "relative"
    )

    with pytest.raises(ScoresAgainstOthers, match="A1"):
        compare(
            scored(body("p", A1=0.1), body("q"), method=relative),
            scored(body("p"), body("q", A1=0.2), method=relative),
        )


def test_a_listed_service_that_was_not_seen_is_there_without_points() -> None:
    told = scored(body("p", seen("B2", 0.6, "s1", unit="p"), services=("s1", "s2")))

    assert told.sides()["p"].leaves == {
        "A1": {"": Marked(80.0, 1.0)},
        "A2": {"": Marked(40.0, 1.0)},
        "B1": {"": Marked(100.0, 1.0)},
        "B2": {"s1": Marked(60.0, 1.0), "s2": Marked(None, 1.0)},
    }


def test_of_a_body_apart_there_is_no_place_but_a_number_can_be() -> None:
    told = (seen("A1", 0.5, unit="apart"), unseen("A2", State.BLOCKED, unit="apart"))
    apart = BodyInput("apart", (), (), told)

    found = scored(body("p"), apart)

    assert found.ranked == {"p"}
    assert found.digits == {"apart": Decimal("50.00"), "p": Decimal("80.00")}
