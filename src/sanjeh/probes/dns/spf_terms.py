"""Reading the words of an SPF policy by the whole grammar of RFC 7208 (section 12). Pure.

One word that is none makes a policy void for every receiver (section 4.6), wherever it stands.
"""

import re
from collections import Counter
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address

_EXPANDED = r"%(?:\{[slodiphv](?:0*[1-9][0-9]*)?r?[.+,/_=-]*\}|[%_-])"
# The last label of a name has a letter or a hyphen within: an address is no name (section 7.1).
_TOP = r"(?:[a-z0-9]*[a-z][a-z0-9]*|[a-z0-9]+-[a-z0-9-]*[a-z0-9])"
_DOMAIN = re.compile(rf"(?:{_EXPANDED}|[!-$&-~])*(?:(?<=[^.])\.{_TOP}\.?|{_EXPANDED})")
_TEXT = re.compile(r"(?:%(?:\{[slodiphcrtv](?:0*[1-9][0-9]*)?r?[.+,/_=-]*\}|[%_-])|[!-$&-~])*")
_MECHANISM = re.compile(r"(?P<sign>[-+~?]?)(?P<name>[a-z][a-z0-9_.-]*)(?P<rest>[:/].*)?")
_MODIFIER = re.compile(r"(?P<name>[a-z][a-z0-9_.-]*)=(?P<value>.*)")
_NUMBER = r"(?:0|[1-9][0-9]{0,2})"
_LENGTHS = re.compile(rf"(?:/(?P<four>{_NUMBER}))?(?://(?P<six>{_NUMBER}))?")
_LENGTHS_BEHIND = re.compile(rf"(?:/{_NUMBER})?(?://{_NUMBER})?$")
_LENGTH = re.compile(rf"/({_NUMBER})")
_MOST_BITS = {"ip4": 32, "ip6": 128}
# A block of no length at all holds every address there is.
_EVERYBODY = re.compile(r"\+?(?:ip4|ip6|a|mx)(?::[^/]*)?(?:/0+|(?:/[0-9]+)?//0+)(?://[0-9]+)?")
_WITH_LENGTHS = frozenset({"a", "mx"})
_MAY_NAME = _WITH_LENGTHS | {"ptr"}
_MUST_NAME = frozenset({"include", "exists"})
_ONCE = frozenset({"redirect", "exp"})
_LONGEST_LABEL, _LONGEST_NAME = 63, 253


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a policy; `value` is empty where the mechanism speaks of the domain itself.

    A word of the kind "" is none; `sign` is empty for a modifier.
    """

    kind: str
    value: str
    text: str
    sign: str = ""


def terms(policy: str) -> tuple[Term, ...]:
    """Return the words of a policy; only blanks part them."""
    found = tuple(_term(word) for word in policy.lower().split(" ")[1:] if word)
    often = {kind for kind, count in Counter(term.kind for term in found).items() if count > 1}
    twice = often & _ONCE  # section 6: these must not appear more than once each
    return tuple(Term("", "", term.text) if term.kind in twice else term for term in found)


def evaluated(policy: str) -> tuple[Term, ...]:
    """Return the words that a receiver comes to: none behind `all`, and with it no redirect (section 5.1)."""
    found = terms(policy)
    end = next((place for place, term in enumerate(found) if term.kind == "all"), len(found))
    if end < len(found):
        return tuple(term for term in found[: end + 1] if term.kind != "redirect")
    return found


def lets_in_all(term: Term) -> bool:
    """Return whether whoever sends by this version of IP passes at this word."""
    return _EVERYBODY.fullmatch(term.text) is not None


def _term(word: str) -> Term:
    modifier = _MODIFIER.fullmatch(word)
    if modifier:
        kind, value = modifier["name"], modifier["value"]
        is_good = _is_domain(value) if kind in _ONCE else _TEXT.fullmatch(value) is not None
        return Term(kind, value.rstrip("."), word) if is_good else Term("", "", word)
    found = _MECHANISM.fullmatch(word)
    value = _value(found["name"], found["rest"] or "") if found else None
    if found is None or value is None:
        return Term("", "", word)
    return Term(found["name"], value.rstrip("."), word, found["sign"] or "+")


def _value(kind: str, rest: str) -> str | None:
    """Return what a mechanism names, empty for the domain itself; None when it is written wrongly."""
    named = _without_lengths(rest) if kind in _WITH_LENGTHS else rest
    if named is None or (not named and kind not in _MAY_NAME | {"all"}):
        return None
    is_good = {
        "all": not rest,
        **dict.fromkeys(_MOST_BITS, kind in _MOST_BITS and named[:1] == ":" and _is_block(named[1:], kind)),
        **dict.fromkeys(_MUST_NAME | _MAY_NAME, named.startswith(":") and _is_domain(named[1:])),
    }
    return named[1:] if is_good.get(kind, False) or (not named and kind in _MAY_NAME) else None


def _without_lengths(rest: str) -> str | None:
    """Return what stands before the lengths of blocks (section 5.3), None where they are too long."""
    found = _LENGTHS_BEHIND.search(rest)
    named = rest[: found.start()] if found else rest
    return named if _are_lengths(rest[len(named) :]) else None


def _are_lengths(text: str) -> bool:
    found = _LENGTHS.fullmatch(text)
    return found is not None and int(found["four"] or 0) <= 32 and int(found["six"] or 0) <= 128


def _is_block(text: str, kind: str) -> bool:
    """Return whether this is an address, with the length of a block or without (section 5.6)."""
    address, slash, _ = text.partition("/")
    length = _LENGTH.fullmatch(text[len(address) :]) if slash else None
    if slash and (length is None or int(length[1]) > _MOST_BITS[kind]):
        return False
    try:
        (IPv4Address if kind == "ip4" else IPv6Address)(address)
    except AddressValueError:
        return False
    return "%" not in address


def _is_domain(text: str) -> bool:
    if len(text) > _LONGEST_NAME or _DOMAIN.fullmatch(text) is None:
        return False
    labels = re.sub(_EXPANDED, "x", text).rstrip(".").split(".")
    return all(0 < len(label) <= _LONGEST_LABEL for label in labels)
