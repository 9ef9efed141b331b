import re
from collections.abc import Callable
from typing import Any

import pytest

from sanjeh.core.probing.contracts import Check, Failure, Finding, Outcome
from sanjeh.core.probing.failures import Reason
from sanjeh.core.probing.verdicts import (
    Rule,
    Verdict,
    checks,
    detail,
    failed,
    findings,
    not_applicable,
    not_tested,
    noted,
    passed,
    resting,
    texts,
    unseen,
    warned,
)

ONE, TWO, THREE = (Check(f"any.{name}", "RFC 1") for name in ("one", "two", "three"))
RULES: tuple[Rule[str], ...] = (
    Rule(ONE, lambda seen: passed("heard", said=seen)),
    Rule(TWO, lambda seen: resting(passed("heard", said=seen), "", "ab" * 32), ("dom",)),
    Rule(THREE, lambda _: passed("heard"), ("axe", "dom")),
)


def found(check: Check, **facts: Any) -> Finding:
    told = {"outcome": Outcome.PASS, "reason": "heard", "standard": "RFC 1"} | facts
    return Finding(id=check.id, probe="any", **told)


def no_axe(needs: tuple[str, ...]) -> Verdict | None:
    return not_tested("no_axe", needs=[*needs]) if "axe" in needs else None


def test_every_rule_gives_one_finding_in_the_order_of_the_table() -> None:
    assert checks(RULES) == (ONE, TWO, THREE)
    assert list(findings("any", RULES, "hello", lambda _: None)) == [
        found(ONE, observed={"said": "hello"}),
        found(TWO, observed={"said": "hello"}, evidence=("ab" * 32,)),
        found(THREE),
    ]


def test_a_rule_is_not_judged_where_a_step_that_it_needs_is_missing() -> None:
    unheard = {"outcome": Outcome.NOT_TESTED, "reason": "no_axe", "observed": {"needs": ["axe", "dom"]}}

    assert list(findings("any", RULES, "hello", no_axe))[2] == found(THREE, **unheard)


def test_a_rule_that_needs_no_step_is_judged_whatever_is_missing() -> None:
    nothing = not_tested("nothing")

    judged = list(findings("any", RULES, "hello", lambda _: nothing))

    assert [one.reason for one in judged] == ["heard", "nothing", "nothing"]


@pytest.mark.parametrize(
    ("failure", "verdict"),
    [
        (Reason.NOT_ASKED, Verdict(Outcome.NOT_TESTED, "not_asked", {"count": 1})),
        (
            Failure(reason=Reason.CONNECT_REFUSED, detail="here"),
            Verdict(Outcome.ERROR, "connect_refused", {"count": 1}),
        ),
    ],
)
def test_what_was_not_seen_tells_the_reason_of_its_failure(
    failure: Failure | Reason, verdict: Verdict
) -> None:
    assert unseen(failure, count=1) == verdict


def test_a_detail_is_told_where_there_is_one() -> None:
    failures = (Failure(reason=Reason.PAGE_HUNG, detail="script"), Failure(reason=Reason.PAGE_HUNG))

    assert [detail(one) for one in failures] == [{"detail": "script"}, {}]


@pytest.mark.parametrize(
    ("say", "outcome"),
    [
        (passed, Outcome.PASS),
        (warned, Outcome.WARN),
        (failed, Outcome.FAIL),
        (noted, Outcome.INFO),
        (not_applicable, Outcome.NOT_APPLICABLE),
        (not_tested, Outcome.NOT_TESTED),
    ],
)
def test_each_word_of_a_rule_is_one_outcome(say: Callable[..., Verdict], outcome: Outcome) -> None:
    assert say("why", count=2) == Verdict(outcome, "why", {"count": 2})


def test_texts_are_observed_as_a_list() -> None:
    assert texts(("b", "a")) == ["b", "a"]


def test_a_rule_that_breaks_loses_its_own_check_alone() -> None:
    def breaks(seen: str) -> Verdict:
        raise ValueError(seen * 1000)

    def forgets(_needs: tuple[str, ...]) -> Verdict | None:
        raise KeyError("dom")

    rules: tuple[Rule[str], ...] = (
        RULES[0],
        Rule(TWO, breaks),
        Rule(THREE, lambda _: passed("heard"), ("axe",)),
    )

    first, second, third = findings("any", rules, "²", forgets)

    assert first == found(ONE, observed={"said": "²"})
    ours = {"outcome": Outcome.ERROR, "reason": "probe_broken"}
    assert second == found(TWO, **ours, observed=second.observed)
    assert third == found(THREE, **ours, observed=third.observed)
    assert re.fullmatch(r"ValueError: ²{188} \(test_verdicts\.py:\d+\)", str(second.observed["detail"]))
    assert re.fullmatch(r"KeyError: 'dom' \(test_verdicts\.py:\d+\)", str(third.observed["detail"]))


def test_what_cannot_be_observed_loses_its_own_check_alone() -> None:
    unheard: Any = object()

    (told,) = findings("any", (Rule(ONE, lambda _: passed("heard", said=unheard)),), "", lambda _: None)

    assert (told.outcome, told.reason) == (Outcome.ERROR, "probe_broken")
