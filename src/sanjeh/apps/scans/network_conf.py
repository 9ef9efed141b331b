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
    if not colon or is_bare_ipv6 or place.endswith("]"):
        return Allow(place, approver=_APPROVER, expires_at=expires_at)
    if not all(port.isdecimal() for port in ports.split(";")):
        raise ImproperlyConfigured(f"SANJEH_ALLOW: {word!r}: write host:port, for example a.test:8443;8080.")
    return Allow(host, frozenset(map(int, ports.split(";"))), approver=_APPROVER, expires_at=expires_at)


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
        try:
            ip_network(block, strict=False)
        except ValueError as error:
            message = (
                f"SANJEH_OWN_ADDRESSES: {block!r}: write an address or a block, for example 5.160.0.0/24."
            )
            raise ImproperlyConfigured(message) from error
    return blocks


def trust_stores() -> TrustStores:
    """Return this machine's roots with the nation's beside them, when a file of those is named."""
    stores = TrustStores.of_this_machine()
    named = conf()["NATIONAL_ROOTS"]
    return TrustStores(stores.public, RootStore.from_path(Path(named))) if named else stores
