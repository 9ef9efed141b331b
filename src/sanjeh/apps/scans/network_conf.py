"""What the settings say of where we may look, and whom we trust."""

from datetime import date, datetime, time, timedelta
from ipaddress import ip_network
from pathlib import Path
from zoneinfo import ZoneInfo

from django.core.exceptions import ImproperlyConfigured

from sanjeh.apps.conf import conf
from sanjeh.net.gate import Allow
from sanjeh.net.trust import RootStore, TrustStores

_APPROVER = "SANJEH_ALLOW"
_TEHRAN = ZoneInfo("Asia/Tehran")


def allow_entry(word: str) -> Allow:
    """Return the approval that `host[:port;port][@last-day]` gives; raise ImproperlyConfigured."""
    place, at, last_day = word.partition("@")
    expires_at = _end_of(word, last_day) if at else None
    host, colon, ports = place.rpartition(":")
    is_bare_ipv6 = place.count(":") > 1 and not place.startswith("[")
    if is_bare_ipv6 and not is_block(place):
        raise ImproperlyConfigured(
            f"SANJEH_ALLOW: {word!r}: write an IPv6 address with a port in brackets, for example "
            "[fd00::1]:443."
        )
    if not colon or is_bare_ipv6 or place.endswith("]"):
        return Allow(place, approver=_APPROVER, expires_at=expires_at)
    if not (host and all(is_port(port) for port in ports.split(";"))):
        raise ImproperlyConfigured(f"SANJEH_ALLOW: {word!r}: write host:port, for example a.test:8443;8080.")
    return Allow(host, frozenset(map(int, ports.split(";"))), approver=_APPROVER, expires_at=expires_at)


def is_port(text: str) -> bool:
    return text.isascii() and text.isdecimal() and 0 < int(text) < 65536


def is_block(text: str) -> bool:
    """Return whether it is an address or a block."""
    try:
        ip_network(text, strict=False)
    except ValueError:
        return False
    return True


def _end_of(word: str, last_day: str) -> datetime:
    """Return when a day of Tehran has ended, as an instant."""
    try:
        day = date.fromisoformat(last_day)
    except ValueError as error:
        message = (
            f"SANJEH_ALLOW: {word!r}: write the last day after the @, for example a.test:8443@2027-03-20."
        )
        raise ImproperlyConfigured(message) from error
    return datetime.combine(day + timedelta(days=1), time.min, _TEHRAN)


def allow_entries() -> tuple[Allow, ...]:
    return tuple(allow_entry(word) for word in conf()["ALLOW"])


def own_blocks() -> tuple[str, ...]:
    """Return the addresses and blocks that are ours; raise ImproperlyConfigured for what is neither."""
    blocks = tuple(conf()["OWN_ADDRESSES"])
    for block in blocks:
        if not is_block(block):
            raise ImproperlyConfigured(
                f"SANJEH_OWN_ADDRESSES: {block!r}: write an address or a block, for example 5.160.0.0/24."
            )
    return blocks


def nameservers() -> tuple[str, ...]:
    """Return the name servers that replace the system's; raise ImproperlyConfigured for what is none."""
    named = tuple(conf()["NAMESERVERS"])
    for one in named:
        host, colon, port = one.rpartition(":")
        is_with_port = bool(colon) and (one.startswith("[") or one.count(":") == 1)
        address = host.strip("[]") if is_with_port else one.strip("[]")
        if not is_block(address) or "/" in address or (is_with_port and not is_port(port)):
            raise ImproperlyConfigured(
                f"SANJEH_NAMESERVERS: {one!r}: write an address, or address:port, for example 5.160.0.53:53."
            )
    return named


def self_test() -> tuple[str, ...]:
    """Return our own addresses that always answer; raise ImproperlyConfigured for what is no web address."""
    for url in conf()["SELF_TEST"]:
        if not url.startswith(("https://", "http://")):
            raise ImproperlyConfigured(
                f"SANJEH_SELF_TEST: {url!r}: write whole addresses, for example https://sanjeh.example/."
            )
    return tuple(conf()["SELF_TEST"])


def refuse_wrong_settings() -> None:
    """Raise ImproperlyConfigured for the first setting of the network that says nothing, before any look."""
    for read in (allow_entries, own_blocks, nameservers, self_test, national_roots):
        read()


def trust_stores() -> TrustStores:
    """Return this machine's roots with the nation's beside them, when a file of those is named."""
    stores, national = TrustStores.of_this_machine(), national_roots()
    return TrustStores(stores.public, national) if national is not None else stores


def national_roots() -> RootStore | None:
    """Return the nation's roots, None when none are named; raise ImproperlyConfigured when none are there."""
    if not (named := conf()["NATIONAL_ROOTS"]):
        return None
    try:
        store = RootStore.from_path(Path(named))
    except OSError as problem:
        why = problem.strerror or str(problem)
        raise ImproperlyConfigured(f"SANJEH_NATIONAL_ROOTS: {named!r} cannot be read ({why}).") from None
    if not len(store):
        raise ImproperlyConfigured(
            f"SANJEH_NATIONAL_ROOTS: {named!r} holds no certificate: write the path of a PEM file, "
            "or of a folder "
            "of them."
        )
    return store
