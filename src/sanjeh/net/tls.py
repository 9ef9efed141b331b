"""TLS handshakes: what a server shows. Nothing is trusted here; `tls_scan` reads what it would speak."""

import asyncio
import ssl
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.failure_reasons import connect_reason
from sanjeh.net.gate import Gate
from sanjeh.net.tls_contexts import permissive_context
from sanjeh.net.tls_scan.capabilities import CapabilityScanner
from sanjeh.net.trust import TrustStores

_CONNECT_S = 10.0
_REFUSAL_S = 2.0


@dataclass(frozen=True, slots=True)
class Handshake:
    """One finished handshake; `chain` is what the server sent, in its order, as DER."""

    ip: str
    version: str
    cipher: str
    chain: tuple[bytes, ...] = field(repr=False)


class HandshakeFailed(CaptureFailed):
    """Somebody is there at `ip`, and no whole handshake came about: what is spoken there may be too old."""

    def __init__(self, reason: Reason, detail: str, ip: str) -> None:
        super().__init__(reason, detail)
        self.ip = ip


class Tls:
    """Makes handshakes with judged addresses, keeping the name for SNI."""

    def __init__(self, gate: Gate, stores: TrustStores, timeout_s: float = _CONNECT_S) -> None:
        self._gate = gate
        self.stores = stores
        self.reader = CapabilityScanner(gate)
        self._timeout_s = timeout_s

    async def handshake(self, host: str, port: int) -> Handshake:
        """Finish a handshake in any version of today's TLS.

        Raise HandshakeFailed where there is somebody with whom it cannot be finished, CaptureFailed where
        there is nobody.
        """
        try:
            return await self._first_answering(host, port)
        except ConnectionError as error:
            raise CaptureFailed(connect_reason(error), f"{host}:{port}: {error}"[:300]) from error

    async def _first_answering(self, host: str, port: int) -> Handshake:
        """Shake hands with the first judged address at which anybody is; all share the time."""
        *earlier, last = await self._gate.admit(host, port)
        share_s = self._timeout_s / (len(earlier) + 1)
        for ip in earlier:
            try:
                return await self._shake((host, ip, port), share_s)
            except HandshakeFailed:
                raise
            except (ConnectionRefusedError, CaptureFailed):
                continue
        return await self._shake((host, last, port), share_s)

    async def _shake(self, place: tuple[str, str, int], within_s: float) -> Handshake:
        host, ip, port = place
        ends_at = monotonic() + within_s
        try:
            async with asyncio.timeout(within_s):
                _, writer = await asyncio.open_connection(ip, port)
        except TimeoutError as error:
            raise CaptureFailed(Reason.CONNECT_TIMEOUT, f"{host}:{port}") from error
        except OSError as error:
            if isinstance(error, ConnectionError):
                raise
            raise CaptureFailed(connect_reason(error), f"{host}:{port}: {error}") from error
        try:
            return await self._greet(writer, place, ends_at - monotonic())
        finally:
            writer.transport.abort()

    async def _greet(
        self, writer: asyncio.StreamWriter, place: tuple[str, str, int], within_s: float
    ) -> Handshake:
        host, ip, port = place
        try:
            async with asyncio.timeout(within_s):
                await writer.start_tls(permissive_context(), server_hostname=host)
        except TimeoutError as error:
            raise HandshakeFailed(Reason.CONNECT_TIMEOUT, f"{host}:{port}", ip) from error
        except (OSError, EOFError) as error:
            raise HandshakeFailed(_reason(error), f"{host}:{port}: {error}"[:300], ip) from error
        shown: ssl.SSLObject = writer.get_extra_info("ssl_object")
        cipher = shown.cipher()
        return Handshake(ip, shown.version() or "", cipher[0] if cipher else "", _chain(shown))

    async def is_shut_without_certificate(self, host: str, port: int, ip: str) -> bool:
        """Return whether a server that asked for a visitor's certificate ends the connection without one.

        In TLS 1.3 it says so after the handshake (RFC 8446 §4.4.2.4); one that lets us in says nothing.
        """
        try:
            async with asyncio.timeout(_REFUSAL_S):
                reader, writer = await asyncio.open_connection(
                    ip, port, ssl=permissive_context(), server_hostname=host
                )
                try:
                    return not await reader.read(1)
                finally:
                    writer.transport.abort()
        except TimeoutError:
            return False
        except (OSError, EOFError):
            return True


def _reason(error: Exception) -> Reason:
    return connect_reason(error) if isinstance(error, OSError) else Reason.TLS_FAILED


def _chain(shown: ssl.SSLObject) -> tuple[bytes, ...]:
    """Return every certificate that the server sent; Python has a public name for this from 3.13 on."""
    if hasattr(shown, "get_unverified_chain"):
        return tuple(shown.get_unverified_chain())
    inner: Any = shown._sslobj  # type: ignore[attr-defined]  # noqa: SLF001
    der = 2  # _ssl.ENCODING_DER
    return tuple(certificate.public_bytes(der) for certificate in inner.get_unverified_chain() or ())
