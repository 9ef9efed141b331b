"""Each published bound is reached on it and missed one shown digit below: on a card and in a table alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
import pytest

from sanjeh.core.methodology.methodology import Methodology, parse_methodology
from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.model import NoValue, Observation, State, Value
from sanjeh.core.scoring.classes import class_rules
from sanjeh.core.scoring.engine import APART, NO_CLASS, score_table
from sanjeh.core.scoring.methodology_tree import INDEX
from sanjeh.core.scoring.rank import half_up
from tests.core.scoring.reference.scorecard import score_unit
from tests.core.scoring.reference.stages import maturity
from tests.core.scoring.small import HEAD, STAGES, TEXT, TREE, WORDS, axis, indicator, seen, small, unseen
from tests.core.scoring.tables import table


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one body; no score where too little is known."""

    score: Decimal | None
    grade: str
    capped_by: tuple[str, ...]
    stage: int


Engine = Callable[[Methodology, Sequence[Observation]], Told]


def on_a_card(methodology: Methodology, told: Sequence[Observation]) -> Told:
    services = sorted({one.service for one in told if one.service})
    card = score_unit(methodology, "body", services, told)
    stage = maturity(methodology, card, services).stage
    return Told(card.published, card.grade, card.capped_by, stage)


def in_a_table(methodology: Methodology, told: Sequence[Observation]) -> Told:
    scored = score_table(methodology, table(methodology, [row(one) for one in told]))
    is_ranked = scored.ranks[0] != APART
    grade, holding = scored.classes[0], scored.holding[0]
    return Told(
        score=half_up(float(scored.points[INDEX][0]), 2) if is_ranked else None,
        grade="" if grade == NO_CLASS else methodology.classes[grade].code,
        capped_by=tuple(cap.indicator for cap, holds in zip(methodology.caps, holding, strict=True) if holds),
        stage=int(scored.maturity.stage[0]),
    )


def row(one: Observation) -> dict[str, str]:
    return {
        "unit": one.unit,
        "indicator": one.indicator,
        "service": one.service,
        "source": one.source.value,
        "state": one.answer.state.value,
        "value": repr(one.answer.number) if isinstance(one.answer, Value) else "",
    }


both_engines = pytest.mark.parametrize("engine", [on_a_card, in_a_table], ids=lambda engine: engine.__name__)


def answers(
    a1: float, a2: float = 1.0, b1: float = 1.0, services: Sequence[float] = (1.0, 1.0)
) -> list[Observation]:
    of_services = (seen("B2", points, f"s{n}") for n, points in enumerate(services))
    return [seen("A1", a1), seen("A2", a2), seen("B1", b1), *of_services]


@both_engines
@pytest.mark.parametrize(
    ("share", "score", "grade"),
    [
        (0.75, "75.00", "good"), (0.74995, "75.00", "good"), (0.74994, "74.99", "fair"),
        (0.7495, "74.95", "fair"), (0.49994, "49.99", "poor"),
    ],
)  # fmt: skip
def test_a_class_begins_at_its_floor_by_the_digits_that_people_see(
    engine: Engine, share: float, score: str, grade: str
) -> None:
    told = engine(small(), answers(share, share, share, (share, share)))

    assert (told.score, told.grade, told.capped_by) == (Decimal(score), grade, ())


@both_engines
@pytest.mark.parametrize(
    ("share", "grade", "capped_by"),
    [(0.2, "good", ()), (0.1995, "good", ()), (0.1994, "poor", ("A1",)), (0.199, "poor", ("A1",))],
)
def test_a_cap_holds_below_its_bound_and_not_on_it(
    engine: Engine, share: float, grade: str, capped_by: tuple[str, ...]
) -> None:
    told = engine(small(), answers(share))

    assert (told.grade, told.capped_by) == (grade, capped_by)


def test_a_cap_on_what_a_restricted_method_does_not_ask_holds_nobody_down() -> None:
    without = small().model_copy(update={"axes": small().axes[1:]})

    classes, holding = class_rules(without).classes(np.array([75.0]), np.zeros((1, 2)))

    assert ([without.classes[position].code for position in classes], holding.tolist()) == (
        ["good"],
        [[False]],
    )


