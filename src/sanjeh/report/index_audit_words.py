"""The audit's own words, and how its numbers are written in each language."""

import tomllib
from functools import cache
from importlib import resources

from sanjeh.core.diagnostics.findings import Doubt
from sanjeh.core.text.numerals import in_digits
from sanjeh.core.text.words import Words

NONE = "—"
DOUBT_PARTS = ("title", "why", "says", "mend")


def say(key: str, language: str, **facts: str) -> str:
    """Return one text of the audit with its facts filled in; raise KeyError for an unknown key."""
    return _words()[key].in_language(language).format(**facts)


def doubt_says(doubt: Doubt, part: str, language: str, **facts: str) -> str:
    """Return the `title` of a doubt, `why` it matters, what it `says`, or how to `mend` it."""
    return say(f"{doubt}.{part}", language, **facts)


def texts(language: str) -> dict[str, str]:
    """Return every text that has no facts to be filled in."""
    return {key: words.in_language(language) for key, words in _words().items() if "." not in key}


def figure(value: float | None, language: str, digits: int = 2) -> str:
    """Return a number with so many digits, a dash for none."""
    if value is None:
        return NONE
    text = in_digits(f"{abs(value):.{digits}f}", language)
    if round(value, digits) >= 0:
        return text
    # The mark keeps the minus before the number in a Persian sentence too.
    mark = "\N{LEFT-TO-RIGHT MARK}" if language == "fa" else ""
    return f"{mark}\N{MINUS SIGN}{text}"


def share(value: float | None, language: str, digits: int = 1) -> str:
    """Return 0..1 as per cent, a dash for none."""
    return NONE if value is None else in_digits(f"{value * 100:.{digits}f}%", language)


@cache
def _words() -> dict[str, Words]:
    file = resources.files("sanjeh.report").joinpath("index_audit.toml")
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    doubts = told.pop("doubt")
    return {key: Words(said["fa"], said["en"]) for key, said in told.items()} | {
        f"{doubt}.{part}": Words(said[f"{part}_fa"], said[f"{part}_en"])
        for doubt, said in doubts.items()
        for part in DOUBT_PARTS
    }
