"""Stages are conjunctive; the way to the next one is told step by step."""

import pytest

from sanjeh.core.methodology.methodology import parse_methodology
from sanjeh.core.observations.model import State
from sanjeh.core.scoring.explanation import Explanation
from sanjeh.core.scoring.next_steps import Step
from sanjeh.core.scoring.requirements import Maturity, Of, Requirement, Standing
from tests.core.scoring.one_body import explained
from tests.core.scoring.small import TEXT, axis, indicator, seen, small, unseen

SERVICES = ("s1", "s2")


def told_of(a1: float, a2: float | None, b1: float | None, s1: float, s2: float) -> Explanation:
    told = [seen("A1", a1), seen("B2", s1, "s1"), seen("B2", s2, "s2")]
    told += [unseen("A2", State.BLOCKED) if a2 is None else seen("A2", a2)]
    told += [unseen("B1", State.NOT_APPLICABLE) if b1 is None else seen("B1", b1)]
    return explained(small(), "body", SERVICES, told)


def stage_of(a1: float, a2: float | None, b1: float | None, s1: float, s2: float) -> Maturity:
    return told_of(a1, a2, b1, s1, s2).maturity


def test_one_unmet_criterion_holds_the_body_below_the_stage_whatever_its_score() -> None:
    held = stage_of(0.4, 1.0, 1.0, 1.0, 1.0)

    assert (held.stage, held.next, held.readiness) == (0, 1, 2 / 3)
    assert held.unmet == (Requirement(1, Of.BODY, "A1", 50.0, 50.0, 40.0, Standing.UNMET),)


def test_half_of_the_services_are_enough_where_half_are_asked() -> None:
    assert stage_of(0.5, 1.0, 1.0, 0.6, 0.0).stage == 1


def test_all_criteria_met_reach_the_last_stage_and_nothing_is_next() -> None:
    held = stage_of(0.5, 1.0, 1.0, 0.9, 0.9)

    assert held == Maturity(2, None, None, (), (("s1", 2), ("s2", 2)))


def test_what_was_not_seen_is_unproven_and_what_does_not_apply_is_passed_over() -> None:
    held = stage_of(1.0, None, None, 1.0, 1.0)

    assert [(r.indicator, r.standing) for r in held.requirements] == [
        ("A2", Standing.UNPROVEN),
        ("B1", Standing.NOT_APPLICABLE),
        ("B2", Standing.MET),
        ("", Standing.MET),
    ]
    assert held.readiness == 2 / 3


def test_the_cheapest_steps_say_what_they_bring() -> None:
    steps = told_of(1.0, 0.4, 1.0, 0.7, 1.0).steps

    assert [Step(s.indicator, s.services, s.to_points, s.effort, round(s.gain, 6)) for s in steps] == [
        Step("A2", (), 80.0, 2, 10.0),
        Step("B2", ("s1",), 90.0, 2, 3.75),
    ]


def test_a_body_without_services_is_judged_by_its_own_criteria() -> None:
    told = explained(small(), "body", (), [seen("A1", 0.5), seen("A2", 0.8), seen("B1", 0.1)])

    assert told.maturity.stage == 2


def test_a_stage_that_names_no_share_of_the_services_asks_nothing_of_them() -> None:
    method = parse_methodology(TEXT.replace("services_share = 0.5\n", ""), "m.toml")
    answers = [
        seen("A1", 0.5),
        seen("A2", 0.0),
        seen("B1", 1.0),
        seen("B2", 0.0, "s1"),
        seen("B2", 0.0, "s2"),
    ]

    told = explained(method, "body", SERVICES, answers).maturity

    assert (told.stage, told.next, told.service_stages) == (1, 2, (("s1", 0), ("s2", 0)))
    assert {requirement.of for requirement in told.requirements} == {Of.BODY, Of.SERVICES, Of.STANDING}


