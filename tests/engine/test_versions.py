"""A capture says with which versions of what it was taken."""

import hashlib
import json
import platform
from importlib.metadata import version
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import BaseModel, JsonValue

import sanjeh
from sanjeh.engine.collectors import COLLECTORS, SAMPLED_COLLECTORS
from sanjeh.engine.versions import collector_versions, probe_versions, tool_versions
from tests.engine import fakes

OURS = {"sanjeh": sanjeh.__version__, "python": platform.python_version()}

# What each collector keeps, by its version. When this goes red a collector keeps something else than before:
# raise the version in its `collector.py`, give new fields a default, so that what was kept is still read, and
# write both here. What else a collector would see under the same fields is a new version too.
KEPT = {
    ("names", 2): "f98fbed1080d",
    ("tls", 3): "e3d72faabed7",
    ("http", 4): "016b704040a2",
    ("visit", 6): "dba8f1aad28d",
    ("speed", 2): "998aeb2dbfaa",
    ("uptime", 1): "9b4fa49f6291",
}


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


def shape_of(artifact: type[BaseModel]) -> str:
    """Return a digest of an artifact's fields: their names, kinds and defaults, without the words on them."""
    shape = json.dumps(without_words(artifact.model_json_schema()), sort_keys=True)
    return hashlib.sha256(shape.encode()).hexdigest()[:12]


def without_words(schema: JsonValue) -> JsonValue:
    if isinstance(schema, list):
        return [without_words(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: without_words(part) for key, part in schema.items()
        if key not in {"title", "description"} or not isinstance(part, str)
    }  # fmt: skip


def test_a_collector_that_keeps_something_else_is_of_another_version() -> None:
    collectors = COLLECTORS + SAMPLED_COLLECTORS

    assert {(each.name, each.version): shape_of(each.artifact) for each in collectors} == KEPT
