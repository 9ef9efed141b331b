"""Which hosts belong together."""

from publicsuffixlist import PublicSuffixList

_SUFFIXES = PublicSuffixList()


def is_same_site(one: str, other: str) -> bool:
    """Tell whether two hosts stand under one registrable name; addresses must be equal."""
    if one == other:
        return True
    if one.replace(".", "").isdigit() or ":" in one:
        return False
    site = _SUFFIXES.privatesuffix(one)
    return site is not None and site == _SUFFIXES.privatesuffix(other)
