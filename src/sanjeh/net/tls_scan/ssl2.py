"""The greeting of SSL 2.0 and the answer to it; no other version writes its messages so. Pure.

The protocol was withdrawn by RFC 6176; the form is that of Hickman's specification of 1995, and of
RFC 5246 §E.2 for the greeting.
"""

from dataclasses import dataclass, field

from sanjeh.net.tls_scan.wire import BrokenMessage, Piece, number

VERSION = 0x0002
NAME = "SSLv2"
_CLIENT_HELLO, _SERVER_HELLO = 1, 4
# Hickman's specification calls them kinds; three bytes are one of them.
KINDS = {
    "010080": "SSL_CK_RC4_128_WITH_MD5",
    "020080": "SSL_CK_RC4_128_EXPORT40_WITH_MD5",
    "030080": "SSL_CK_RC2_128_CBC_WITH_MD5",
    "040080": "SSL_CK_RC2_128_CBC_EXPORT40_WITH_MD5",
    "050080": "SSL_CK_IDEA_128_CBC_WITH_MD5",
    "060040": "SSL_CK_DES_64_CBC_WITH_MD5",
    "0700c0": "SSL_CK_DES_192_EDE3_CBC_WITH_MD5",
}
_KINDS = bytes.fromhex("".join(KINDS))
_MOST_BYTES = 0x7FFF


def greeting(challenge: bytes) -> bytes:
    """Return the greeting in its record; `challenge` is 16 bytes."""
    sizes = number(len(_KINDS), 2) + number(0, 2) + number(len(challenge), 2)
    body = bytes([_CLIENT_HELLO]) + number(VERSION, 2) + sizes + _KINDS + challenge
    return number(0x8000 | len(body), 2) + body


@dataclass(frozen=True, slots=True)
class Ssl2Hello:
    """A server that speaks SSL 2.0; `kinds` names the ciphers it shares with us, `certificate` is DER."""

    kinds: tuple[str, ...]
    certificate: bytes = field(default=b"", repr=False)
    is_retry: bool = False


@dataclass(slots=True)
class Ssl2Flight:
    """The server's answer, growing with each `feed`; raises BrokenMessage at what is no SSL 2.0."""

    hello: Ssl2Hello | None = None
    alert: int | None = None
    is_over: bool = False
    _bytes: bytes = field(default=b"", repr=False)

    def feed(self, chunk: bytes) -> None:
        """Take in the next bytes of the connection."""
        self._bytes += chunk
        if not self._bytes:
            return
        if not self._bytes[0] & 0x80:
            raise BrokenMessage("no record of SSL 2.0")
        size = int.from_bytes(self._bytes[:2], "big") & _MOST_BYTES
        if len(self._bytes) >= 2 + size:
            self.hello = _read(self._bytes[2 : 2 + size])


def _read(message: bytes) -> Ssl2Hello:
    piece = Piece(message)
    kind, _hit, _certificate_kind, version = (piece.number(size) for size in (1, 1, 1, 2))
    if kind != _SERVER_HELLO or version != VERSION:
        raise BrokenMessage("no greeting of SSL 2.0")
    certificate, kinds, _connection = (piece.number(2) for _ in range(3))
    shown, listed = piece.take(certificate), piece.take(kinds).hex()
    shared = [listed[at : at + 6] for at in range(0, len(listed), 6)]
    return Ssl2Hello(tuple(KINDS[each] for each in shared if each in KINDS), shown)
