"""The language of the person at the terminal."""

import os

from sanjeh.core.text.words import Language
from sanjeh.locale.catalogues import spoken


def reader_language(asked: str | None = None) -> Language:
    """Return the asked language, or that of the environment; English where the house does not speak it."""
    found = (os.environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(key))
    return spoken(asked or next(found, ""))
