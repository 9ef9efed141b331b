"""A signed note (C2SP signed-note): a text of lines, and below it one signature of each key that vouches.

A signature line reads `— NAME BASE64`, where the bytes are the first four of the key's id and the
Ed25519 signature (RFC 8032) of the text with its last line feed.
"""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sanjeh.edition.sign import PublicKey, decoded, public_key_of

ED25519 = b"\x01"
DASH = "\u2014 "
KEY_ID_BYTES = 4
BETWEEN = "\n\n"


class NotANote(ValueError):
    """The text is no signed note."""


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """Who says to have signed, the first four bytes of the key's id, and the 64 bytes of the signature."""

    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class SignedNote:
    """A text, which ends with a line feed, and its signatures in their order."""

    text: str
    signatures: tuple[NoteSignature, ...]

    def is_signed_by(self, keys: Iterable[PublicKey]) -> PublicKey | None:
        """Return the first of these keys of which a right signature stands here, or None."""
        for key in keys:
            for one in self.signatures:
                if one.key_id == key_id(one.name, key) and key.verifies(self.text.encode(), one.signature):
                    return key
        return None


def key_id(name: str, key: PublicKey) -> bytes:
    """Return the four bytes by which a note names a key under a name."""
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + key.raw).digest()[:KEY_ID_BYTES]


def verifier_key(name: str, key: PublicKey) -> str:
    """Return the key as other programs that read signed notes ask for it: `NAME+ID+BASE64`."""
    return f"{name}+{key_id(name, key).hex()}+{base64.b64encode(ED25519 + key.raw).decode()}"


def sign_note(text: str, name: str, seed: bytes) -> str:
    """Return the note of this text, signed under this name by the key of which these are the 32 bytes."""
    if not text.endswith("\n") or BETWEEN in text or not name or set(name) & set(" +\n"):
        raise NotANote(text)
    return f"{text}\n{signature_line(text, name, seed)}"


def add_signature(content: str, name: str, seed: bytes) -> str:
    """Return a note with the signature of one more key below those that it has; raise NotANote."""
    return f"{content}{signature_line(read_note(content).text, name, seed)}"


def signature_line(text: str, name: str, seed: bytes) -> str:
    signature = Ed25519PrivateKey.from_private_bytes(seed).sign(text.encode())
    proof = base64.b64encode(key_id(name, public_key_of(seed)) + signature).decode()
    return f"{DASH}{name} {proof}\n"


def read_note(content: str) -> SignedNote:
    """Return the note that stands in a text; raise NotANote for anything else."""
    text, blank, signed = content.rpartition(BETWEEN)
    if not (blank and text and signed.endswith("\n")):
        raise NotANote(content[:80])
    return SignedNote(f"{text}\n", tuple(map(_signature, signed.removesuffix("\n").split("\n"))))


def _signature(line: str) -> NoteSignature:
    name, _, proof = line.removeprefix(DASH).partition(" ")
    try:
        raw = decoded(proof)
    except ValueError as broken:
        raise NotANote(line[:80]) from broken
    if not line.startswith(DASH) or not name or len(raw) <= KEY_ID_BYTES:
        raise NotANote(line[:80])
    return NoteSignature(name, raw[:KEY_ID_BYTES], raw[KEY_ID_BYTES:])
