"""What to offer a server of which nothing is known yet. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from sanjeh.net.tls_scan.client_hello import Hello
from sanjeh.net.tls_scan.names import TLS1_2, TLS1_3, X25519, groups_of, suites_of

# Old servers stumble over lists of more than 128.
_MOST_SUITES = 84
_A_KEY = bytes(range(1, 33))  # any 32 bytes are a key of x25519; ours is never used


def greetings(version: int, host: str) -> list[Hello]:
    """Return the greetings one of which a server answers if it speaks the version at all."""
    groups, suites = groups_of(version), suites_of(version)
    if version == TLS1_3:
        bare = Hello(version, suites, groups, host)
        return [bare, replace(bare, shares=((X25519, _A_KEY),))]
    plain = [Hello(version, some, groups, host) for some in in_parts(suites)]
    # Nearly everybody speaks TLS 1.2: greeted so that the answer shows all habits, they need one fewer.
    return [replace(plain[0], offers_compression=True), *plain] if version == TLS1_2 else plain


def in_parts(suites: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Return the suites in lists that every server can bear."""
    return [suites[at : at + _MOST_SUITES] for at in range(0, len(suites), _MOST_SUITES)]


def are_in_parts(found: Sequence[int], version: int) -> bool:
    """Return whether the suites were found in more than one list, so that their order is not known yet."""
    return sum(any(one in part for one in found) for part in in_parts(suites_of(version))) > 1
