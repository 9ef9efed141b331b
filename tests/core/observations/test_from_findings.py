"""Findings become values; what could not be seen never does."""

import pytest
from pydantic import JsonValue

from sanjeh.core.methodology.measures import (
    Graded,
    Measure,
    MeasureStep,
    Observed,
    ShareOfChecks,
    StepwiseMeasure,
)
from sanjeh.core.methodology.methodology import parse_methodology
from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.from_findings import AddressFindings, answer_of, read_observations
from sanjeh.core.observations.model import NoValue, Observation, State, Value
from sanjeh.core.probing.contracts import Finding, Outcome
from tests.core.scoring.small import HEAD, axis, indicator

SHARE = ShareOfChecks(kind="share", checks=("a", "b", "c"))
LADDER = StepwiseMeasure(
    kind="ladder", rungs=(MeasureStep(checks=("a",), warn_passes=True), MeasureStep(checks=("b", "c")))
)
SPEED = Observed(kind="observed", check="a", key="ttfb_ms", reasons={"no_date": 365})
GRADED = Graded(
    kind="graded",
    check="a",
    outcomes={Outcome.PASS: 3, Outcome.FAIL: 0},
    reasons={"partial": 2},
    unseen=("not_read",),
)


def findings(
    *outcomes: str, reason: str = "why", observed: dict[str, JsonValue] | None = None
) -> dict[str, Finding]:
    return {
        id_: Finding(id=id_, probe="p", outcome=outcome, reason=reason, standard="s", observed=observed or {})
        for id_, outcome in zip("abc", outcomes, strict=False)
    }


@pytest.mark.parametrize(
    ("measure", "outcomes", "value"),
    [
        (SHARE, ("pass", "warn", "fail"), 0.5),
        (SHARE, ("info", "pass", "not_applicable"), 1.0),
        (LADDER, ("warn", "pass", "pass"), 2),
        (LADDER, ("pass", "warn", "pass"), 1),
        (LADDER, ("fail", "pass", "pass"), 0),
        (LADDER, ("pass", "fail", "blocked"), 1),
        (LADDER, ("not_applicable", "pass", "pass"), 0),
        (LADDER, ("pass", "not_applicable", "pass"), 2),
        (LADDER, ("not_applicable", "fail", "error"), 0),
        (GRADED, ("pass", "pass", "pass"), 3),
    ],
)
def test_seen_checks_make_a_value(measure: Measure, outcomes: tuple[str, ...], value: float) -> None:
    assert answer_of(measure, findings(*outcomes)) == Value(value)


@pytest.mark.parametrize(
    ("measure", "outcomes", "state"),
    [
        (SHARE, ("pass", "error", "pass"), State.PROBE_ERROR),
        (SHARE, ("pass", "pass", "blocked"), State.BLOCKED),
        (SHARE, ("not_tested", "pass", "pass"), State.MISSING),
        (SHARE, ("not_applicable",) * 3, State.NOT_APPLICABLE),
        (LADDER, ("pass", "error", "pass"), State.PROBE_ERROR),
        (LADDER, ("not_applicable", "error", "pass"), State.PROBE_ERROR),
        (LADDER, ("not_applicable", "not_tested", "not_applicable"), State.MISSING),
        (SPEED, ("blocked", "pass", "pass"), State.BLOCKED),
        (SPEED, ("pass", "pass", "pass"), State.PROBE_ERROR),
        (GRADED, ("warn", "pass", "pass"), State.PROBE_ERROR),
        (GRADED, ("error", "pass", "pass"), State.PROBE_ERROR),
        (SHARE, ("pass", "pass"), State.MISSING),
    ],
)
def test_an_unseen_check_never_becomes_a_number(
    measure: Measure, outcomes: tuple[str, ...], state: State
) -> None:
    answer = answer_of(measure, findings(*outcomes))

    assert isinstance(answer, NoValue)
    assert answer.state is state


def test_a_number_is_read_out_of_the_finding() -> None:
    assert answer_of(SPEED, findings("pass", observed={"ttfb_ms": 120})) == Value(120)
    assert answer_of(SPEED, findings("fail", reason="no_date")) == Value(365)


