"""Writes the greeting of a client (RFC 8446 §4.1.2, RFC 5246 §7.4.1.2, RFC 6101 §5.6.1.2). Pure."""

from dataclasses import dataclass, replace
from functools import lru_cache

from sanjeh.net.tls_scan.names import SSL3, TLS1_0, TLS1_2, TLS1_3
from sanjeh.net.tls_scan.wire import number, prefixed, shorts

FALLBACK = 0x5600  # TLS_FALLBACK_SCSV, RFC 7507
NO_COMPRESSION, DEFLATE = 0, 1

SERVER_NAME, STATUS_REQUEST, SUPPORTED_GROUPS, POINT_FORMATS, SIGNATURES = 0, 5, 10, 11, 13
ALPN, PADDING, MASTER_SECRET, TICKET, SUPPORTED_VERSIONS, KEY_SHARE = 16, 21, 23, 35, 43, 51
RENEGOTIATION_INFO = 0xFF01

# Every kind a certificate of today or of twenty years ago may be signed with.
EVERY_SIGNATURE = (
    0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0804, 0x0805, 0x0806, 0x0809, 0x080A, 0x080B,
    0x0401, 0x0501, 0x0601, 0x0303, 0x0301, 0x0203, 0x0201, 0x0402, 0x0202,
)  # fmt: skip
OF_EC = (0x0403, 0x0503, 0x0603, 0x0203)
OF_RSA = (0x0804, 0x0805, 0x0806, 0x0809, 0x080A, 0x080B, 0x0401, 0x0501, 0x0601, 0x0201)
_HANDSHAKE, _CLIENT_HELLO = 22, 1
# Some load balancers hang on greetings of 256 to 511 bytes (RFC 7685).
_ODD_SIZES = range(256, 512)


@dataclass(frozen=True, slots=True)
class Hello:
    """What we offer. `version` is the highest; `shares` are the keys that come along (TLS 1.3 only).

    Without a share, a TLS 1.3 server answers by naming the group it wants: no key is made on either side.
    """

    version: int
    suites: tuple[int, ...]
    groups: tuple[int, ...]
    host: str = ""
    shares: tuple[tuple[int, bytes], ...] = ()
    offers_compression: bool = False
    signatures: tuple[int, ...] = EVERY_SIGNATURE


def written(hello: Hello, random: bytes) -> bytes:
    """Return the greeting in its record; `random` is 64 bytes: the nonce, and the session for TLS 1.3."""
    is_13 = hello.version == TLS1_3
    body = number(min(hello.version, TLS1_2), 2) + random[:32]
    body += prefixed(random[32:64] if is_13 else b"", 1)
    body += prefixed(shorts(hello.suites), 2)
    body += prefixed(bytes([DEFLATE, NO_COMPRESSION] if hello.offers_compression else [NO_COMPRESSION]), 1)
    if hello.version > SSL3:
        body += _extensions(hello, len(body))
    message = bytes([_CLIENT_HELLO]) + prefixed(body, 3)
    return bytes([_HANDSHAKE]) + number(min(hello.version, TLS1_0), 2) + prefixed(message, 2)


def _extensions(hello: Hello, size_before: int) -> bytes:
    written_ones = _written_extensions(replace(hello, suites=()))
    size = size_before + len(written_ones) + 6  # with the headers of the message and of this list
    if size in _ODD_SIZES:
        filling = bytes(max(_ODD_SIZES.stop - size - 4, 0))
        written_ones += number(PADDING, 2) + prefixed(filling, 2)
    return prefixed(written_ones, 2)


@lru_cache(maxsize=256)
def _written_extensions(hello: Hello) -> bytes:
    """Return what the suites do not change; a server is greeted with it many times."""
    return b"".join(number(kind, 2) + prefixed(body, 2) for kind, body in _offered(hello))


def _offered(hello: Hello) -> list[tuple[int, bytes]]:
    offered = []
    if hello.host:
        name = b"\0" + prefixed(hello.host.encode("ascii"), 2)
        offered.append((SERVER_NAME, prefixed(name, 2)))
    offered += [
        (STATUS_REQUEST, b"\x01\0\0\0\0"),
        (SUPPORTED_GROUPS, prefixed(shorts(hello.groups), 2)),
        (ALPN, prefixed(prefixed(b"h2", 1) + prefixed(b"http/1.1", 1), 2)),
    ]
    if hello.version >= TLS1_2:
        offered.append((SIGNATURES, prefixed(shorts(hello.signatures), 2)))
    return offered + (_of_tls13(hello) if hello.version == TLS1_3 else _of_earlier())


def _of_earlier() -> list[tuple[int, bytes]]:
    return [
        (POINT_FORMATS, prefixed(b"\0", 1)),
        (MASTER_SECRET, b""),
        (TICKET, b""),
        (RENEGOTIATION_INFO, prefixed(b"", 1)),
    ]


def _of_tls13(hello: Hello) -> list[tuple[int, bytes]]:
    shares = b"".join(number(group, 2) + prefixed(key, 2) for group, key in hello.shares)
    return [
        (SUPPORTED_VERSIONS, prefixed(number(TLS1_3, 2), 1)),
        (KEY_SHARE, prefixed(shares, 2)),
    ]
