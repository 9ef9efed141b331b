"""Every look, listed by hand in the order in which they are taken. Only who looks imports this."""

from collections.abc import Iterable
from typing import Any

from sanjeh.core.probing.contracts import Look, Probe
from sanjeh.net.network import Network
from sanjeh.probes.dns import capture as names_capture
from sanjeh.probes.http import capture as http_capture
from sanjeh.probes.page import capture as visit_capture
from sanjeh.probes.speed import capture as speed_capture
from sanjeh.probes.tls import capture as tls_capture
from sanjeh.probes.uptime import capture as uptime_capture

AnyLook = Look[Any, Network]

LOOKS: tuple[AnyLook, ...] = (
    names_capture.LOOK,
    tls_capture.LOOK,
    http_capture.LOOK,
    visit_capture.LOOK,
)
# Taken where they are asked for, never once at every address: one needs the machine alone, one a whole round.
SAMPLED_LOOKS: tuple[AnyLook, ...] = (speed_capture.LOOK, uptime_capture.LOOK)


def looks_for(probes: Iterable[Probe[Any]]) -> tuple[AnyLook, ...]:
    """Return the looks that these probes read, each once."""
    wanted = {probe.look for probe in probes}
    return tuple(look for look in LOOKS + SAMPLED_LOOKS if look.name in wanted)
