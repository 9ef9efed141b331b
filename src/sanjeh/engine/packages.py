"""Every probe's folder, listed by hand, and what can be known of it without loading what judges.

Here stands the one line about a probe; this order is the order of all reports.
"""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from sanjeh.core.probing.contracts import Collector

PACKAGES = (
    "sanjeh.probes.dns",
    "sanjeh.probes.tls",
    "sanjeh.probes.http",
    "sanjeh.probes.page",
    "sanjeh.probes.content",
    "sanjeh.probes.speed",
    "sanjeh.probes.uptime",
)


def declared(package: str) -> Collector[Any, Any] | None:
    """Return the collector that a probe's folder declares; None for a probe that reads another's captures."""
    if not find_spec(f"{package}.collector"):
        return None
    collector: Collector[Any, Any] = import_module(f"{package}.collector").COLLECTOR
    return collector


DECLARED = {package: declared(package) for package in PACKAGES}
# A probe bears the name of its collector, and without one that of its folder.
PACKAGE_OF = {own.name if own else package.rpartition(".")[2]: package for package, own in DECLARED.items()}


def collector_of(probe: str) -> str:
    """Return the name of the collector whose captures this probe judges."""
    package = PACKAGE_OF.get(probe)
    if package is None or DECLARED[package]:
        return probe
    return str(import_module(f"{package}.judge").PROBE.collector)
