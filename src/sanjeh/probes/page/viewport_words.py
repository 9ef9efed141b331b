"""What the words of a viewport mean to browsers (CSS Device Adaptation 1, §10: the viewport element)."""

import re
from collections.abc import Mapping

_SEPARATED = re.compile(r"([a-z-]+)\s*=\s*([^\s,;]+)")
# As `strtod` reads it: as far as it is a number.
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?")
_LARGEST, _SMALLEST, _AS_IT_IS = 10.0, 0.1, 1.0
_SIZES = frozenset({"device-width", "device-height"})
_ZOOM_WANTED = 2.0  # WCAG 1.4.4


def wishes(content: str) -> dict[str, str]:
    """Return the wishes by name; of two of one name the last counts."""
    return dict(_SEPARATED.findall(content.lower()))


def forbids_zoom(said: Mapping[str, str]) -> bool:
    """Tell whether the page may not be enlarged to twice its size."""
    return (
        not _may_scale(said.get("user-scalable", "yes"))
        or _most(said.get("maximum-scale", "")) < _ZOOM_WANTED
    )


def _may_scale(word: str) -> bool:
    """Read "user-scalable": a number below one is a no, and so is a word that nobody knows."""
    number = _number(word)
    return word in {"yes", *_SIZES} if number is None else abs(number) >= 1


def _most(word: str) -> float:
    """Read "maximum-scale": "yes" is one, an unknown word the least there is, less than nothing no wish."""
    number = _number(word)
    if number is not None:
        return _LARGEST if number < 0 else min(max(number, _SMALLEST), _LARGEST)
    if not word or word in _SIZES:
        return _LARGEST
    return _AS_IT_IS if word == "yes" else _SMALLEST


def _number(word: str) -> float | None:
    found = _NUMBER.match(word)
    return float(found[0]) if found else None
