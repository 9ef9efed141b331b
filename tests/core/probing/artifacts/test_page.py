"""What a visit brought home answers for its steps and its headers."""

from datetime import UTC, datetime

from sanjeh.core.probing.artifacts.page import PageArtifact, StepFailure
from sanjeh.core.probing.contracts import Failure
from sanjeh.core.probing.failures import Reason

PAGE = PageArtifact(
    url="https://body.test/",
    final_url="https://body.test/",
    status=200,
    taken_at=datetime(2026, 11, 1, tzinfo=UTC),
    headers=(("Server", "one"), ("X-Frame-Options", "DENY"), ("server", "two")),
    is_settled=True,
    failures=(
        StepFailure(step="axe", reason=Reason.STEP_TIMEOUT, detail="30 s"),
        StepFailure(step="fonts", reason=Reason.PAGE_CRASHED),
    ),
)


def test_the_first_of_the_named_steps_that_failed_says_why() -> None:
    assert PAGE.failure_of("fonts", "axe") == Failure(reason=Reason.STEP_TIMEOUT, detail="30 s")
    assert PAGE.failure_of("fonts") == Failure(reason=Reason.PAGE_CRASHED)
    assert PAGE.failure_of("keyboard") is None


def test_of_headers_with_one_name_the_last_counts() -> None:
    assert (PAGE.header("server"), PAGE.header("x-frame-options"), PAGE.header("via")) == ("two", "DENY", "")
