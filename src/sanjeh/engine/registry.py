"""Every look and every probe, listed by hand: this order is the order of all reports."""

from collections.abc import Collection, Iterable
from typing import Any

from sanjeh.core.probing import Look, Probe
from sanjeh.net.network import Network
from sanjeh.probes.content import judge as content_judge
from sanjeh.probes.http import capture as http_capture
from sanjeh.probes.http import judge as http_judge
from sanjeh.probes.names import capture as names_capture
from sanjeh.probes.names import judge as names_judge
from sanjeh.probes.tls import capture as tls_capture
from sanjeh.probes.tls import judge as tls_judge
from sanjeh.probes.visit import capture as visit_capture
from sanjeh.probes.visit import judge as visit_judge

AnyLook = Look[Any, Network]
AnyProbe = Probe[Any]

LOOKS: tuple[AnyLook, ...] = (
    names_capture.LOOK,
    tls_capture.LOOK,
    http_capture.LOOK,
    visit_capture.LOOK,
)

PROBES: tuple[AnyProbe, ...] = (
    names_judge.PROBE,
    tls_judge.PROBE,
    http_judge.PROBE,
    visit_judge.PROBE,
    content_judge.PROBE,
)


def probes_named(names: Collection[str]) -> tuple[AnyProbe, ...]:
    """Return the probes with these names, in canonical order."""
    return tuple(probe for probe in PROBES if probe.name in names)


def looks_for(probes: Iterable[AnyProbe]) -> tuple[AnyLook, ...]:
    """Return the looks that these probes read, each once."""
    wanted = {probe.look for probe in probes}
    return tuple(look for look in LOOKS if look.name in wanted)
