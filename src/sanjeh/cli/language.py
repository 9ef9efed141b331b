"""The language of the person at the terminal."""

import os

from sanjeh.core.text.words import Language


def reader_language(asked: str | None = None) -> Language:
    """Return the asked language, or that of the environment: Persian if it says so, else English."""
    spoken = (os.environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(key))
    return "fa" if (asked or next(spoken, "")).startswith("fa") else "en"
