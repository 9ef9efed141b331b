"""Reading Strict-Transport-Security by its whole grammar (RFC 6797 §6.1), as browsers do. Pure."""

import re
from dataclasses import dataclass

from sanjeh.probes.http.durations import delta_seconds

# A token of RFC 9110.
_WORD = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_DIRECTIVE = re.compile(
    rf'[ \t]*(?:(?P<name>{_WORD})(?:[ \t]*=[ \t]*(?P<value>{_WORD}|"(?:[^"\\]|\\.)*"))?)?[ \t]*'
)


@dataclass(frozen=True, slots=True)
class Sts:
    """What a browser remembers of a site; `is_quoted` says that the number stood in quotes."""

    max_age_s: int
    has_subdomains: bool
    has_preload: bool
    is_quoted: bool


def read_sts(text: str) -> Sts | None:
    """Return what a field says, None where browsers ignore it whole: broken, repeated, without a number."""
    directives = _directives(text)
    if directives is None or directives.get("includesubdomains"):
        return None
    age = directives.get("max-age") or ""
    age_s = None if age.startswith("-") else delta_seconds(age.strip('"'))
    if age_s is None or age_s < 0:
        return None
    return Sts(age_s, "includesubdomains" in directives, "preload" in directives, age.startswith('"'))


def _directives(text: str) -> dict[str, str | None] | None:
    """Return the directives by name, None where the text is none or says one of them twice."""
    found: dict[str, str | None] = {}
    at = 0
    while at <= len(text):
        read = _DIRECTIVE.match(text, at)
        assert read is not None  # noqa: S101 - it matches the empty text too
        if read.end() < len(text) and text[read.end()] != ";":
            return None
        name = (read["name"] or "").lower()
        if name in found:
            return None
        if name:
            found[name] = read["value"]
        at = read.end() + 1
    return found
