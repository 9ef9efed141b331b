"""What the settings say of where we may look, and whom we trust."""

from datetime import date, datetime, time, timedelta
from ipaddress import ip_network
from pathlib import Path
from zoneinfo import ZoneInfo

from django.core.exceptions import ImproperlyConfigured

from sanjeh.apps.conf import conf
from sanjeh.core.catalogue.addresses import is_plain_host
from sanjeh.net.dns import server
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
        return Allow(_place(word, place), approver=_APPROVER, expires_at=expires_at)
    if not (host and all(is_port(port) for port in ports.split(";"))):
        raise ImproperlyConfigured(f"SANJEH_ALLOW: {word!r}: write host:port, for example a.test:8443;8080.")
    numbers = frozenset(map(int, ports.split(";")))
    return Allow(_place(word, host), numbers, approver=_APPROVER, expires_at=expires_at)


def _place(word: str, host: str) -> str:
    """Return what is approved when it is a name, an address or a block; raise ImproperlyConfigured."""
    bare = host[1:-1] if host.startswith("[") and host.endswith("]") else host.removeprefix("*.")
    if not (is_block(bare) or is_plain_host(bare.rstrip("."))):
        raise ImproperlyConfigured(
            f"SANJEH_ALLOW: {word!r}: write a name, an address or a block, for example a.test or 10.0.0.0/8."
        )
    if is_block(bare) and ip_network(bare, strict=False).prefixlen == 0:
        raise ImproperlyConfigured(
            f"SANJEH_ALLOW: {word!r} would let every look go everywhere: write the block that is meant, "
            "for example 10.0.0.0/8."
        )
    return host


def is_port(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= len("65535") and 0 < int(text) < 65536


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
        day = date.fromisoformat(last_day) + timedelta(days=1)
    except (ValueError, OverflowError) as error:
        message = (
            f"SANJEH_ALLOW: {word!r}: write the last day after the @, for example a.test:8443@2027-03-20."
        )
        raise ImproperlyConfigured(message) from error
    return datetime.combine(day, time.min, _TEHRAN)


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
        if ip_network(block, strict=False).prefixlen == 0:
            raise ImproperlyConfigured(
                f"SANJEH_OWN_ADDRESSES: {block!r} holds every address there is, and none could be looked at: "
                "write our own, for example 5.160.0.0/24."
            )
    return blocks


def nameservers() -> tuple[str, ...]:
    """Return the name servers that replace the system's; raise ImproperlyConfigured for what is none."""
    named = tuple(conf()["NAMESERVERS"])
    for one in named:
        try:
            server(one)
        except ValueError:
            raise ImproperlyConfigured(
                f"SANJEH_NAMESERVERS: {one!r}: write an address, or address:port, for example 5.160.0.53:53."
            ) from None
    return named


def refuse_wrong_settings() -> None:
    """Raise ImproperlyConfigured for the first setting of the network that says nothing, before any look."""
    for read in (allow_entries, own_blocks, nameservers, national_roots):
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
