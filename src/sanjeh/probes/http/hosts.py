"""Hosts and their twins with and without "www.". Pure."""

from functools import cache

from publicsuffixlist import PublicSuffixList

_WWW = "www."


def twin_of(host: str) -> str:
    """Return the host with "www.", or without it when it has it; empty for an address or a local name."""
    if ":" in host or host.replace(".", "").isdigit() or "." not in host or host.endswith(".localhost"):
        return ""
    return host.removeprefix(_WWW) if host.startswith(_WWW) else f"{_WWW}{host}"


def site_of(host: str) -> str:
    """Return the registered domain of a host; an address is a site of its own."""
    is_address = ":" in host or host.replace(".", "").isdigit()
    return host if is_address else _suffixes().privatesuffix(host) or host


def is_front_door(host: str) -> bool:
    """Return whether people type this host with and without "www.": it is a registered domain itself."""
    return host.removeprefix(_WWW) == site_of(host)


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()
