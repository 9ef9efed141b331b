"""Hosts and their twins with and without "www.". Pure."""

from sanjeh.core.probing.domains import is_literal, site_of

_WWW = "www."


def twin_of(host: str) -> str:
    """Return the host with "www.", or without it when it has it; empty for an address or a local name."""
    if is_literal(host) or "." not in host or host.endswith(".localhost"):
        return ""
    return host.removeprefix(_WWW) if host.startswith(_WWW) else f"{_WWW}{host}"


def is_front_door(host: str) -> bool:
    """Return whether people type this host with and without "www.": it is a registered domain itself."""
    return host.removeprefix(_WWW) == site_of(host)
