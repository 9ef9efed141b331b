"""The settings of this house that looking and publishing need, typed."""

from pathlib import Path
from typing import TypedDict, cast

from django.conf import settings


class House(TypedDict):
    """`ALLOW` holds words as `places.allow_entry` reads them; `NATIONAL_ROOTS` is a path or empty."""

    EVIDENCE: Path
    EDITIONS: Path
    ALLOW: list[str]
    NAMESERVERS: list[str]
    NATIONAL_ROOTS: str
    VANTAGE: str
    VISITS_AT_ONCE: int
    CONTACT_URL: str
    CONTACT_EMAIL: str
    CONTACT_PHONE: str


def house() -> House:
    return cast("House", settings.SANJEH)
