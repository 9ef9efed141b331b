"""Reads what a server answers to a greeting. Pure: bytes in, values out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sanjeh.net.tls_scan.client_hello import KEY_SHARE, STATUS_REQUEST, SUPPORTED_VERSIONS
from sanjeh.net.tls_scan.names import TLS1_2, TLS1_3, suite_name
from sanjeh.net.tls_scan.tls13_records import OurKey, Unsealer
from sanjeh.net.tls_scan.wire import BrokenMessage, Piece

CHANGE, ALERT, HANDSHAKE, APPLICATION = 20, 21, 22, 23
_SERVER_HELLO, _CERTIFICATE, _KEY_EXCHANGE, _CERTIFICATE_REQUEST, _DONE, _STATUS = 2, 11, 12, 13, 14, 22
# RFC 8446 §4.1.3: a ServerHello with this nonce asks for another greeting.
_RETRY = bytes.fromhex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c")
_MAX_BYTES = 256_000
_NAMED_CURVE = 3
_FATAL = 2
CLOSING, PROTOCOL_VERSION, INAPPROPRIATE_FALLBACK = 0, 70, 86


@dataclass(frozen=True, slots=True)
class ServerHello:
    """What the server chose. `is_retry`: it wants another greeting, with a key of the group it names."""

    version: int
    suite: int
    compression: int
    is_retry: bool
    extensions: Mapping[int, bytes] = field(repr=False)

    @property
    def group(self) -> int:
        """The group chosen in TLS 1.3, 0 when none is told."""
        share = self.extensions.get(KEY_SHARE, b"")
        return int.from_bytes(share[:2], "big")

    @property
    def key(self) -> bytes:
        """The server's key of that group (TLS 1.3)."""
        return self.extensions.get(KEY_SHARE, b"")[4:]


@dataclass(slots=True)
class Flight:
    """The server's answer, growing with each `feed`; raises BrokenMessage at what is no TLS.

    With our `key` it reads on into what TLS 1.3 seals.
    """

    hello: ServerHello | None = None
    alert: int | None = None
    certificates: tuple[bytes, ...] = ()
    staple: bytes = field(default=b"", repr=False)
    group: int = 0
    dh_bits: int = 0
    asks_certificate: bool = False
    is_done: bool = False
    key: OurKey | None = field(default=None, repr=False)
    _unsealer: Unsealer | None = field(default=None, repr=False)
    _records: bytes = field(default=b"", repr=False)
    _messages: bytes = field(default=b"", repr=False)
    _size: int = 0

    def feed(self, chunk: bytes) -> None:
        """Take in the next bytes of the connection."""
        self._size += len(chunk)
        if self._size > _MAX_BYTES:
            raise BrokenMessage(f"more than {_MAX_BYTES} bytes")
        self._records += chunk
        while len(self._records) >= 5 and not self.is_over:
            size = int.from_bytes(self._records[3:5], "big")
            self._check_record(size)
            if len(self._records) < 5 + size:
                return
            kind, body = self._records[0], self._records[5 : 5 + size]
            self._records = self._records[5 + size :]
            self._read_record(kind, body)

    @property
    def is_over(self) -> bool:
        return self.is_done or self.alert is not None

    def _check_record(self, size: int) -> None:
        kind, major = self._records[0], self._records[1]
        if kind not in (CHANGE, ALERT, HANDSHAKE, APPLICATION) or major != 3 or size > 18_432:
            raise BrokenMessage(f"no TLS record: {self._records[:5].hex()}")

    def _read_record(self, kind: int, body: bytes) -> None:
        if kind == ALERT:
            self._read_alert(body)
        elif kind == HANDSHAKE:
            self._messages += body
            self._read_messages()
        elif self.hello is None:
            raise BrokenMessage("data before the server's greeting")
        elif kind == APPLICATION and self._unsealer:
            self._read_record(*self._unsealer.open(body))

    def _read_alert(self, body: bytes) -> None:
        if len(body) != 2:
            raise BrokenMessage("an alert has two bytes")
        # After any other warning, such as unrecognized_name, the server's greeting still comes.
        if body[0] == _FATAL or body[1] == CLOSING:
            self.alert = body[1]

    def _read_messages(self) -> None:
        while len(self._messages) >= 4:
            end = 4 + int.from_bytes(self._messages[1:4], "big")
            if len(self._messages) < end:
                return
            kind, body = self._messages[0], self._messages[4:end]
            whole, self._messages = self._messages[:end], self._messages[end:]
            self._read_message(kind, body)
            if kind == _SERVER_HELLO and self.key and self.hello and not self.hello.is_retry:
                self._unsealer = self.key.unsealer(self.hello.suite, self.hello.key, whole)

    def _read_message(self, kind: int, body: bytes) -> None:
        if kind == _SERVER_HELLO:
            self.hello = read_server_hello(body)
            return
        if self.hello is None:
            raise BrokenMessage(f"message {kind} before the server's greeting")
        if kind == _CERTIFICATE and self.hello.version == TLS1_3:
            self.certificates, self.staple = read_sealed_certificates(body)
            self.is_done = True
        elif kind == _CERTIFICATE:
            self.certificates = read_certificates(body)
        elif kind == _STATUS:
            self.staple = _read_status(body)
        elif kind == _KEY_EXCHANGE:
            self._read_key_exchange(body)
        self.asks_certificate = self.asks_certificate or kind == _CERTIFICATE_REQUEST
        self.is_done = self.is_done or kind == _DONE

    def _read_key_exchange(self, body: bytes) -> None:
        """Read which group the key is of: a named curve, or the length of the server's own prime."""
        if self.hello and "ECDH" in suite_name(self.hello.suite):
            if body[:1] == bytes([_NAMED_CURVE]):
                self.group = int.from_bytes(body[1:3], "big")
        else:
            self.dh_bits = int.from_bytes(Piece(body).prefixed(2), "big").bit_length()


def read_server_hello(body: bytes) -> ServerHello:
    piece = Piece(body)
    version, random = piece.number(2), piece.take(32)
    piece.prefixed(1)  # the session
    suite, compression = piece.number(2), piece.number(1)
    extensions = read_extensions(piece.prefixed(2)) if piece else {}
    chosen = extensions.get(SUPPORTED_VERSIONS, b"")
    if chosen and version == TLS1_2:
        version = int.from_bytes(chosen[:2], "big")
    return ServerHello(version, suite, compression, random == _RETRY, extensions)


def read_extensions(content: bytes) -> dict[int, bytes]:
    piece, found = Piece(content), {}
    while piece:
        kind = piece.number(2)
        found[kind] = piece.prefixed(2)
    return found


def read_certificates(body: bytes) -> tuple[bytes, ...]:
    """Read the certificates of a version before 1.3, as sent and in the order sent."""
    piece, found = Piece(Piece(body).prefixed(3)), []
    while piece:
        found.append(piece.prefixed(3))
    return tuple(found)


def read_sealed_certificates(body: bytes) -> tuple[tuple[bytes, ...], bytes]:
    """Read the certificates of TLS 1.3, and the authority's answer that stands beside the first one."""
    piece = Piece(body)
    piece.prefixed(1)  # the context of a request, empty here
    entries, found, staple = Piece(piece.prefixed(3)), [], b""
    while entries:
        found.append(entries.prefixed(3))
        status = read_extensions(entries.prefixed(2)).get(STATUS_REQUEST, b"")
        staple = staple or (_read_status(status) if status else b"")
    return tuple(found), staple


def _read_status(body: bytes) -> bytes:
    piece = Piece(body)
    return piece.prefixed(3) if piece.number(1) == 1 else b""
