"""The agreement: its versions, their words, and whether one is in force.

The versions are files of this package, not rows: a text that both sides signed is the same in every
installation, and whoever changes a byte of it is stopped by its digest.
"""

import hashlib
import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources

from sanjeh.apps.agreements.clauses import AgreementText, Clause, read_agreement
from sanjeh.core.text.words import Translatable, Words

VERSIONS = (1,)


class TextChanged(Exception):
    """The file is not, byte for byte, the text that was agreed."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version; only the Persian bytes bind, the English reading is there to help."""

    number: int
    exact: bytes
    sha256: str
    fa: AgreementText
    en: AgreementText
    valid_until: datetime
    until: Words

    @property
    def clauses(self) -> tuple[tuple[Clause, Clause], ...]:
        """Return each clause as agreed, beside its translation."""
        return tuple(zip(self.fa.clauses, self.en.clauses, strict=True))


@dataclass(frozen=True, slots=True)
class AgreementState:
    """Whether an agreement is in force at a moment; worked out each time, never stored."""

    version: Version
    in_force: bool
    days_without: int

    @property
    def says(self) -> Translatable:
        until = self.version.until
        if self.in_force:
            return Translatable("توافق‌نامه تا {until} اعتبار دارد.").filled(until=until)
        return Translatable(
            "اکنون توافق‌نامه‌ای در حال اجرا نیست: اعتبار نسخه پیشین با {until} به سر رسید."
        ).filled(until=until)


@cache
def version(number: int) -> Version:
    """Return a version; raise TextChanged when its file was touched, KeyError when there is none."""
    if number not in VERSIONS:
        raise KeyError(number)
    folder = resources.files(__package__) / "texts"
    facts = tomllib.loads((folder / f"sla-{number}.toml").read_text("utf-8"))
    exact = (folder / f"sla-{number}.fa.txt").read_bytes()
    if hashlib.sha256(exact).hexdigest() != facts["sha256"]:
        raise TextChanged(f"version {number} of the agreement is not the text that was agreed")
    return Version(
        number=number,
        exact=exact,
        sha256=facts["sha256"],
        fa=read_agreement(exact.decode()),
        en=read_agreement((folder / f"sla-{number}.en.txt").read_text("utf-8")),
        valid_until=facts["valid_until"],
        until=Words(facts["until_fa"], facts["until_en"]),
    )


def state(now: datetime) -> AgreementState:
    """Return whether an agreement is in force now, and the version that is, or was the last."""
    latest = version(VERSIONS[-1])
    over = now - latest.valid_until
    return AgreementState(latest, in_force=now < latest.valid_until, days_without=max(0, over.days))
