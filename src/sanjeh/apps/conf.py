"""What the apps read of this installation's settings, typed."""

from pathlib import Path
from typing import TypedDict, cast

from django.conf import settings


class Conf(TypedDict):
    """`ALLOW` holds words as `allow_entry` reads them; `NATIONAL_ROOTS` is a path or empty.

    `SIGNING_KEY` are the 32 secret bytes by which editions are signed.
    `GAP_MS` lies between two visits and two requests at one destination; `SUFFIXES` are domains below
    which every body has a domain of its own; `SELF_TEST` are addresses that answer if we are connected.
    """

    EVIDENCE: Path
    EDITIONS: Path
    DEMO: Path
    ARCHIVES: Path
    SIGNING_KEY: bytes
    ALLOW: list[str]
    OWN_ADDRESSES: list[str]
    NAMESERVERS: list[str]
    TRUST_ANCHORS: list[str]
    NATIONAL_ROOTS: str
    VANTAGE: str
    VISITS_AT_ONCE: int
    GAP_MS: int
    SUFFIXES: list[str]
    SELF_TEST: list[str]
    CONTACT_URL: str
    CONTACT_EMAIL: str
    CONTACT_PHONE: str
    SITE_URL: str
    SMTP_URL: str
    METRICS_TOKEN: str
    MAIL_FROM: str
    MAIL_IN: str
    SMS_URL: str
    SMS_TOKEN: str


def conf() -> Conf:
    return cast("Conf", settings.SANJEH)
