"""Which domain somebody registered, and which hosts belong together, by the public suffix list."""

from collections.abc import Collection
from functools import cache
from ipaddress import ip_address

from publicsuffixlist import PublicSuffixList

_CLOSED_SUFFIXES = frozenset({"gov", "mil", "ac", "edu", "sch"})


def is_literal(host: str) -> bool:
    """Return whether the host is an address and not a name."""
    try:
        ip_address(host.split("%", 1)[0])
    except ValueError:
        return False
    return True


def registrable(host: str, suffixes: Collection[str] = ()) -> str:
    """Return the registered domain of a host, empty for an address without a name.

    `suffixes` are further ones below which bodies have domains of their own, as below gov.ir.
    """
    name = host.lower().rstrip(".")
    if is_literal(name):
        return ""
    for suffix in suffixes:
        if name.endswith(f".{suffix}"):
            return f"{name.removesuffix(f'.{suffix}').rsplit('.', 1)[-1]}.{suffix}"
    return _list().privatesuffix(name) or name


def public_suffix(host: str) -> str:
    """Return the suffix below which anybody may register a domain, empty when there is none."""
    return _list().publicsuffix(host) or ""


def is_registered(name: str) -> bool:
    """Return whether a name is somebody's, and no suffix of the root's own below which anybody registers."""
    return bool(name) and _icann_list().privatesuffix(name) is not None


def is_anybodys_suffix(name: str) -> bool:
    """Return whether anybody may register a domain right below a name; those of a state's own are closed."""
    is_closed = name.partition(".")[0] in _CLOSED_SUFFIXES
    return not is_closed and _known_list().publicsuffix(name) == name


def site_of(host: str) -> str:
    """Return what stands together with a host: its registered domain; an address is a site of its own."""
    return registrable(host) or host


def is_same_site(one: str, other: str) -> bool:
    """Return whether two hosts stand under one registered domain; addresses must be equal."""
    return site_of(one) == site_of(other)


@cache
def _list() -> PublicSuffixList:
    return PublicSuffixList()


@cache
def _icann_list() -> PublicSuffixList:
    """Return the list without what companies have added for their customers' sites."""
    return PublicSuffixList(only_icann=True)


@cache
def _known_list() -> PublicSuffixList:
    """Return the list alone, for which a name that it does not know is no suffix."""
    return PublicSuffixList(accept_unknown=False)