TWO_CAPS = parse_methodology(
    TEXT.replace(
        "caps = [",
        f'caps = [{{ indicator = "A2", below = 50, grade = "fair", says = {WORDS} }}, ',
    ),
    "two_caps.toml",
)


@both_engines
@pytest.mark.parametrize(
    ("a1", "a2", "grade", "capped_by"),
    [
        (0.1, 0.4, "poor", ("A1",)),  # 62.5 is fair by itself, so the cap at fair takes nothing away
        (0.2, 0.49, "fair", ()),
        (1.0, 0.49, "fair", ("A2",)),
        (0.1, 1.0, "poor", ("A1",)),
    ],
)
def test_of_several_caps_the_lowest_class_counts_and_one_that_takes_nothing_is_not_named(
    engine: Engine, a1: float, a2: float, grade: str, capped_by: tuple[str, ...]
) -> None:
    told = engine(TWO_CAPS, answers(a1, a2))

    assert (told.grade, told.capped_by) == (grade, capped_by)


def test_two_caps_that_both_take_something_are_both_named() -> None:
    strict = parse_methodology(
        TEXT.replace('below = 20, grade = "poor"', 'below = 99, grade = "fair"').replace(
            "caps = [", f'caps = [{{ indicator = "B1", below = 10, grade = "poor", says = {WORDS} }}, '
        ),
        "strict.toml",
    )

    told = [engine(strict, answers(0.98, b1=0.0)) for engine in (on_a_card, in_a_table)]

    assert [(one.grade, one.capped_by) for one in told] == [("poor", ("B1", "A1"))] * 2


def with_coverage(axis: float, index: float) -> Methodology:
    text = HEAD.replace("{ axis = 0.5, index = 0.5 }", f"{{ axis = {axis}, index = {index} }}")
    return parse_methodology(text + STAGES + TREE, "coverage.toml")


@both_engines
@pytest.mark.parametrize(
    ("axis", "index", "is_published"),
    [(0.5, 0.75, True), (0.501, 0.75, False), (0.5, 0.751, False)],
)
def test_exactly_the_coverage_that_is_asked_for_is_enough(
    engine: Engine, axis: float, index: float, *, is_published: bool
) -> None:
    half_of_the_first_axis = [one for one in answers(1.0) if one.indicator != "A2"]

    told = engine(with_coverage(axis, index), half_of_the_first_axis)

    assert (told.score is not None, told.grade != "") == (is_published, is_published)


@both_engines
@pytest.mark.parametrize(
    ("questions", "needed", "enough"), [(6, 0.5, 3), (7, 0.7142857142857143, 5), (9, 0.3333333333333333, 3)]
)
def test_the_noise_of_summing_sixths_or_ninths_takes_nobody_off_the_threshold(
    engine: Engine, questions: int, needed: float, enough: int
) -> None:
    """Three sixths of the weight come out as 0.49999999999999994."""
    codes = [f"A{n}" for n in range(1, questions + 1)]
    text = HEAD.replace("{ axis = 0.5, index = 0.5 }", f"{{ axis = {needed}, index = {needed} }}")
    equal = (indicator(code, weight=f'"1/{questions}"') for code in codes)
    method = parse_methodology(text + axis("A", *equal, weight="100"), "equal.toml")

    published = [
        engine(method, [seen(code, 1.0) for code in codes[:known]]).score for known in (enough - 1, enough)
    ]

    assert published == [None, Decimal("100.0")]


@both_engines
@pytest.mark.parametrize(("a1", "stage"), [(0.5, 1), (0.4995, 1), (0.4994, 0)])
def test_a_criterion_of_a_stage_is_met_on_its_threshold(engine: Engine, a1: float, stage: int) -> None:
    assert engine(small(), answers(a1, a2=0.0)).stage == stage


@both_engines
@pytest.mark.parametrize(("share", "stage"), [(0.6, 1), (0.5995, 1), (0.5994, 0)])
def test_a_criterion_of_the_services_is_met_on_its_threshold(
    engine: Engine, share: float, stage: int
) -> None:
    assert engine(small(), answers(1.0, a2=0.0, services=(share, 0.0))).stage == stage


