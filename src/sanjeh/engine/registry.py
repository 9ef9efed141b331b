"""Every probe with its judge, in the order of `engine.packages`.

Only who really looks loads the `capture` beside a judge, which brings the network and the browser's driver
along: judging must not wait for them, nor a page for the judges.
"""

from collections.abc import Collection, Iterable
from importlib import import_module
from typing import Any

from sanjeh.core.probing.contracts import Probe
from sanjeh.engine.packages import PACKAGES
from sanjeh.probes.tls.judge import judging_by
from sanjeh.probes.tls.ruleset import Ruleset

AnyProbe = Probe[Any]

PROBES: tuple[AnyProbe, ...] = tuple(import_module(f"{package}.judge").PROBE for package in PACKAGES)


def probes_named(names: Collection[str]) -> tuple[AnyProbe, ...]:
    """Return the probes with these names, in canonical order."""
    return tuple(probe for probe in PROBES if probe.name in names)


def judging_tls_by(rules: Ruleset, probes: Iterable[AnyProbe]) -> tuple[AnyProbe, ...]:
    """Return the probes, the one of TLS judging by these rules."""
    return tuple(judging_by(rules) if probe.name == "tls" else probe for probe in probes)
