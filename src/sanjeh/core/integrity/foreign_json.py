"""JSON that others wrote, read so that every reader sees the same: no key twice, no number that is none.

RFC 8259 §4 leaves open which of two equal keys counts, §6 knows neither NaN nor Infinity nor what becomes
of 1e400, and §8.2 not what half a letter is. Two programs that choose differently would read two editions
in one file.
"""

import json
import math
from collections.abc import Iterable

from pydantic import JsonValue


class UnfitJson(ValueError):
    """The text is no JSON, or not JSON of which there is but one reading."""


def read_json(text: str | bytes) -> JsonValue:
    """Return what the text says; raise UnfitJson, also for one that is nested too deep to be read."""
    try:
        value: JsonValue = json.loads(
            text, object_pairs_hook=_each_key_once, parse_constant=_no_number, parse_float=_finite
        )
        json.dumps(value, ensure_ascii=False).encode()
    except RecursionError:
        raise UnfitJson("nested too deep") from None
    except UnicodeEncodeError:
        raise UnfitJson("half a letter stands in it") from None
    except ValueError as broken:
        raise UnfitJson(str(broken)) from None
    return value


def _each_key_once(pairs: Iterable[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    read: dict[str, JsonValue] = {}
    for key, value in pairs:
        if key in read:
            raise UnfitJson(f"the key {key!r} stands there twice")
        read[key] = value
    return read


def _finite(written: str) -> float:
    number = float(written)
    if not math.isfinite(number):
        raise UnfitJson(f"{written[:30]} is greater than any number that programs can hold")
    return number


def _no_number(name: str) -> JsonValue:
    raise UnfitJson(f"{name} is no number of JSON")
