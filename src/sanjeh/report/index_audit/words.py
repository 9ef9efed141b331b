"""The audit's own words, and how its numbers are written in each language."""

from collections.abc import Mapping

from sanjeh.core.diagnostics.findings import Doubt
from sanjeh.core.text.numerals import in_digits
from sanjeh.core.text.words import Translatable
from sanjeh.locale.catalogues import direction, said, texts_of

NONE = "—"
DOUBT_PARTS = ("title", "why", "says", "mend")


def say(key: str, language: str, **facts: str) -> str:
    """Return one text of the audit with its facts filled in; raise KeyError for an unknown key."""
    return said(_texts()[key], language).format(**facts)


def doubt_says(doubt: Doubt, part: str, language: str, **facts: str) -> str:
    """Return the `title` of a doubt, `why` it matters, what it `says`, or how to `mend` it."""
    return say(f"doubt.{doubt}.{part}", language, **facts)


def texts(language: str) -> dict[str, str]:
    """Return every text that has no facts to be filled in."""
    return {key: said(text, language) for key, text in _texts().items() if "." not in key}


def figure(value: float | None, language: str, digits: int = 2) -> str:
    """Return a number with so many digits, a dash for none."""
    if value is None:
        return NONE
    text = in_digits(f"{abs(value):.{digits}f}", language)
    if round(value, digits) >= 0:
        return text
    # The mark keeps the minus before the number in a Persian sentence too.
    mark = "\N{LEFT-TO-RIGHT MARK}" if direction(language) == "rtl" else ""
    return f"{mark}\N{MINUS SIGN}{text}"


def share(value: float | None, language: str, digits: int = 1) -> str:
    """Return 0..1 as per cent, a dash for none."""
    return NONE if value is None else in_digits(f"{value * 100:.{digits}f}%", language)


def _texts() -> Mapping[str, Translatable]:
    return texts_of("sanjeh.report.index_audit", "index_audit.toml")
