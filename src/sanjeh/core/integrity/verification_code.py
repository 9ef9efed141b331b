"""The code by which a paper is found again in the register that it was printed from.

It is no secret: who types it in is shown what the register says now, and compares.
"""

import hashlib

from sanjeh.core.text.numerals import latin_digits

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
MISREAD = str.maketrans("OIL", "011")
LETTERS, GROUP = 16, 4  # 80 bits


def verification_code(*facts: str) -> str:
    """Return the code of these facts, `7XK3-M0Q2-…` in four groups."""
    number = int.from_bytes(hashlib.sha256("\x1f".join(facts).encode()).digest()[:10], "big")
    letters = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(LETTERS)))
    return "-".join(letters[start : start + GROUP] for start in range(0, LETTERS, GROUP))


def as_printed(typed: str) -> str:
    """Return the code as it is printed, however it was typed."""
    plain = "".join(one for one in latin_digits(typed.upper()).translate(MISREAD) if one in ALPHABET)
    return "-".join(plain[start : start + GROUP] for start in range(0, len(plain), GROUP))
