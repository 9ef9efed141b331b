"""A look that failed says of every check why it was not seen, and never that the service is bad."""

import pytest
from pydantic import ValidationError

from sanjeh.core.probing.contracts import UNSEEN, Failure, Outcome, Target
from sanjeh.core.probing.failures import BLOCKING, UNTRIED, CaptureFailed, Reason


@pytest.mark.parametrize("reason", Reason)
def test_a_failure_leaves_its_checks_blocked_untested_or_in_error(reason: Reason) -> None:
    expected = (
        Outcome.BLOCKED if reason in BLOCKING else Outcome.NOT_TESTED if reason in UNTRIED else Outcome.ERROR
    )

    assert Failure(reason=reason).outcome is expected
    assert expected in UNSEEN


def test_these_reasons_and_no_others_are_a_refusal_or_no_try_at_all() -> None:
    stand_ins = {Reason.CLOSED_FOR_REPAIR, Reason.NOT_BUILT_YET, Reason.SERVER_PAGE}
    assert {Reason.BLOCKED_BY_WALL, Reason.CAPTCHA, Reason.RATE_LIMITED} | stand_ins == BLOCKING
    assert {
        Reason.BROWSER_MISSING,
        Reason.OWNER_PAUSE,
        Reason.HOST_RESTS,
        Reason.OUR_OUTAGE,
        Reason.ROBOTS_REFUSED,
        Reason.NOT_ASKED,
        Reason.BEHIND_LOGIN,
    } == UNTRIED


@pytest.mark.parametrize(
    ("detail", "text"), [("", "bad_url"), ("no host in http:///", "bad_url: no host in http:///")]
)
def test_a_failed_capture_tells_operators_its_reason_and_detail(detail: str, text: str) -> None:
    failed = CaptureFailed(Reason.BAD_URL, detail)

    assert (str(failed), failed.reason, failed.detail) == (text, Reason.BAD_URL, detail)


def test_what_was_kept_before_there_were_rules_for_codes_reads_and_keeps_its_bytes() -> None:
    kept = {"url": "https://a.example/", "body": "B", "service": "", "is_portal": True}
    kept |= {"codes": ["12345678901"], "plain_port": 80}
    read = Target.model_validate(kept)

    assert (read.code_rule, read.model_dump(mode="json")) == ("[0-9]{11}", kept)


def test_a_rule_of_another_authority_is_kept_with_the_target_and_read_again() -> None:
    target = Target(url="https://a.example/", code_rule="KE-[0-9]{4}")
    kept = target.model_dump(mode="json")

    assert (kept["code_rule"], Target.model_validate(kept)) == ("KE-[0-9]{4}", target)


@pytest.mark.parametrize("rule", ["(a+)+b", "[0-9]*", "", "[0-9]{2}" * 60, "[z-a]"])
def test_a_foreign_rule_that_could_hold_the_judge_is_no_target(rule: str) -> None:
    with pytest.raises(ValidationError):
        Target(url="https://a.example/", code_rule=rule)