def test_a_reason_is_graded_before_its_outcome() -> None:
    assert answer_of(GRADED, findings("fail", reason="partial")) == Value(2)


def test_a_reason_that_leaves_the_answer_open_is_not_graded() -> None:
    answer = answer_of(GRADED, findings("pass", reason="not_read"))

    assert answer == NoValue(State.MISSING, "a: not_read")


MEASURE = 'measure = { kind = "share", checks = ["a"] }'
METHOD = parse_methodology(
    HEAD
    + axis(
        "A",
        indicator("A1", weight="40", more=MEASURE),
        indicator("A2", weight="30", more=f'{MEASURE}\nseen_on = "every_address"'),
        indicator("A3", weight="30", unit="service", more=MEASURE),
        weight="100",
    ),
    "small.toml",
)


@pytest.mark.parametrize(
    ("seen", "asked"),
    [
        (AddressFindings("body", "https://a.test/", is_portal=True), ["A1", "A2"]),
        (AddressFindings("body", "https://a.test/s", service="s"), ["A2", "A3"]),
        (AddressFindings("body", "https://a.test/", service="s", is_portal=True), ["A1", "A2", "A3"]),
    ],
)
def test_each_address_answers_what_is_asked_of_it(seen: AddressFindings, asked: list[str]) -> None:
    read = read_observations(METHOD, seen, findings("pass").values())

    assert [observation.indicator for observation in read] == asked


def test_an_observation_says_on_which_evidence_it_stands() -> None:
    finding = findings("pass")["a"].model_copy(update={"evidence": ("digest",)})

    read = read_observations(METHOD, AddressFindings("body", "https://a.test/s", service="s"), [finding])

    assert read[1] == Observation(
        "body", "A3", Value(1.0), Source.PROBE, "s", "https://a.test/s", ("a", "digest")
    )


def reached(**outcomes: str) -> list[Finding]:
    told = {"a": "pass", **{check.replace("_", "."): outcome for check, outcome in outcomes.items()}}
    return [
        Finding(id=id_, probe="p", outcome=outcome, reason="why", standard="s")
        for id_, outcome in told.items()
    ]


@pytest.mark.parametrize(
    ("outcomes", "answer"),
    [
        ({"http_reach": "error", "visit_load": "error"}, NoValue(State.PROBE_ERROR, "http.reach: why")),
        ({"http_reach": "error", "visit_load": "not_tested"}, NoValue(State.PROBE_ERROR, "http.reach: why")),
        ({"visit_load": "error"}, NoValue(State.PROBE_ERROR, "visit.load: why")),
        ({"http_reach": "blocked", "visit_load": "blocked"}, NoValue(State.BLOCKED, "http.reach: why")),
        ({"http_reach": "error", "visit_load": "blocked"}, NoValue(State.PROBE_ERROR, "http.reach: why")),
        ({"http_reach": "blocked", "visit_load": "pass"}, Value(1.0)),
        ({"http_reach": "error", "visit_load": "pass"}, Value(1.0)),
        ({"http_reach": "pass", "visit_load": "not_tested"}, Value(1.0)),
        ({}, Value(1.0)),
    ],
)
def test_a_service_that_was_not_reached_gets_no_number(
    outcomes: dict[str, str], answer: Value | NoValue
) -> None:
    read = read_observations(
        METHOD, AddressFindings("body", "https://a.test/s", service="s"), reached(**outcomes)
    )

    assert [observation.answer for observation in read] == [answer] * 2


def test_a_service_that_was_down_at_every_try_failed_the_probe_and_has_no_number() -> None:
    down = Finding(id="http.reach", probe="http", outcome=Outcome.FAIL, reason="down", standard="")

    answers = {
        one.answer
        for one in read_observations(
            METHOD,
            AddressFindings("body", "https://a.test/s", service="s"),
            [down, *findings("pass").values()],
        )
    }

    assert answers == {NoValue(State.FAILED_PROBE, "http.reach: down")}
