"""From which address a request comes, though proxies of ours stand between."""

import re
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

# 192.0.2.1, 192.0.2.1:80, 2001:db8::1, [2001:db8::1] or [2001:db8::1]:443; some quote it (RFC 7239 §6).
_NODE = re.compile(r'"?(?:\[([^\]]+)\](?::\d+)?|([^:]+):\d+|([^"]+?))"?')


def client_address(peer: str, forwarded: str, trusted: Sequence[IPv4Network | IPv6Network]) -> str:
    """Return the nearest address that is none of the trusted proxies, written in its usual form.

    To `forwarded` (X-Forwarded-For) each proxy appends whom it saw. So it is read from the right, and only
    as far as proxies of ours wrote it: what stands further left is the word of a stranger (RFC 7239 §8.1).
    Where a proxy of ours names nobody, or nothing that is an address, that proxy is all we know.
    """
    nearest = _address(peer)
    for node in reversed([word for word in forwarded.split(",") if word.strip()]):
        named = _address(node)
        if nearest is None or named is None or not any(nearest in block for block in trusted):
            break
        nearest = named
    return peer if nearest is None else str(nearest)


def _address(node: str) -> IPv4Address | IPv6Address | None:
    found = _NODE.fullmatch(node.strip())
    try:
        address = ip_address(next(filter(None, found.groups()))) if found else None
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
