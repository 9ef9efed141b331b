"""Reading the versions of the method."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache

from sanjeh.apps.accounts import queries as accounts
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.methodology.models import MethodologyVersion
from sanjeh.core.integrity.references import DEFAULT_AUTHORITY, Subject
from sanjeh.core.methodology.methodology import Methodology, parse_methodology
from sanjeh.core.text.words import Words
from sanjeh.engine.shipped import methodology_text, shipped_codes
from sanjeh.engine.texts import check_ids

# Of two that begin at the same moment, the one that was announced later.
NEWEST_FIRST = ("-in_force_from", "-notice")


class NoSuchMethodology(LookupError):
    """No version with this code is loaded."""


@dataclass(frozen=True, slots=True)
class ShippedRow:
    """A method that came with the program; its whole text can be loaded."""

    code: str
    title: Words
    hash: str
    indicators: int
    text: str


@dataclass(frozen=True, slots=True)
class MethodologyRow:
    """One version; `in_force_from` is None until a published notice has put it in force."""

    code: str
    authority: str
    version: int
    title: Words
    hash: str
    text: str
    loaded_at: datetime
    frozen_at: datetime | None
    notice: int | None
    in_force_from: datetime | None

    def parsed(self) -> Methodology:
        """Return the whole tree: axes, indicators, scales, stages, guides."""
        return parsed_text(self.text, self.code)


@lru_cache(maxsize=8)
def parsed_text(text: str, code: str) -> Methodology:
    return parse_methodology(text, code)


def row(version: MethodologyVersion) -> MethodologyRow:
    return MethodologyRow(
        code=version.code,
        authority=str(version.authority_id),
        version=version.version,
        title=Words(version.title_fa, version.title_en),
        hash=version.hash,
        text=version.text,
        loaded_at=version.loaded_at,
        frozen_at=version.frozen_at,
        notice=version.notice,
        in_force_from=version.in_force_from,
    )


def versions(authority: str | None = None) -> tuple[MethodologyRow, ...]:
    """Return every loaded version, or those of this authority, the newest in force first."""
    own = {} if authority is None else {"authority__code": authority}
    ordered = MethodologyVersion.objects.filter(**own).order_by(*NEWEST_FIRST, "code")
    return tuple(row(version) for version in ordered)


def version(code: str) -> MethodologyRow:
    """Return one version; raise NoSuchMethodology."""
    found = MethodologyVersion.objects.filter(code=code).first()
    if found is None:
        raise NoSuchMethodology(code)
    return row(found)


def shipped() -> tuple[ShippedRow, ...]:
    """Return the methods that came with the program, by their codes."""
    return tuple(shipped_row(code) for code in shipped_codes())


@cache
def shipped_row(code: str) -> ShippedRow:
    text = methodology_text(code)
    parsed = parsed_text(text, code)
    return ShippedRow(code, parsed.title, parsed.hash, len(parsed.indicators), text)


def checked(text: str, name: str) -> Methodology:
    """Return what the text says, of checks that exist; raise MethodologyBroken with all that is wrong."""
    return parse_methodology(text, name, check_ids())


def loaders(codes: Collection[str]) -> Mapping[str, str]:
    """Return who has loaded each of these versions last, by name; nobody where the system did."""
    by = journal.last_by("methodology.loaded", [Subject.METHODOLOGY.named(code) for code in codes])
    names = accounts.names_of(by.values())
    return {code: names.get(by.get(Subject.METHODOLOGY.named(code), ""), "") for code in codes}


def in_force(now: datetime, authority: str = DEFAULT_AUTHORITY) -> MethodologyRow | None:
    """Return the version of this authority that is in force at this moment, or None before the first."""
    own = MethodologyVersion.objects.filter(authority__code=authority, in_force_from__lte=now)
    found = own.order_by(*NEWEST_FIRST).first()
    return row(found) if found else None


def owner(code: str) -> str | None:
    """Return the code of the authority whose this is, None where there is none of it."""
    return MethodologyVersion.objects.filter(code=code).values_list("authority__code", flat=True).first()
