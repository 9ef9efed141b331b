"""Leaves out what must never be stored: cookie values, and query values that may be tokens. Pure."""

import re
from collections.abc import Iterable

from sanjeh.core.probing.artifacts.http import Cookie

_QUERY_VALUE = re.compile(r"=[^&#]*")
_DROPPED = "…"


def without_query_values(url: str) -> str:
    """Return the address with its query's names but not its values."""
    path, mark, query = url.partition("?")
    return path + mark + _QUERY_VALUE.sub(f"={_DROPPED}", query)


def without_cookie_values(headers: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the headers with every cookie and redirect target stripped of its values."""
    return tuple((name, _stripped(name.lower(), value)) for name, value in headers)


def cookies_of(headers: Iterable[tuple[str, str]]) -> tuple[Cookie, ...]:
    """Return the cookies that headers set, the last of each name, without their values."""
    cookies = [_cookie(value) for name, value in headers if name.lower() == "set-cookie"]
    return tuple({cookie.name: cookie for cookie in cookies}.values())


def _stripped(name: str, value: str) -> str:
    if name == "set-cookie":
        pair, semicolon, attributes = value.partition(";")
        return f"{pair.partition('=')[0]}={_DROPPED}{semicolon}{attributes}"
    return without_query_values(value) if name in {"location", "refresh"} else value


def _cookie(header: str) -> Cookie:
    pair, *rest = header.split(";")
    attributes = {
        key.strip().lower(): value.strip() for key, _, value in (part.partition("=") for part in rest)
    }
    return Cookie(
        name=pair.partition("=")[0].strip(),
        is_secure="secure" in attributes,
        is_http_only="httponly" in attributes,
        same_site=attributes.get("samesite", "").lower(),
        has_lifetime="max-age" in attributes or "expires" in attributes,
        path=attributes.get("path", ""),
        domain=attributes.get("domain", ""),
        max_age=attributes.get("max-age", ""),
        expires=attributes.get("expires", ""),
        has_same_site="samesite" in attributes,
    )
