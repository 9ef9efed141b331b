"""Finding names as people type them: letters of two keyboards, digits of three scripts, spaced in any way."""

from functools import lru_cache

from sanjeh.core.text.persian import normalise

# Endings that say no more than that there are several of a thing, or one of them.
_ENDINGS = ("هایی", "های", "ها")
_FEWEST_LEFT = 3
BETWEEN = "\n"  # what is found in two texts at once is in neither


@lru_cache(maxsize=32_768)
def squeezed(text: str) -> str:
    """Return what is left of a text when half-spaces, spaces and letters of keyboards tell nothing apart."""
    return normalise(text).replace(" ", "")


def searchable(*texts: str) -> str:
    """Return what is kept beside texts so that they are found in it."""
    return BETWEEN.join(squeezed(text) for text in texts if text)


def terms(typed: str) -> tuple[str, ...]:
    """Return what must stand in a searchable text, all of it: کتابخانه for «كتابخانه‌های», 5001 for «۵۰۰۱»."""
    words = (_without_ending(word) for word in normalise(typed).split())
    return tuple(dict.fromkeys(word for word in words if word))


def _without_ending(word: str) -> str:
    """Return a word without its ending of the plural, empty for an ending that stands alone."""
    for ending in _ENDINGS:
        if word == ending:
            return ""
        if word.endswith(ending) and len(word) - len(ending) >= _FEWEST_LEFT:
            return word.removesuffix(ending)
    return word
