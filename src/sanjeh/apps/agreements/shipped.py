"""The agreement that came with the program: the first, of the authority that signed it.

It is a file of this package: whoever changes a byte of it is stopped by its digest.
"""

import hashlib
import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources

FIRST = 1


class TextChanged(Exception):
    """The file is not, byte for byte, the text that was agreed."""


@dataclass(frozen=True, slots=True)
class ShippedAgreement:
    """Its words and what is known of it besides them; the fields are those of a row."""

    number: int
    exact: bytes
    sha256: str
    reading_en: str
    valid_until: datetime
    until_fa: str
    until_en: str


@cache
def shipped() -> ShippedAgreement:
    """Return the first agreement; raise TextChanged when its file was touched."""
    folder = resources.files(__package__) / "texts"
    facts = tomllib.loads((folder / f"sla-{FIRST}.toml").read_text("utf-8"))
    exact = (folder / f"sla-{FIRST}.fa.txt").read_bytes()
    if hashlib.sha256(exact).hexdigest() != facts["sha256"]:
        raise TextChanged(f"version {FIRST} of the agreement is not the text that was agreed")
    return ShippedAgreement(
        number=FIRST,
        exact=exact,
        sha256=facts["sha256"],
        reading_en=(folder / f"sla-{FIRST}.en.txt").read_text("utf-8"),
        valid_until=facts["valid_until"],
        until_fa=facts["until_fa"],
        until_en=facts["until_en"],
    )


def shipped_reading() -> str:
    """Return the first agreement as it is read: the agreed letters, with their half-spaces."""
    return (resources.files(__package__) / "texts" / f"sla-{FIRST}.reading.fa.txt").read_text("utf-8")


@dataclass(frozen=True, slots=True)
class ShippedGap:
    """What the first agreement announces and does not give, with the words that are proposed for it."""

    number: int
    clause: int
    kind: str
    sentence: str
    lacks_fa: str
    lacks_en: str
    words_fa: str
    words_en: str


@cache
def shipped_gaps() -> tuple[ShippedGap, ...]:
    """Return the gaps of the first agreement in the order of its clauses."""
    told = tomllib.loads((resources.files(__package__) / "texts" / f"gaps-{FIRST}.toml").read_text("utf-8"))
    return tuple(ShippedGap(number, **one) for number, one in enumerate(told["gap"], start=1))