def test_a_criterion_that_a_restricted_method_leaves_out_is_told_as_not_asked() -> None:
    without = small().model_copy(update={"axes": small().axes[1:]})

    told = explained(without, "body", SERVICES, [seen("B1", 1.0), seen("B2", 1.0, "s1")])

    assert (told.maturity.stage, told.maturity.readiness) == (0, 2 / 3)
    assert told.maturity.unmet == (Requirement(1, Of.BODY, "A1", 50.0, 50.0, None, Standing.NOT_ASKED),)
    assert told.steps == ()


TWO_ASKED = TEXT.replace(
    'service = [{ indicator = "B2", at_least = 60 }]',
    'service = [{ indicator = "B2", at_least = 60 }, { indicator = "C1", at_least = 50 }]',
).replace(axis("B"), axis("B", weight="25"), 1) + axis(
    "C", indicator("C1", weight="100", unit="service"), weight="25"
)


@pytest.mark.parametrize(
    ("of_s1", "of_s2", "standing"),
    [(1.0, 1.0, Standing.NOT_ASKED), (1.0, 0.0, Standing.NOT_ASKED), (0.0, 0.0, Standing.UNMET)],
)
def test_a_stage_whose_criteria_are_not_all_asked_is_not_asked_unless_too_many_fell_short(
    of_s1: float, of_s2: float, standing: Standing
) -> None:
    method = parse_methodology(TWO_ASKED, "m.toml")
    asked = method.model_copy(update={"axes": method.axes[:2]})

    told = explained(
        asked, "body", SERVICES, [seen("A1", 1.0), seen("B2", of_s1, "s1"), seen("B2", of_s2, "s2")]
    )

    whole = next(one for one in told.maturity.requirements if one.of is Of.STANDING)
    assert whole.standing is standing


def test_services_that_were_not_seen_are_no_failures_of_a_stage() -> None:
    services = ("s1", "s2", "s3")
    told = [seen("A1", 1.0), seen("B2", 0.7, "s1"), *(unseen("B2", State.BLOCKED, s) for s in services[1:])]

    held = explained(small(), "body", services, told).maturity

    unproven = {"needed": 0.5, "reached": 1.0, "standing": Standing.UNPROVEN, "unseen": ("s2", "s3")}
    assert held.unmet == (
        Requirement(1, Of.SERVICES, "B2", 60.0, services=(), asked=3, **unproven),  # type: ignore[arg-type]
        Requirement(1, Of.STANDING, "", 0.0, services=(), asked=3, **unproven),  # type: ignore[arg-type]
    )
    assert (held.stage, held.readiness, held.readiness_at_most) == (0, 1 / 3, 1.0)


def test_a_share_that_all_unseen_services_together_could_not_reach_is_unmet() -> None:
    services = ("s1", "s2", "s3", "s4")
    told = [seen("A1", 1.0), seen("B2", 0.1, "s1"), seen("B2", 0.1, "s2"), seen("B2", 0.1, "s3")]

    held = explained(small(), "body", services, told)

    first = held.maturity.requirements[1]
    assert (first.standing, first.services, first.unseen, first.reached) == (
        Standing.UNMET,
        ("s1", "s2", "s3"),
        ("s4",),
        0.0,
    )
    assert [(step.indicator, step.services) for step in held.steps] == [("B2", ("s1", "s2", "s3"))]


def test_a_share_that_is_reached_whatever_was_not_seen_is_met() -> None:
    told = [seen("A1", 1.0), seen("B2", 0.7, "s1"), unseen("B2", State.BLOCKED, "s2")]

    assert explained(small(), "body", SERVICES, told).maturity.stage == 1


def test_nothing_is_to_be_mended_in_what_was_not_seen() -> None:
    told = [seen("A1", 1.0), seen("B1", 0.0), seen("B2", 1.0, "s1"), seen("B2", 1.0, "s2")]

    explanation = explained(small(), "body", SERVICES, told)

    assert [r.standing for r in explanation.maturity.unmet] == [Standing.UNPROVEN, Standing.UNMET]
    assert [step.indicator for step in explanation.steps] == ["B1"]
