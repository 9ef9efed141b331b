"""Settings that name a machine, an address, a mailbox or a telephone; what names none is refused."""

import re
from email.utils import getaddresses

from django.core.exceptions import ImproperlyConfigured

from sanjeh.config.environment import text, web_address, words
from sanjeh.core.catalogue.addresses import is_plain_host, is_web_address
from sanjeh.core.probing.domains import is_literal

# RFC 5321 without quoted names: what a form, a link and a mail server all take.
_MAILBOX = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@([\w.-]+)")
_TELEPHONE = re.compile(r"\+?[\d ()./-]{3,40}")
_FEWEST_DIGITS = 3


def hosts(name: str, default: str) -> list[str]:
    """Return the names under which the pages may be asked for, as a browser sends them."""
    given = words(name, default)
    for one in given:
        bare = one[1:-1] if one.startswith("[") and one.endswith("]") else one.removeprefix(".")
        if one != "*" and not (one.isascii() and is_plain_host(bare) and (":" not in bare or bare != one)):
            raise ImproperlyConfigured(
                f"{name}={one!r}: write names alone, without scheme and port, Persian ones as xn--…, "
                "for example sanjeh.example,.sanjeh.example"
            )
    return given


def site(name: str) -> str:
    """Return the address that paths are put behind, or nothing."""
    value = web_address(name)
    if "?" in value or "#" in value:
        raise ImproperlyConfigured(
            f"{name}={value!r}: write the address without ? and #, for example https://sanjeh.example"
        )
    return value


def suffixes(name: str) -> list[str]:
    """Return the domains, small, without a dot at either end."""
    given = [one.lower().strip(".") for one in words(name)]
    for one in given:
        if not (one.isascii() and is_plain_host(one)) or is_literal(one):
            raise ImproperlyConfigured(
                f"{name}={one!r}: write domains, Persian ones as xn--…, for example ostan.example"
            )
    return given


def web_addresses(name: str) -> list[str]:
    """Return whole web addresses."""
    given = words(name)
    for one in given:
        if not is_web_address(one):
            raise ImproperlyConfigured(
                f"{name}={one!r}: write whole addresses, for example https://sanjeh.example/"
            )
    return given


def mailbox(name: str) -> str:
    """Return one address of a mailbox, or nothing."""
    value = text(name, "", 254)
    if value and not is_mailbox(value):
        raise ImproperlyConfigured(f"{name}={value!r}: write one address, for example desk@sanjeh.example")
    return value


def sender(name: str, default: str) -> str:
    """Return whose mails these are: `Name <address>`, or an address alone."""
    value = text(name, default, 254)
    read = getaddresses([value])
    address = read[0][1]
    is_whole = value == address or value.endswith(f"<{address}>")
    if len(read) != 1 or not (is_whole and is_mailbox(address)):
        raise ImproperlyConfigured(f"{name}={value!r}: write one sender, for example {default}")
    return value


def telephone(name: str) -> str:
    """Return a number to call, in digits of any script, or nothing."""
    value = text(name, "", 60)
    digits = sum(letter.isdecimal() for letter in value)
    if value and not (_TELEPHONE.fullmatch(value) and digits >= _FEWEST_DIGITS):
        raise ImproperlyConfigured(f"{name}={value!r}: write a number, for example +98 21 5550 0100")
    return value


def is_mailbox(value: str) -> bool:
    """Tell whether a mail can be sent there."""
    read = _MAILBOX.fullmatch(value)
    return read is not None and is_plain_host(read[1])
