"""The report card's own words, and how its moments are written in each language."""

from datetime import UTC, datetime

from sanjeh.core.text.jalali import jalali
from sanjeh.core.text.numerals import in_digits
from sanjeh.report.text_file import TextFile

CARD = TextFile("sanjeh.report", "words.toml")
say, texts = CARD.say, CARD.texts


def moment(at: datetime, language: str) -> str:
    """Return a moment as people write it: Jalali in Persian, ISO in English; always UTC, and says so."""
    if language != "fa":
        return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    year, month, day = jalali(at.astimezone(UTC).date())
    return in_digits(f"{year}/{month:02}/{day:02} {at.astimezone(UTC):%H:%M} UTC", language)
