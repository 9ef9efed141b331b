"""Where a redirect leads. Pure."""

from collections.abc import Iterable
from urllib.parse import urljoin

from sanjeh.core.probing.artifacts.http import Redirect


def joined(base: str, location: str) -> str:
    """Return the address a redirect leads to, empty when what it names is no address."""
    try:
        return urljoin(base, location)
    except ValueError:
        return ""


def is_plain(url: str) -> bool:
    return url.lower().startswith("http://")


def is_secure(url: str) -> bool:
    return url.lower().startswith("https://")


def goes_down(redirects: Iterable[Redirect]) -> bool:
    """Return whether a redirect leads from https to plain http."""
    return any(is_secure(hop.url) and is_plain(joined(hop.url, hop.location)) for hop in redirects)
