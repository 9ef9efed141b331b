"""The report card's own words, and how numbers and dates are written in each language."""

import tomllib
from datetime import UTC, datetime
from functools import cache
from importlib import resources

from sanjeh.core.text.words import Words

PERSIAN_DIGITS = str.maketrans("0123456789.%", "۰۱۲۳۴۵۶۷۸۹٫٪")


def say(key: str, language: str, **facts: str) -> str:
    """Return one text of the card with its facts filled in; raise KeyError for an unknown key."""
    return _words()[key].in_language(language).format(**facts)


def texts(language: str) -> dict[str, str]:
    """Return every text of the card in one language."""
    return {key: words.in_language(language) for key, words in _words().items()}


def number(text: str, language: str) -> str:
    """Return a number's text with the digits of the language."""
    return text.translate(PERSIAN_DIGITS) if language == "fa" else text


def percent(share: float, language: str) -> str:
    """Return 0..1 as whole per cent."""
    return number(f"{share * 100:.0f}%", language)


def moment(at: datetime, language: str) -> str:
    """Return a moment as people write it: Jalali in Persian, ISO in English; always UTC, and says so."""
    if language != "fa":
        return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    from persiantools.jdatetime import JalaliDateTime  # noqa: PLC0415 - only Persian cards need it

    jalali = JalaliDateTime(at.astimezone(UTC))  # type: ignore[no-untyped-call]
    return number(f"{jalali.year}/{jalali.month:02}/{jalali.day:02} {jalali:%H:%M} UTC", "fa")


@cache
def _words() -> dict[str, Words]:
    text = resources.files("sanjeh.report").joinpath("words.toml").read_text(encoding="utf-8")
    return {key: Words(said["fa"], said["en"]) for key, said in tomllib.loads(text).items()}
