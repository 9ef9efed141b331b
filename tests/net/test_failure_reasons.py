"""Every error of a connection has its name, whichever library tells it."""

import errno
import ssl
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest
import yarl

from sanjeh.core.probing.failures import Reason
from sanjeh.net.failure_reasons import connect_reason, reason_of

KEY: Any = SimpleNamespace(ssl=True, host="a.ir", port=443, is_ssl=True)
REQUEST: Any = SimpleNamespace(real_url=yarl.URL("https://a.ir/"))


def cut_short() -> aiohttp.ClientPayloadError:
    error = aiohttp.ClientPayloadError("Response payload is not completed")
    error.__cause__ = ValueError("ContentLengthError")
    return error


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ssl.SSLError("wrong version"), Reason.TLS_FAILED),
        (aiohttp.ClientConnectorSSLError(KEY, ssl.SSLError("x")), Reason.TLS_FAILED),
        (aiohttp.ClientResponseError(REQUEST, (), status=400), Reason.BAD_RESPONSE),
        (aiohttp.ClientConnectorError(KEY, ConnectionRefusedError()), Reason.CONNECT_REFUSED),
        (aiohttp.ClientConnectorError(KEY, TimeoutError()), Reason.CONNECT_TIMEOUT),
        (aiohttp.ClientConnectorError(KEY, OSError(errno.EHOSTUNREACH, "x")), Reason.UNREACHABLE),
        (aiohttp.ServerDisconnectedError(), Reason.CONNECTION_RESET),
        (ConnectionResetError(), Reason.CONNECTION_RESET),
        (cut_short(), Reason.CONNECTION_RESET),
        (aiohttp.ClientPayloadError("nonsense in a chunk"), Reason.BAD_RESPONSE),
        (aiohttp.InvalidURL("x"), Reason.BAD_RESPONSE),
    ],
)
def test_what_happened_to_a_request_has_a_name(error: Exception, reason: Reason) -> None:
    assert reason_of(error) is reason


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ssl.SSLError("x"), Reason.TLS_FAILED),
        (BrokenPipeError(), Reason.CONNECTION_RESET),
        (ConnectionResetError(), Reason.CONNECTION_RESET),
        (ConnectionRefusedError(), Reason.CONNECT_REFUSED),
        (TimeoutError(), Reason.CONNECT_TIMEOUT),
        (OSError(errno.ENETUNREACH, "x"), Reason.UNREACHABLE),
    ],
)
def test_why_a_connection_was_never_made_has_a_name(error: OSError, reason: Reason) -> None:
    assert connect_reason(error) is reason
