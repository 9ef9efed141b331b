"""Speed of one page outside of a round: the capture, what it means, and the same as a document."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.engine import speed
from tests.engine import fakes

URL = "https://one.example/"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Open a network whose browser shows no page; tell how it was asked for."""
    options: list[dict[str, Any]] = []

    class NoPages:
        version = ""

        def warm_up(self) -> None:
            """Begin nothing."""

        def page(self, **_: object) -> None:
            raise CaptureFailed(Reason.BROWSER_MISSING, "apt-get install chromium")

    @asynccontextmanager
    async def open_network(**given: Any) -> AsyncIterator[Any]:
        options.append(given)
        yield SimpleNamespace(gate=fakes.FakeGate(), browser=NoPages())

    monkeypatch.setattr(speed, "open_network", open_network)
    return options


async def test_a_page_that_was_not_measured_says_why_in_every_finding(opened: list[dict[str, Any]]) -> None:
    result = await speed.measured_speed(URL, "lighthouse-mobile", 3, ("one.example",), ())

    assert (result.is_measured, result.capture.collector) == (False, "speed")
    assert result.capture.failure
    assert result.capture.failure.reason is Reason.BROWSER_MISSING
    assert {(str(each.outcome), each.reason) for each in result.findings} == {
        ("not_tested", "browser_missing")
    }
    [options] = opened
    assert ([each.host for each in options["allow"]], options["nameservers"]) == (["one.example"], None)


async def test_a_measurement_is_a_document_of_its_capture_and_findings(opened: list[dict[str, Any]]) -> None:
    result = await speed.measured_speed(URL, "lighthouse-mobile", 3, (), ("192.0.2.53",))

    assert result.document() == {
        "capture": result.capture.model_dump(mode="json"),
        "findings": [each.model_dump(mode="json") for each in result.findings],
    }
    assert opened[0]["nameservers"] == ("192.0.2.53",)
