"""TOML that others wrote, which costs no more than it is long."""

import re
import tomllib
from collections.abc import Callable
from typing import Any

MOST_PARTS = 32
_NAME = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
# The parser notes every beginning of a key: one of ten thousand parts takes all memory.
_LONG_KEY = re.compile(rf"(?<![A-Za-z0-9_.-]){_NAME}(?:[ \t]*\.[ \t]*{_NAME}){{{MOST_PARTS}}}")


def read_toml(text: str, parse_float: Callable[[str], Any] = float) -> dict[str, Any]:
    """Return the tables; raise ValueError (TOMLDecodeError), or RecursionError for brackets without end."""
    found = _LONG_KEY.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise tomllib.TOMLDecodeError(f"Key of more than {MOST_PARTS} parts (at line {line}, column 1)")
    return tomllib.loads(text, parse_float=parse_float)
