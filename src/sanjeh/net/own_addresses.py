"""The addresses of this very machine: nobody's page may lead us back to ourselves through them."""

import re
from ipaddress import IPv6Address
from pathlib import Path

_TRIE, _SIXES = Path("/proc/net/fib_trie"), Path("/proc/net/if_inet6")
_LOCAL = re.compile(r"\|-- (\S+)\s+/32 host LOCAL")


def of_this_machine() -> frozenset[str]:
    """Return what the kernel says; empty where it has no /proc."""
    trie = _TRIE.read_text() if _TRIE.exists() else ""
    inet6 = _SIXES.read_text() if _SIXES.exists() else ""
    return local_addresses(trie, inet6)


def local_addresses(trie: str, inet6: str) -> frozenset[str]:
    """Read the kernel's tables of local IPv4 routes and of IPv6 addresses."""
    ours = (IPv6Address(int(line.split()[0], 16)) for line in inet6.splitlines() if line)
    return frozenset(_LOCAL.findall(trie)) | {str(address) for address in ours}
