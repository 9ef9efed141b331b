"""Reading a security.txt by its grammar (RFC 9116 §4), signed or not. Pure."""

import re
from dataclasses import dataclass
from datetime import datetime

_SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----"
_SIGNATURE = "-----BEGIN PGP SIGNATURE-----"
_DASHED = "- "
# A name, a colon at once, a blank, a value.
_FIELD = re.compile(r"([!-9;-~]+):[ \t]+(\S.*)")
# RFC 3339 §5.6; a second may be a leap second.
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:)(\d\d)(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
_LONGEST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class SecurityFile:
    """The values of each field in their order, and the lines that are neither field nor comment.

    What is meant as a field and written a little wrongly stands in both.
    """

    fields: dict[str, list[str]]
    broken_lines: tuple[str, ...]
    is_signed: bool

    def first(self, name: str) -> str:
        return next(iter(self.fields.get(name, ())), "")


def read_security_file(text: str) -> SecurityFile:
    lines = re.split(r"\r?\n", text.lstrip("\ufeff"))
    is_signed = lines[0].rstrip() == _SIGNED
    fields: dict[str, list[str]] = {}
    broken: list[str] = []
    for line in _signed_part(lines) if is_signed else lines:
        written = line.rstrip(" \t\r")
        if not written or written.startswith("#"):
            continue
        if not _FIELD.fullmatch(written):
            broken.append(written[:_LONGEST_SHOWN])
        key, colon, value = written.partition(":")
        if colon and value.strip():
            fields.setdefault(key.strip().lower(), []).append(value.strip())
    return SecurityFile(fields, tuple(broken), is_signed)


def _signed_part(lines: list[str]) -> list[str]:
    """Return what a signature is about (RFC 9580 §7.1): behind the head, before the signature, undashed."""
    ends = [place for place, line in enumerate(lines) if line.rstrip() == _SIGNATURE]
    begins = next((place for place, line in enumerate(lines) if not line.strip()), len(lines))
    body = lines[begins : ends[0] if ends else len(lines)]
    return [line.removeprefix(_DASHED) for line in body]


def moment(text: str) -> datetime | None:
    """Return the moment that a text names by RFC 3339, None for any other text."""
    read = _MOMENT.fullmatch(text)
    if read is None:
        return None
    day, minute, second, part, zone = read.groups()
    try:
        return datetime.fromisoformat(
            f"{day}T{minute}{min(int(second), 59):02}{(part or '')[:7]}{zone.upper()}"
        )
    except ValueError:
        return None
