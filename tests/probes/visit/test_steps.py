import pytest
from playwright.async_api import Error

from sanjeh.core.failures import Reason
from sanjeh.probes.visit.steps import reason_of


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (
            "Page.evaluate: Execution context was destroyed, most likely because of a navigation",
            "page_restless",
        ),
        ("Page.content: Unable to retrieve content because the page is navigating", "page_restless"),
        ("Page.wait_for_load_state: Navigation failed because page crashed!", "page_crashed"),
        ("Page.goto: net::ERR_EMPTY_RESPONSE at http://one.example/", "connection_reset"),
        ("Page.goto: Download is starting", "not_html"),
        ("something nobody has met before", "probe_broken"),
    ],
)
def test_what_the_browser_says_has_a_name(message: str, reason: str) -> None:
    assert reason_of(Error(message)) is Reason(reason)
