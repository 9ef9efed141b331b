"""What the errors of connections are called."""

import ssl

import aiohttp

from sanjeh.core.probing.failures import Reason


def reason_of(error: Exception) -> Reason:
    """Name what happened to a request."""
    if isinstance(error, aiohttp.ClientSSLError | ssl.SSLError):
        return Reason.TLS_FAILED
    if isinstance(error, aiohttp.ClientResponseError):
        return Reason.BAD_RESPONSE
    if isinstance(error, aiohttp.ClientConnectorError):
        return connect_reason(error.os_error)
    if isinstance(error, ConnectionError | aiohttp.ServerDisconnectedError | aiohttp.ClientOSError):
        return Reason.CONNECTION_RESET
    if isinstance(error, aiohttp.ClientPayloadError):
        return Reason.CONNECTION_RESET if _is_cut_short(error) else Reason.BAD_RESPONSE
    return Reason.BAD_RESPONSE


def connect_reason(error: OSError) -> Reason:
    """Name why a connection was never made."""
    if isinstance(error, ssl.SSLError):
        return Reason.TLS_FAILED
    if isinstance(error, ConnectionResetError | BrokenPipeError):
        return Reason.CONNECTION_RESET
    if isinstance(error, ConnectionRefusedError):
        return Reason.CONNECT_REFUSED
    return Reason.CONNECT_TIMEOUT if isinstance(error, TimeoutError) else Reason.UNREACHABLE


def _is_cut_short(error: BaseException) -> bool:
    """Return whether the body ended before its announced length or its last chunk."""
    return "not completed" in str(error).lower() or "ContentLengthError" in repr(error.__cause__)
