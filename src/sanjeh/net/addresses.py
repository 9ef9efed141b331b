"""Which internet addresses are nobody's business of ours: our own deny list.

Python's `is_global` is wrong for several of these (NAT64, 6to4, IPv4-compatible, site-local, multicast …)
and differs between versions, so the list is ours and a table of hostile addresses tests it.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

AnyAddress = IPv4Address | IPv6Address

# IANA special-purpose registries for IPv4 and IPv6, and what is no unicast address at all.
_DENIED_V4 = tuple(
    IPv4Network(block)
    for block in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
_DENIED_V6 = tuple(
    IPv6Network(block)
    for block in (
        "100::/64",
        "100:0:0:1::/64",
        "2001:db8::/32",
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
    )
)
_MAPPED_BITS = 96
_GLOBAL_UNICAST = IPv6Network("2000::/3")
# For protocols, not for services: what IANA has given out of it is no place of a web site, the rest nobody's.
_FOR_PROTOCOLS = IPv6Network("2001::/23")
_TEREDO = IPv6Network("2001::/32")
_SIX_TO_FOUR = IPv6Network("2002::/16")
_NAT64 = IPv6Network("64:ff9b::/96")
_ISATAP_MARKS = frozenset({0x00005EFE, 0x02005EFE})

# What an approved *name* may lead to; anything odder needs an approved address.
_OWN_NETWORKS_V4 = tuple(
    IPv4Network(block)
    for block in ("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
)
_OWN_NETWORKS_V6 = tuple(IPv6Network(block) for block in ("::1/128", "fc00::/7"))


def is_denied(text: str) -> bool:
    """Return whether nobody may be looked at under this address without an approval."""
    address = plain(text)
    if isinstance(address, IPv4Address):
        return any(address in block for block in _DENIED_V4)
    return _is_denied_v6(address)


def is_own_network(text: str) -> bool:
    """Return whether this is a loopback or private address, where an approved name may lead."""
    address = plain(text)
    if isinstance(address, IPv4Address):
        return any(address in block for block in _OWN_NETWORKS_V4)
    return any(address in block for block in _OWN_NETWORKS_V6)


def same_address(one: str, other: str) -> bool:
    """Return whether two texts name the same address, mapped into IPv6 or not."""
    return plain(one) == plain(other)


def plain(text: str) -> AnyAddress:
    """Read an address; a zone (`fe80::1%eth0`) is dropped and a mapped IPv4 address is unwrapped."""
    address = ip_address(text.split("%", 1)[0])
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address


def block_of(text: str) -> IPv4Network | IPv6Network | None:
    """Return the block of addresses that a text names, one address being the smallest; None for a name.

    A block of IPv4 addresses mapped into IPv6 is the block of these, as `plain` has it of one address.
    """
    try:
        block = ip_network(text.strip("[]").split("%", 1)[0], strict=False)
    except ValueError:
        return None
    first = plain(str(block.network_address))
    if isinstance(block, IPv6Network) and isinstance(first, IPv4Address) and block.prefixlen >= _MAPPED_BITS:
        return IPv4Network((first, block.prefixlen - _MAPPED_BITS))
    return block


def _is_denied_v6(address: IPv6Address) -> bool:
    if address in _NAT64:
        return is_denied(str(_low_bits(address)))
    if address not in _GLOBAL_UNICAST or any(address in block for block in _DENIED_V6):
        return True
    if address in _FOR_PROTOCOLS and address not in _TEREDO:
        return True
    return any(is_denied(str(inner)) for inner in _embedded(address))


def _embedded(address: IPv6Address) -> tuple[IPv4Address, ...]:
    """Return every IPv4 address that a tunnel would take this address to."""
    if address in _TEREDO:
        server, client = address.teredo or (IPv4Address(0), IPv4Address(0))
        return (server, client)
    if address in _SIX_TO_FOUR:
        return (address.sixtofour or IPv4Address(0),)
    if int(address) >> 32 & 0xFFFFFFFF in _ISATAP_MARKS:
        return (_low_bits(address),)
    return ()


def _low_bits(address: IPv6Address) -> IPv4Address:
    return IPv4Address(int(address) & 0xFFFFFFFF)
