"""Which protocol a server agrees to speak over TLS (RFC 7301)."""

import asyncio
import ssl
from functools import cache

from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.failure_reasons import connect_reason
from sanjeh.net.gate import Gate

_PROTOCOLS = ("h2", "http/1.1")
_CONNECT_S = 10.0


async def negotiated(gate: Gate, host: str, port: int, within_s: float = _CONNECT_S) -> str:
    """Return the protocol that the first judged address chose, empty when it chose none."""
    address, *_ = await gate.admit(host, port)
    try:
        async with asyncio.timeout(within_s):
            _, writer = await asyncio.open_connection(address, port, ssl=_context(), server_hostname=host)
    except TimeoutError as error:
        raise CaptureFailed(Reason.CONNECT_TIMEOUT, f"{host}:{port}") from error
    except (OSError, EOFError) as error:
        reason = connect_reason(error) if isinstance(error, OSError) else Reason.TLS_FAILED
        raise CaptureFailed(reason, f"{host}:{port}: {error}"[:300]) from error
    session = writer.get_extra_info("ssl_object")
    writer.transport.abort()
    return session.selected_alpn_protocol() or ""


@cache
def _context() -> ssl.SSLContext:
    """Return a context that shows any certificate: whom to trust is the tls probe's question."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_alpn_protocols([*_PROTOCOLS])
    return context
