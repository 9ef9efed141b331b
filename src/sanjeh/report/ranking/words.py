"""What `sanjeh score` says, in both languages."""

import tomllib
from functools import cache
from importlib import resources

from sanjeh.core.text.words import Words

PERSIAN_DIGITS = str.maketrans("0123456789.%", "۰۱۲۳۴۵۶۷۸۹٫٪")


def say(key: str, language: str, **facts: str) -> str:
    """Return one text with its facts filled in; raise KeyError for an unknown key."""
    return _words()[key].in_language(language).format(**facts)


def number(text: object, language: str) -> str:
    """Return a number with the digits of the language."""
    return str(text).translate(PERSIAN_DIGITS) if language == "fa" else str(text)


@cache
def _words() -> dict[str, Words]:
    text = resources.files("sanjeh.report.ranking").joinpath("words.toml").read_text(encoding="utf-8")
    return {key: Words(said["fa"], said["en"]) for key, said in tomllib.loads(text).items()}
