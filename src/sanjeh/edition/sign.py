"""The signature of an edition: who holds the key of an installation vouches for its manifest, to the byte.

The manifest names every other file by its digest, so that one signature stands for them all. Ed25519
(RFC 8032) gives the same signature for the same bytes and key.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from sanjeh.core.integrity.canonical_json import sorted_json
from sanjeh.core.probing.contracts import Frozen
from sanjeh.core.text.words import Translatable

PEM_BLOCK = re.compile(r"-----BEGIN PUBLIC KEY-----.+?-----END PUBLIC KEY-----", re.DOTALL)
RIGHT = Translatable("امضا درست است و با کلید {key} زده شده است که در میان کلیدهای داده‌شده هست.")
RIGHT_BY_ANY = Translatable(
    "امضا درست است و با کلید {key} زده شده است؛ آن را با کلیدی که ناشر اعلام کرده است بسنجید (--key)."
)
UNSIGNED = Translatable("این ویراست امضا ندارد؛ نخستین ویراست‌ها امضا نمی‌شدند.")
UNSIGNED_THOUGH_ASKED = Translatable(
    "این ویراست امضا ندارد، پس چیزی نشان نمی‌دهد که با کلید داده‌شده منتشر شده است."
)
UNREADABLE = Translatable("پرونده‌ی امضا آسیب دیده است.")
WRONG = Translatable("امضا با فهرست پرونده‌ها نمی‌خواند: یکی از این دو پس از انتشار عوض شده است.")
BY_ANOTHER = Translatable("این ویراست با کلید {key} امضا شده است که در میان کلیدهای داده‌شده نیست.")


class NotAKey(ValueError):
    """The text holds no public key of Ed25519."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The half of a key that everybody may know; `raw` are its 32 bytes."""

    raw: bytes

    @property
    def id(self) -> str:
        """Return the fingerprint: the SHA-256 of the 32 bytes, in hexadecimal digits."""
        return hashlib.sha256(self.raw).hexdigest()

    def base64(self) -> str:
        return base64.b64encode(self.raw).decode()

    def pem(self) -> str:
        key = Ed25519PublicKey.from_public_bytes(self.raw)
        return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()

    def verifies(self, content: bytes, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, content)
        except (InvalidSignature, ValueError):  # the second for 32 bytes that are no key
            return False
        return True


class Signature(Frozen):
    """`manifest.json.sig`; both byte strings stand in base64."""

    algorithm: Literal["Ed25519"]
    key_id: str
    public_key: str
    signature: str

    def text(self) -> str:
        return f"{sorted_json(self.model_dump(mode='json'), indent=1)}\n"

    def key(self) -> PublicKey:
        return public_key(self.public_key)


@dataclass(frozen=True, slots=True)
class SignatureCheck:
    """What is to be said of a signature, and whether the edition must be refused for it."""

    says: Translatable
    is_refused: bool


def decoded(text: str) -> bytes:
    """Return the bytes of a base64 text; raise ValueError unless it is the one text that stands for them."""
    raw = base64.b64decode(text, validate=True)
    if base64.b64encode(raw).decode() != text:
        raise ValueError(text)
    return raw


def public_key(text: str) -> PublicKey:
    """Return the public key that stands in base64; raise ValueError for any other text."""
    return PublicKey(decoded(text))


def public_key_of(seed: bytes) -> PublicKey:
    """Return the public half of a signing key, which is 32 random bytes."""
    return PublicKey(Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw())


def sign(content: bytes, seed: bytes) -> Signature:
    """Return the signature of these exact bytes by the signing key."""
    key = public_key_of(seed)
    signature = Ed25519PrivateKey.from_private_bytes(seed).sign(content)
    return Signature(
        algorithm="Ed25519",
        key_id=key.id,
        public_key=key.base64(),
        signature=base64.b64encode(signature).decode(),
    )


def check_signature(manifest: bytes, signed: bytes | None, trusted: Iterable[PublicKey]) -> SignatureCheck:
    """Say whether the file of a signature fits the manifest, and one of the trusted keys if any are given."""
    known = {key.id for key in trusted}
    if signed is None:
        return SignatureCheck(UNSIGNED_THOUGH_ASKED if known else UNSIGNED, is_refused=bool(known))
    try:
        signature = Signature.model_validate_json(signed)
        key, proof = signature.key(), decoded(signature.signature)
    except ValueError:
        return SignatureCheck(UNREADABLE, is_refused=True)
    if key.id != signature.key_id or not key.verifies(manifest, proof):
        return SignatureCheck(WRONG, is_refused=True)
    if not known:
        return SignatureCheck(RIGHT_BY_ANY.filled(key=key.id), is_refused=False)
    return SignatureCheck((RIGHT if key.id in known else BY_ANOTHER).filled(key=key.id), key.id not in known)


def as_pem(keys: Iterable[PublicKey]) -> str:
    """Return public keys one below the other, each with its fingerprint above it."""
    return "".join(f"# Ed25519 {key.id}\n{key.pem()}" for key in keys)


def read_pem(text: str) -> tuple[PublicKey, ...]:
    """Return the keys of a text such as `as_pem` writes; raise NotAKey if there is none, or another kind."""
    keys = tuple(map(_read_block, PEM_BLOCK.findall(text)))
    if not keys:
        raise NotAKey(text)
    return keys


def _read_block(block: str) -> PublicKey:
    try:
        key = load_pem_public_key(block.encode())
    except ValueError as broken:
        raise NotAKey(block) from broken
    if not isinstance(key, Ed25519PublicKey):
        raise NotAKey(block)
    return PublicKey(key.public_bytes_raw())
