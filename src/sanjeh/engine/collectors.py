"""Every look, listed by hand in the order in which they are taken. Only who looks imports this."""

from collections.abc import Iterable
from typing import Any

from sanjeh.core.probing.contracts import Collector, Probe
from sanjeh.net.network import Network
from sanjeh.probes.dns import capture as names_capture
from sanjeh.probes.http import capture as http_capture
from sanjeh.probes.page import capture as visit_capture
from sanjeh.probes.speed import capture as speed_capture
from sanjeh.probes.tls import capture as tls_capture
from sanjeh.probes.uptime import capture as uptime_capture

AnyCollector = Collector[Any, Network]

COLLECTORS: tuple[AnyCollector, ...] = (
    names_capture.COLLECTOR,
    tls_capture.COLLECTOR,
    http_capture.COLLECTOR,
    visit_capture.COLLECTOR,
)
# Taken where they are asked for, never once at every address: one needs the machine alone, one a whole round.
SAMPLED_COLLECTORS: tuple[AnyCollector, ...] = (speed_capture.COLLECTOR, uptime_capture.COLLECTOR)


def collectors_for(probes: Iterable[Probe[Any]]) -> tuple[AnyCollector, ...]:
    """Return the looks that these probes read, each once."""
    wanted = {probe.look for probe in probes}
    return tuple(look for look in COLLECTORS + SAMPLED_COLLECTORS if look.name in wanted)
