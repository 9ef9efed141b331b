"""Which versions of what took a capture."""

import platform
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from typing import Any

import sanjeh
from sanjeh.core.probing.contracts import Collector, Probe
from sanjeh.engine.scan_network import ScanNetwork


def tool_versions(network: ScanNetwork | None = None) -> dict[str, str]:
    """Return our own versions, and the browser's when a network with one is given."""
    ours = {"sanjeh": sanjeh.__version__, "python": platform.python_version()}
    if network is None or network.browser is None or not network.browser.version:
        return ours
    return {
        **ours,
        "browser": f"{network.browser.binary_name} {network.browser.version}".strip(),
        "playwright": version("playwright"),
        "fonts": network.browser.fonts,
    }


def collector_versions(collectors: Iterable[Collector[Any, Any]]) -> Mapping[str, int]:
    """Return the version of each look by its name."""
    return {collector.name: collector.version for collector in collectors}


def probe_versions(probes: Iterable[Probe[Any]]) -> Mapping[str, int]:
    """Return the version of each probe by its name."""
    return {probe.name: probe.version for probe in probes}
