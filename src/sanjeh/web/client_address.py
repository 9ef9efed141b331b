"""From which address a request comes, though proxies of ours stand between, and as whom it is counted."""

import re
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Blocks = Sequence[IPv4Network | IPv6Network]

# What one subscriber is given of IPv6: whoever counts single addresses counts nobody (RFC 6177, RFC 7934 §4).
SUBSCRIBER_BITS = 64
# 192.0.2.1, 192.0.2.1:80, 2001:db8::1, [2001:db8::1] or [2001:db8::1]:443; some quote it (RFC 7239 §6).
_NODE = re.compile(r'"?(?:\[([^\]]+)\](?::\d+)?|([^:]+):\d+|([^"]+?))"?')


def client_address(peer: str, forwarded: str, trusted: Blocks) -> str:
    """Return the nearest address that is none of the trusted proxies, written in its usual form.

    To `forwarded` (X-Forwarded-For) each proxy appends whom it saw. So it is read from the right, and only
    as far as proxies of ours wrote it: what stands further left is the word of a stranger (RFC 7239 §8.1).
    Where a proxy of ours names nobody, or nothing that is an address, that proxy is all we know.
    """
    nearest = _address(peer)
    for node in reversed([word for word in forwarded.split(",") if word.strip()]):
        named = _address(node)
        if named is None or not is_in(nearest, trusted):
            break
        nearest = named
    return peer if nearest is None else str(nearest)


def is_ours(peer: str, trusted: Blocks) -> bool:
    """Say whether this peer is one of the trusted proxies."""
    return is_in(_address(peer), trusted)


def is_in(address: IPv4Address | IPv6Address | None, blocks: Blocks) -> bool:
    return address is not None and any(address in block for block in blocks)


def counted_as(client: str) -> str:
    """Return under which address the attempts of a client are counted: of IPv6 its block's first."""
    address = _address(client)
    if not isinstance(address, IPv6Address):
        return client
    return str(IPv6Network((address, SUBSCRIBER_BITS), strict=False).network_address)


def _address(node: str) -> IPv4Address | IPv6Address | None:
    found = _NODE.fullmatch(node.strip())
    try:
        address = ip_address(next(filter(None, found.groups()))) if found else None
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
