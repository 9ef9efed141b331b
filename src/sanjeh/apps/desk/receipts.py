"""The secret with which a complaint is tracked: shown once, kept only as a hash."""

import hashlib
import hmac
import secrets

from sanjeh.core.text.numerals import latin_digits

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
LENGTH, GROUP = 20, 5  # 100 bits, too many to guess, so a plain hash is enough
MISREAD = str.maketrans("OIL", "011")


def new_code() -> str:
    """Return a fresh code, `7XK3M-…` in four groups."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def hash_of(code: str) -> str:
    """Return the SHA-256 of the code, however it was typed."""
    plain = "".join(c for c in latin_digits(code.upper()).translate(MISREAD) if c in ALPHABET)
    return hashlib.sha256(plain.encode()).hexdigest()


def opens(code: str, kept_hash: str) -> bool:
    """Say whether this code is the one; takes the same time either way."""
    return hmac.compare_digest(hash_of(code), kept_hash)


def sealed(salt: str, *texts: str) -> str:
    """Return a commitment to private texts that can stand in a public journal."""
    return hashlib.sha256("\x1f".join((salt, *texts)).encode()).hexdigest()
