"""The language of the person at the terminal."""

import os

import click

from sanjeh.core.text.words import Language
from sanjeh.locale.catalogues import languages, spoken

LANGUAGE = click.option(
    "--lang", type=click.Choice(languages()), help="Language of the answer; else that of LC_ALL or LANG."
)


def reader_language(asked: str | None = None) -> Language:
    """Return the asked language, or that of the environment; English where the house does not speak it."""
    found = (os.environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(key))
    return spoken(asked or next(found, ""))
