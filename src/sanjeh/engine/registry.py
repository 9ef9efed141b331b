"""Every probe, listed by hand: this order is the order of all reports.

A probe is a folder, and here stands the one line about it. If it has a look of its own, its `collector`
declares that (see `engine.collectors`); only who really looks loads the `capture` beside it, which brings the
network and the browser's driver along: judging must not wait for them.
"""

from collections.abc import Collection, Iterable
from importlib import import_module
from typing import Any

from sanjeh.core.probing.contracts import Probe
from sanjeh.probes.tls.judge import judging_by
from sanjeh.probes.tls.ruleset import Ruleset

AnyProbe = Probe[Any]

PACKAGES = (
    "sanjeh.probes.dns",
    "sanjeh.probes.tls",
    "sanjeh.probes.http",
    "sanjeh.probes.page",
    "sanjeh.probes.content",
    "sanjeh.probes.speed",
    "sanjeh.probes.uptime",
)
_BY_PACKAGE: dict[str, AnyProbe] = {package: import_module(f"{package}.judge").PROBE for package in PACKAGES}
PROBES = tuple(_BY_PACKAGE.values())
PACKAGE_OF = {probe.name: package for package, probe in _BY_PACKAGE.items()}


def probes_named(names: Collection[str]) -> tuple[AnyProbe, ...]:
    """Return the probes with these names, in canonical order."""
    return tuple(probe for probe in PROBES if probe.name in names)


def judging_tls_by(rules: Ruleset, probes: Iterable[AnyProbe]) -> tuple[AnyProbe, ...]:
    """Return the probes, the one of TLS judging by these rules."""
    return tuple(judging_by(rules) if probe.name == "tls" else probe for probe in probes)
