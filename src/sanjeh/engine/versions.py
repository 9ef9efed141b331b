"""Which versions of what took a capture."""

import platform
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import sanjeh
from sanjeh.core.probing.contracts import Collector, Probe

if TYPE_CHECKING:
    # Only a name here: judging must not wait for the network to be imported.
    from sanjeh.net.network import Network


def tool_versions(network: "Network | None" = None) -> dict[str, str]:
    """Return our own versions, and the browser's when a network with one is given."""
    ours = {"sanjeh": sanjeh.__version__, "python": platform.python_version()}
    if network is None or network.browser is None or not network.browser.version:
        return ours
    from sanjeh.net.fonts import installed_fonts  # noqa: PLC0415 -- not to be waited for by judging

    return {
        **ours,
        "browser": f"{network.browser.binary_name} {network.browser.version}".strip(),
        "playwright": version("playwright"),
        "fonts": installed_fonts(),
    }


def look_versions(looks: Iterable[Collector[Any, Any]]) -> Mapping[str, int]:
    """Return the version of each look by its name."""
    return {look.name: look.version for look in looks}


def probe_versions(probes: Iterable[Probe[Any]]) -> Mapping[str, int]:
    """Return the version of each probe by its name."""
    return {probe.name: probe.version for probe in probes}
