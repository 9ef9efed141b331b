"""The last check before anything leaves the installation: values that may be secrets never do.

Looks drop most before keeping. Other evidence may still hold some, so it is done once more here. The
address that we were given to look at is public and stays whole; all that it led to may carry tokens.
"""

import re
from collections.abc import Iterable

from pydantic import JsonValue

Headers = tuple[tuple[str, str], ...]

DROPPED = "…"
_SECRET = frozenset({"authorization", "proxy-authorization", "cookie", "x-csrf-token"})
_LEADING = frozenset({"location", "refresh", "content-location"})
_QUERY_VALUE = re.compile(r"=[^&#\s\"'<>]*")
_BREAKS = re.compile(r"[\r\n\0]+")


def public_headers(headers: Iterable[tuple[str, str]]) -> Headers:
    """Return the headers without cookie values, credentials, query values and line breaks."""
    return tuple((_BREAKS.sub(" ", name), _BREAKS.sub(" ", _public(name, value))) for name, value in headers)


def public_url(url: str, asked: str = "") -> str:
    """Return the address with its query's names but not its values, the one that was asked for as it is."""
    if url == asked:
        return url
    path, mark, query = url.partition("#")[0].partition("?")
    return path + mark + _QUERY_VALUE.sub(f"={DROPPED}", query)


def answered_url(url: str, asked: str, *, was_redirected: bool) -> str:
    """Return where an answer came from: the address that was asked for when nothing led elsewhere."""
    is_asked = not was_redirected and url == public_url(asked)
    return asked if is_asked else public_url(url, asked)


def public_json(part: JsonValue, asked: str = "") -> JsonValue:
    """Return a capture's JSON in which every header and every address has been made public."""
    if isinstance(part, dict):
        return {key: public_json(value, asked) for key, value in part.items()}
    if isinstance(part, list):
        return [*_public_pair(part)] if _is_pair(part) else [public_json(value, asked) for value in part]
    is_address = isinstance(part, str) and part.startswith(("http://", "https://"))
    return public_url(str(part), asked) if is_address else part


def _public(name: str, value: str) -> str:
    name = name.lower()
    if name == "set-cookie":
        pair, semicolon, flags = value.partition(";")
        return f"{pair.partition('=')[0]}={DROPPED}{semicolon}{flags}"
    if name in _SECRET:
        return DROPPED
    return public_url(value) if name in _LEADING else value


def _is_pair(part: list[JsonValue]) -> bool:
    return len(part) == 2 and all(isinstance(each, str) for each in part)


def _public_pair(part: list[JsonValue]) -> tuple[str, str]:
    name, value = (str(each) for each in part)
    return name, _public(name, value)