@both_engines
@pytest.mark.parametrize("count", [3, 5, 7, 10, 20, 25])
def test_exactly_the_asked_share_of_the_services_is_enough_whatever_it_is(engine: Engine, count: int) -> None:
    for enough in range(1, count):
        text = TEXT.replace("services_share = 0.5", f"services_share = {enough / count}")
        asked = parse_methodology(text, "share.toml")
        stages = [
            engine(asked, answers(1.0, a2=0.0, services=[1.0] * met + [0.0] * (count - met))).stage
            for met in (enough - 1, enough)
        ]
        assert stages == [0, 1], f"{enough} of {count}"


@pytest.mark.parametrize(
    ("total", "a1", "grade"),
    [
        (75.0, 20.0, "good"), (74.995, 20.0, "good"), (74.994, 20.0, "fair"), (50.0, 20.0, "fair"),
        (49.994, 20.0, "poor"), (100.0, 19.95, "good"), (100.0, 19.94, "poor"),
    ],
)  # fmt: skip
def test_a_replicate_has_the_class_that_a_card_with_its_digits_would_have(
    total: float, a1: float, grade: str
) -> None:
    points = np.array([[a1, 100.0, 100.0, 100.0]])

    [position], _ = class_rules(small()).classes(np.array([total]), points)

    assert small().classes[position].code == grade


SILENT = Observation("body", "A1", NoValue(State.MISSING, "why"), Source.ASSESSOR)
DECLARED = Observation("body", "A1", Value(0.9), Source.SELF_DECLARATION)


@pytest.mark.parametrize(
    ("more", "told", "first_axis"),
    [
        ("", [unseen("A1", State.NO_RESPONSE)], (50.0, 1.0)),
        ("", [unseen("A1", State.AUTOMATED)], (100.0, 1.0)),
        ("", [unseen("A1", State.AUTOMATED), unseen("A2", State.BLOCKED)], (100.0, 0.5)),
        ('automated = "not_applicable"', [unseen("A1", State.AUTOMATED)], (40.0, 1.0)),
        ('automated = "not_applicable"', [unseen("A1", State.NO_RESPONSE)], (20.0, 1.0)),
        ("", [unseen("A1", State.FAILED_PROBE)], (100.0, 0.5)),
        ("failure_is_zero = true", [unseen("A1", State.FAILED_PROBE)], (50.0, 1.0)),
        ("failure_is_zero = true", [unseen("A1", State.PROBE_ERROR)], (100.0, 0.5)),
        ("", [SILENT], (100.0, 0.5)),
        ('missing = "zero"', [SILENT], (50.0, 1.0)),
        ('missing = "zero"', [SILENT, unseen("A1", State.BLOCKED)], (100.0, 0.5)),
        ('missing = "zero"', [unseen("A1", State.DISPUTED)], (100.0, 0.5)),
        ("", [unseen("A1", State.EXEMPT)], (100.0, 1.0)),
        ("", [unseen("A1", State.NOT_APPLICABLE)], (100.0, 1.0)),
        ("", [DECLARED], (66.5, 1.0)),
        ("", [replace(DECLARED, answer=Value(0.33))], (66.5, 1.0)),
        ("", [replace(DECLARED, answer=Value(0.32))], (66.0, 1.0)),
        ("", [replace(DECLARED, source=Source.RECORD)], (95.0, 1.0)),
        ("", [DECLARED, seen("A1", 0.5)], (75.0, 1.0)),
    ],
)
def test_what_each_state_and_source_earns(
    more: str, told: Sequence[Observation], first_axis: tuple[float, float]
) -> None:
    a2 = 0.4 if "not_applicable" in more else 1.0
    text = HEAD + TREE.replace(indicator("A1"), indicator("A1", more=more))
    methodology = parse_methodology(text, "states.toml")
    asked = {one.indicator for one in told}
    answered = [*told, *(one for one in answers(1.0, a2) if one.indicator not in asked)]

    card = score_unit(methodology, "body", ("s0", "s1"), answered)
    scored = score_table(methodology, table(methodology, [row(one) for one in answered]))

    axis = card.root.children[0]
    assert (axis.points, axis.coverage) == pytest.approx(first_axis)
    assert (scored.points["A"][0], scored.coverage["A"][0]) == pytest.approx(first_axis)
