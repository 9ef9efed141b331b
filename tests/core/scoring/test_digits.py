"""One rounding: the printed score decides places and classes, with the digits that the methodology names."""

import numpy as np
import pytest

from sanjeh.core.methodology.methodology import Methodology, parse_methodology
from sanjeh.core.methodology.parts import Digits
from sanjeh.core.results.compute import compute_results
from sanjeh.core.results.model import OVERALL, RankSampling
from sanjeh.core.scoring.classes import class_rules
from sanjeh.core.scoring.inputs import BodyInput
from sanjeh.core.scoring.rank import decided, decided_steps, rank_numbers, ranks
from tests.core.methodology.broken import problems_of
from tests.core.scoring.small import HEAD, TEXT, WORDS, axis, indicator, seen

AS_MANY = "Write at most as many as score."
DOWN = "List them from the best down, the last with at_least = 0."


def method(digits: str = "", bounds: str = "at_least = 50", **more: str) -> Methodology:
    classes = f"""classes = [
  {{ code = "good", title = {WORDS}, {bounds} }},
  {{ code = "poor", title = {WORDS}, at_least = 0 }},
]"""
    start = HEAD[: HEAD.index("classes = ")].replace("digits = { score = 2 }\n", "")
    head = start + classes + "\n" + digits + "\n" + more.get("also", "") + "\n"
    return parse_methodology(head + axis("A", indicator("A1", weight="100"), weight="100"), "m.toml")


def published(asked: Methodology, *points: float) -> list[tuple[str, str, int]]:
    """Return the printed score, the class and the place of bodies that were seen at so many points."""
    bodies = [
        BodyInput(f"b{n}", (), (), (seen("A1", share / 100, unit=f"b{n}"),)) for n, share in enumerate(points)
    ]
    results = compute_results(asked, bodies, RankSampling(1, 10)).bodies
    return [(str(one.score), one.class_code, one.places[OVERALL].rank) for one in results]


def test_a_method_that_names_no_digits_decides_its_classes_on_one_of_those_it_prints() -> None:
    assert published(method(), 49.996, 49.95, 49.949, 49.944) == [
        ("50.00", "good", 1),
        ("49.95", "good", 2),
        ("49.95", "good", 2),
        ("49.94", "poor", 4),
    ]


def test_bodies_with_the_same_printed_score_have_the_same_class_and_place() -> None:
    two = method("digits = { score = 2 }")

    assert published(two, 49.996, 49.995, 49.994, 49.95, 49.949) == [
        ("50.00", "good", 1),
        ("50.00", "good", 1),
        ("49.99", "poor", 3),
        ("49.95", "poor", 4),
        ("49.95", "poor", 4),
    ]


@pytest.mark.parametrize(
    ("digits", "expected"),
    [
        ("digits = { score = 1 }", [("50.0", "good", 1), ("49.9", "poor", 2), ("49.9", "poor", 2)]),
        ("digits = { score = 3 }", [("49.951", "poor", 1), ("49.949", "poor", 2), ("49.941", "poor", 3)]),
        # Fewer digits are taken from the printed number: whoever reads 49.95 can see it becomes 50.0.
        (
            "digits = { score = 2, rank = 1, classes = 0 }",
            [("49.95", "good", 1), ("49.95", "good", 1), ("49.94", "good", 3)],
        ),
    ],
)
def test_a_method_names_the_digits_of_score_place_and_class(
    digits: str, expected: list[tuple[str, str, int]]
) -> None:
    assert published(method(digits), 49.951, 49.949, 49.941) == expected


@pytest.mark.parametrize("key", ["rank", "classes"])
def test_places_and_classes_on_more_digits_than_are_printed_are_refused(key: str) -> None:
    text = TEXT.replace("digits = { score = 2 }", f"digits = {{ score = 1, {key} = 2 }}", 1)

    assert problems_of(text) == [
        f"m.toml: digits > {key}: This is decided on more digits (2) than are printed (1). {AS_MANY}"
    ]


def test_a_replication_may_decide_on_more_digits_than_it_prints() -> None:
    asked = method("digits = { score = 1, rank = 3 }", also=f"replicates = {WORDS}")

    assert published(asked, 80.004, 80.003) == [("80.0", "good", 1), ("80.0", "good", 2)]


@pytest.mark.parametrize(("points", "grade"), [(50.004, 1), (50.0, 1), (50.005, 0), (50.01, 0), (49.99, 1)])
def test_a_class_that_begins_above_its_bound_does_not_hold_it(points: float, grade: int) -> None:
    rules = class_rules(method("digits = { score = 2 }", bounds="more_than = 50"))

    assert rules.classes(np.array([points]), np.zeros((1, 1)))[0].tolist() == [grade]


@pytest.mark.parametrize("bounds", [", at_least = 75, more_than = 75", ""])
def test_a_class_has_one_bound(bounds: str) -> None:
    [told] = problems_of(TEXT.replace(", at_least = 75", bounds))

    assert "a class has either at_least or more_than, and not both" in told


def test_the_last_class_holds_nothing() -> None:
    text = TEXT.replace("at_least = 0", "more_than = 0")

    assert problems_of(text) == [
        f"m.toml: classes: The classes begin at [75.0, 50.0, 0.0]: a gap or an overlap. {DOWN}"
    ]


def test_the_same_digits_are_decided_one_by_one_and_all_at_once() -> None:
    numbers = np.array([49.949, 49.95, 50.0, 66.6665, 0.05, 99.995])

    for wanted in range(4):
        one_by_one = [float(decided(number, wanted, Digits())) for number in numbers]
        at_once = decided_steps(numbers, wanted, Digits()) / 10**wanted
        assert at_once.tolist() == one_by_one


def test_places_are_decided_on_the_digits_of_the_method() -> None:
    scores, coarse = {"a": 80.04, "b": 80.01, "c": 79.9}, Digits(score=1)

    assert [one.number for one in ranks(scores, coarse).values()] == [1, 1, 3]
    assert rank_numbers(np.array([[score] for score in scores.values()]), coarse).tolist() == [[1], [1], [3]]
