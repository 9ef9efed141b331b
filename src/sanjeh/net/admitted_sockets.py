"""Lets HTTP connect to judged addresses alone: the only resolver and the only maker of its sockets."""

import socket

from aiohappyeyeballs import AddrInfoType
from aiohttp.abc import AbstractResolver, ResolveResult

from sanjeh.core.probing.failures import Reason
from sanjeh.net.gate import Gate, refusal


class AdmittedSockets:
    """Remembers which addresses and ports the gate has admitted, and makes sockets for these alone."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._open: set[tuple[str, int]] = set()

    async def admitted(self, host: str, port: int) -> tuple[str, ...]:
        addresses = await self._gate.admit(host, port)
        self._open.update((address, port) for address in addresses)
        return addresses

    def socket(self, info: AddrInfoType) -> socket.socket:
        """Make a socket just before connecting; raise CaptureFailed for an address that nobody judged."""
        family, kind, protocol, _, address = info
        if (address[0], address[1]) not in self._open:
            raise refusal(Reason.ADDRESS_REFUSED, str(address[0]), address[1], str(address[0]))
        return socket.socket(family, kind, protocol)


class GateResolver(AbstractResolver):
    """Makes the gate the only resolver of aiohttp, so that it connects to judged addresses only."""

    def __init__(self, sockets: AdmittedSockets) -> None:
        self._sockets = sockets

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        del family  # the gate's addresses of both families are tried
        return [_result(host, address, port) for address in await self._sockets.admitted(host, port)]

    async def close(self) -> None:
        """Keep nothing open, so close nothing."""


def _result(host: str, address: str, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return ResolveResult(
        hostname=host, host=address, port=port, family=family, proto=0, flags=socket.AI_NUMERICHOST
    )
