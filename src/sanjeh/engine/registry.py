"""Every probe, listed by hand: this order is the order of all reports.

Probes only judge. What they judge is taken by the looks of `engine.collectors`, and only who looks imports
those: they bring the network and the browser's driver along, which judging must not wait for.
"""

from collections.abc import Collection, Iterable
from typing import Any

from sanjeh.core.probing.contracts import Probe
from sanjeh.probes.content import judge as content_judge
from sanjeh.probes.dns import judge as names_judge
from sanjeh.probes.http import judge as http_judge
from sanjeh.probes.page import judge as visit_judge
from sanjeh.probes.speed import judge as speed_judge
from sanjeh.probes.tls import judge as tls_judge
from sanjeh.probes.tls.ruleset import Ruleset
from sanjeh.probes.uptime import judge as uptime_judge

AnyProbe = Probe[Any]

PROBES: tuple[AnyProbe, ...] = (
    names_judge.PROBE,
    tls_judge.PROBE,
    http_judge.PROBE,
    visit_judge.PROBE,
    content_judge.PROBE,
    speed_judge.PROBE,
    uptime_judge.PROBE,
)


def probes_named(names: Collection[str]) -> tuple[AnyProbe, ...]:
    """Return the probes with these names, in canonical order."""
    return tuple(probe for probe in PROBES if probe.name in names)


def judging_tls_by(rules: Ruleset, probes: Iterable[AnyProbe]) -> tuple[AnyProbe, ...]:
    """Return the probes, the one of TLS judging by these rules."""
    return tuple(tls_judge.judging_by(rules) if probe.name == "tls" else probe for probe in probes)
