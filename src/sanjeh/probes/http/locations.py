"""Where a redirect leads. Pure."""

from urllib.parse import urljoin


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
