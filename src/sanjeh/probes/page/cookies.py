"""What is kept of cookies: their names, flags and lives, never their values."""

from datetime import datetime
from typing import Any

from sanjeh.core.probing.artifacts.page import Cookie


def without_value(name: str, value: str) -> tuple[str, str]:
    """Return the header as it may be kept: a cookie's name and flags, never its value."""
    if name.lower() != "set-cookie":
        return name, value
    pair, *flags = value.split(";")
    return name, ";".join([pair.split("=", 1)[0] + "=", *flags])


def domain_and_name(cookie: dict[str, Any]) -> tuple[str, str]:
    """Return what a browser tells its cookies apart by, the path aside."""
    return cookie["domain"], cookie["name"]


def as_kept(cookie: dict[str, Any], own: frozenset[str], now: datetime) -> Cookie:
    """Return a cookie without its value; `own` are the names that the page's own answer set."""
    expires = cookie.get("expires", -1)
    days = None if expires < 0 else round((expires - now.timestamp()) / 86400, 1)
    return Cookie(
        name=cookie["name"],
        domain=cookie["domain"],
        path=cookie["path"],
        is_secure=cookie["secure"],
        is_http_only=cookie["httpOnly"],
        same_site=cookie.get("sameSite", ""),
        days=days,
        own=cookie["name"] in own,
    )
