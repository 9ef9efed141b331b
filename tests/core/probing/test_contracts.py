"""A look that failed says of every check why it was not seen, and never that the service is bad."""

import pytest

from sanjeh.core.probing.contracts import UNSEEN, Failure, Outcome
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
