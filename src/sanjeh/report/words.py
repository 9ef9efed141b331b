"""The report card's own words, and how numbers and dates are written in each language."""

from datetime import UTC, datetime

from sanjeh.report.text_file import TextFile

CARD = TextFile("sanjeh.report", "words.toml")
PERSIAN_DIGITS = str.maketrans("0123456789.%", "۰۱۲۳۴۵۶۷۸۹٫٪")
say, texts = CARD.say, CARD.texts


def number(text: object, language: str) -> str:
    """Return a number's text with the digits of the language."""
    return str(text).translate(PERSIAN_DIGITS) if language == "fa" else str(text)


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
