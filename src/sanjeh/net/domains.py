"""The domain that somebody registered, by the public suffix list."""

from collections.abc import Collection
from functools import cache

from publicsuffixlist import PublicSuffixList

from sanjeh.net.gate import is_literal


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
    return _public_suffixes().privatesuffix(name) or name


@cache
def _public_suffixes() -> PublicSuffixList:
    return PublicSuffixList()
