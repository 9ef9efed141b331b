"""Web addresses of a list: written in one way, reachable from the internet, one to a cell."""

import ipaddress
import re
from collections.abc import Container
from urllib.parse import SplitResult, urlsplit

from sanjeh.core.catalogue.codes import Read
from sanjeh.core.catalogue.columns import Column
from sanjeh.core.catalogue.remarks import Healing, Problem, Remark
from sanjeh.core.catalogue.texts import without_unseen
from sanjeh.core.text.numerals import latin_digits

MOST_LETTERS = 2_000
_PORTS = {"http:": 80, "https:": 443}
_SCHEME = re.compile(r"(?i)[a-z][a-z0-9+.-]*:(?=//)|(?:mailto|javascript|data|tel|file|about|ftp):")
_SEVERAL = re.compile(r"(?i)(?<=\S)[\s,،;؛|]+(?=https?://|www\.)|(?<=[^\s:/?=&])(?=https?://)")
_PARTS = re.compile(r"[\s,،;؛|]+")
_LOOKS_LIKE_HOST = re.compile(r"(?i)(?:[\w-]+\.)+[^\W\d_]{2,}(?:[:/?#].*)?")
_LABEL = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")
# RFC 6761, RFC 6762, RFC 8375, and what people call the machines of their own house.
_OF_THE_HOUSE = ("localhost", "local", "internal", "home.arpa", "lan", "intranet", "corp", "localdomain")
_HOST_MOST = 253


def address(text: str, standing: Container[str]) -> Read:
    """Read one web address; what the list has already is not judged again."""
    stripped = without_unseen(text).strip()
    if not stripped or stripped in standing:
        return Read(stripped, _spaces(text, stripped))
    if _SEVERAL.search(stripped) or _is_list_of_hosts(stripped):
        return _refused(text, Problem.TWO_ADDRESSES)
    whole, healed = _with_scheme(stripped, standing)
    read = _split(whole)
    if read is None:
        return _refused(text, Problem.NO_ADDRESS)
    if problem := problem_of(read):
        return _refused(text, problem)
    one = _in_one_writing(read)
    if len(one) > MOST_LETTERS:
        facts = {"count": len(one), "most": MOST_LETTERS}
        return Read("", (Remark(Problem.ADDRESS_TOO_LONG, Column.ADDRESS, text, facts=facts),))
    if one != whole and whole not in standing:
        healed.append(Healing.ADDRESS)
        whole = one
    return Read(whole, (*_spaces(text, stripped), *(Remark(h, Column.ADDRESS, text, whole) for h in healed)))


def problem_of(read: SplitResult) -> Problem | None:
    """Return why an address cannot be looked at from outside, None where it can."""
    host = host_of(read)
    if not host or not is_host(host):
        return Problem.NO_ADDRESS
    if read.username is not None or read.password is not None:
        return Problem.ADDRESS_SECRET
    return Problem.ADDRESS_PRIVATE if is_private(host) else None


def is_web_address(text: str) -> bool:
    """Tell whether this is one whole http or https address without a secret; a house's own is one too."""
    read = _split(text)
    return read is not None and problem_of(read) in (None, Problem.ADDRESS_PRIVATE)


def host_of(read: SplitResult) -> str:
    return (read.hostname or "").rstrip(".").lower()


def is_host(host: str) -> bool:
    """Tell whether this can be the name or the number of a machine."""
    if _number(host) is not None:
        return True
    labels = host.split(".")
    if labels[-1].isdigit():  # what ends in a number is a network address or nothing (WHATWG URL, hosts)
        return False
    return len(host) <= _HOST_MOST and all(_LABEL.fullmatch(label) for label in labels)


def is_plain_host(host: str) -> bool:
    """Tell whether this is a name, or an address as people write it: `10` and `0x7f.1` are slips."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return _number(host) is None and is_host(host)
    return True


def is_private(host: str) -> bool:
    """Tell whether nobody outside can reach this host: the numbers of a house, and names without a domain."""
    number = _number(host)
    if number is not None:
        return not number.is_global or number.is_multicast
    return "." not in host or any(host == one or host.endswith(f".{one}") for one in _OF_THE_HOUSE)


def _number(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return the network address that a host is, also where browsers read one number or hexadecimal parts."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        parts = host.split(".")
        if len(parts) > len(["a", "b", "c", "d"]) or not all(
            re.fullmatch(r"0[xX][\da-fA-F]*|\d+", one) for one in parts
        ):
            return None
    return _of_parts(parts)


def _of_parts(parts: list[str]) -> ipaddress.IPv4Address | None:
    """Read the numbers of an IPv4 address as WHATWG URL does: the last fills the bytes that are left."""
    numbers = [
        int(one, 16 if one[:2].lower() == "0x" else 8 if one.startswith("0") and one.isdigit() else 10)
        if re.fullmatch(r"0[xX][\da-fA-F]+|[0-7]+|[1-9]\d*", one)
        else -1
        for one in parts
    ]
    *heads, last = numbers
    room = 256 ** (4 - len(heads))
    if last < 0 or last >= room or any(not 0 <= one < 256 for one in heads):
        return None
    return ipaddress.IPv4Address(sum(one * 256 ** (3 - at) for at, one in enumerate(heads)) + last)


def _with_scheme(text: str, standing: Container[str]) -> tuple[str, list[Healing]]:
    """Put https before an address without a scheme, or http where the list has it so."""
    if _SCHEME.match(text) or not _LOOKS_LIKE_HOST.fullmatch(text.removeprefix("//")):
        return text, []
    bare = text.removeprefix("//")
    known = next((f"{scheme}//{bare}" for scheme in _PORTS if f"{scheme}//{bare}" in standing), "")
    return known or f"https://{bare}", [Healing.SCHEME]


def _split(text: str) -> SplitResult | None:
    if any(letter.isspace() for letter in text):
        return None
    try:
        read = urlsplit(text)
        _ = read.port
    except ValueError:
        return None
    return read if f"{read.scheme}:" in _PORTS and read.hostname else None


def _in_one_writing(read: SplitResult) -> str:
    """Return the address as browsers show it: small letters in the host, no usual port, no fragment."""
    host = latin_digits(host_of(read))
    place = f"[{host}]" if ":" in host else host
    port = f":{read.port}" if read.port and read.port != _PORTS[f"{read.scheme}:"] else ""
    query = f"?{read.query}" if read.query else ""
    return f"{read.scheme}://{place}{port}{read.path or '/'}{query}"


def _is_list_of_hosts(text: str) -> bool:
    parts = [part for part in _PARTS.split(text) if part]
    return len(parts) > 1 and all(_LOOKS_LIKE_HOST.fullmatch(part) for part in parts)


def _spaces(text: str, stripped: str) -> tuple[Remark, ...]:
    return () if text == stripped else (Remark(Healing.SPACES, Column.ADDRESS, text, stripped),)


def _refused(text: str, problem: Problem) -> Read:
    return Read("", (Remark(problem, Column.ADDRESS, text),))
