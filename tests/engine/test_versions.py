"""A capture says with which versions of what it was taken."""

import platform
from importlib.metadata import version
from types import SimpleNamespace
from typing import Any

import pytest

import sanjeh
from sanjeh.engine.versions import collector_versions, probe_versions, tool_versions
from tests.engine import fakes

OURS = {"sanjeh": sanjeh.__version__, "python": platform.python_version()}


def with_browser(browser: Any) -> Any:
    return SimpleNamespace(gate=None, browser=browser)


@pytest.mark.parametrize(
    "network", [None, with_browser(None), with_browser(SimpleNamespace(version="", binary_name="", fonts=""))]
)
def test_a_browser_that_was_never_started_took_nothing(network: Any) -> None:
    assert tool_versions(network) == OURS


def test_a_browser_is_named_with_its_driver_and_fonts() -> None:
    network = with_browser(SimpleNamespace(version="140.0", binary_name="chromium", fonts="9 faces"))

    assert tool_versions(network) == {
        **OURS,
        "browser": "chromium 140.0",
        "playwright": version("playwright"),
        "fonts": "9 faces",
    }


def test_collectors_and_probes_have_versions_of_their_own() -> None:
    assert collector_versions([fakes.look("http"), fakes.look("tls")]) == {"http": 1, "tls": 1}
    assert probe_versions([fakes.probe()]) == {"http": 3}
