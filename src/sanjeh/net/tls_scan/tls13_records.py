"""Opens what a TLS 1.3 server says after its greeting: its certificates are encrypted (RFC 8446 §5.2, §7.1).

Nothing is authenticated here: the certificates are judged by the probe, and no data is ever sent.
"""

import hashlib
import hmac
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sanjeh.net.tls_scan.names import X25519
from sanjeh.net.tls_scan.wire import BrokenMessage, number, prefixed

_SHA384_SUITE, _CHACHA_SUITE = 0x1302, 0x1303
_KEY_BYTES = {0x1301: 16, _SHA384_SUITE: 32, _CHACHA_SUITE: 32}
_IV_BYTES = 12


@dataclass(slots=True)
class Unsealer:
    """Opens the records of one server one after another."""

    cipher: AESGCM | ChaCha20Poly1305
    iv: bytes = field(repr=False)
    opened: int = 0

    def open(self, body: bytes) -> tuple[int, bytes]:
        """Return the kind and content of the next record; raise BrokenMessage if it was not sealed for us."""
        count = int.from_bytes(self.iv, "big") ^ self.opened
        self.opened += 1
        header = b"\x17\x03\x03" + number(len(body), 2)
        try:
            content = self.cipher.decrypt(count.to_bytes(_IV_BYTES, "big"), body, header).rstrip(b"\0")
        except InvalidTag as error:
            raise BrokenMessage("a record that was not sealed for us") from error
        if not content:
            raise BrokenMessage("a record without a kind")
        return content[-1], content[:-1]


@dataclass(slots=True)
class OurKey:
    """A key for one connection; `greeting` is the message it goes out with."""

    private: X25519PrivateKey = field(default_factory=X25519PrivateKey.generate, repr=False)
    greeting: bytes = field(default=b"", repr=False)

    @property
    def share(self) -> tuple[int, bytes]:
        return X25519, self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    def unsealer(self, suite: int, their_key: bytes, answer: bytes) -> Unsealer | None:
        """Return what opens the server's records, None for suites that we cannot open.

        `answer` is the whole message of the server's greeting.
        """
        if suite not in _KEY_BYTES or len(their_key) != 32:
            return None
        digest = "sha384" if suite == _SHA384_SUITE else "sha256"
        shared = self.private.exchange(X25519PublicKey.from_public_bytes(their_key))
        secret = _servers_secret(digest, shared, self.greeting + answer)
        key = _expanded(digest, secret, b"key", b"", _KEY_BYTES[suite])
        iv = _expanded(digest, secret, b"iv", b"", _IV_BYTES)
        return Unsealer(ChaCha20Poly1305(key) if suite == _CHACHA_SUITE else AESGCM(key), iv)


def _servers_secret(digest: str, shared: bytes, transcript: bytes) -> bytes:
    size = hashlib.new(digest).digest_size
    early = hmac.digest(bytes(size), bytes(size), digest)
    derived = _expanded(digest, early, b"derived", hashlib.new(digest).digest(), size)
    handshake = hmac.digest(derived, shared, digest)
    return _expanded(digest, handshake, b"s hs traffic", hashlib.new(digest, transcript).digest(), size)


def _expanded(digest: str, secret: bytes, label: bytes, context: bytes, size: int) -> bytes:
    """HKDF-Expand-Label (RFC 8446 §7.1); one block of the digest is always enough here."""
    text = number(size, 2) + prefixed(b"tls13 " + label, 1) + prefixed(context, 1)
    return hmac.digest(secret, text + b"\x01", digest)[:size]
