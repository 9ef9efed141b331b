"""Finding a person's name in what somebody wrote, whatever signs, spaces and order it stands in."""

import re

from sanjeh.core.text.persian import normalise

_POSSESSIVE = re.compile(r"['’]s\b")
_SIGNS = re.compile(r"[\W_]+")


def name_words(text: str) -> tuple[str, ...]:
    """Return the words of a text without the signs that stand at, between and within them."""
    return tuple(_SIGNS.sub(" ", _POSSESSIVE.sub(" ", normalise(text))).split())


def holds_name(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Return whether a whole name is there: joined or parted otherwise, or the family name first."""
    written, in_order = "".join(name), sorted(name)
    if not name or not (written in "".join(words) or set(name) <= set(words)):
        return False
    most = len(written)  # no part of a name is shorter than a letter
    return any(
        "".join(part) == written or sorted(part) == in_order
        for start in range(len(words))
        for part in (words[start:end] for end in range(start + 1, min(len(words), start + most) + 1))
    )
