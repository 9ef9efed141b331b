"""Looking over one family of addresses alone, still through the gate."""

import socket
from ipaddress import ip_address

from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.gate import Gate


class IPv6Gate(Gate):
    """Admits what another gate admits, as far as it is IPv6; every address is judged by that gate."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate

    async def admit(self, host: str, port: int) -> tuple[str, ...]:
        addresses = tuple(one for one in await self._gate.admit(host, port) if is_ipv6(one))
        if not addresses:
            raise CaptureFailed(Reason.NAME_UNKNOWN, f"{host}: no IPv6 address")
        return addresses


def is_ipv6(address: str) -> bool:
    return ip_address(address.split("%", 1)[0]).version == 6


def has_route(address: str) -> bool:
    """Return whether this machine knows a way to an IPv6 address; nothing is sent."""
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((address, 443))
        except OSError:
            return False
    return True
