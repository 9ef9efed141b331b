"""What the settings say of where we may look, and whom we trust."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from sanjeh.apps.measurement.house import house
from sanjeh.net.gate import Allow
from sanjeh.net.trust import RootStore, TrustStores


def allow_entry(word: str) -> Allow:
    """Return the approval that `host` or `host:port;port` gives; raise ImproperlyConfigured."""
    host, colon, ports = word.rpartition(":")
    is_bare_ipv6 = word.count(":") > 1 and not word.startswith("[")
    if not colon or is_bare_ipv6 or word.endswith("]"):
        return Allow(word, approver="SANJEH_ALLOW")
    if not all(port.isdecimal() for port in ports.split(";")):
        raise ImproperlyConfigured(f"SANJEH_ALLOW: {word!r}: write host:port, for example a.test:8443;8080.")
    return Allow(host, frozenset(int(port) for port in ports.split(";")), approver="SANJEH_ALLOW")


def allow_entries() -> tuple[Allow, ...]:
    return tuple(allow_entry(word) for word in house()["ALLOW"])


def trust_stores() -> TrustStores:
    """Return this machine's roots with the nation's beside them, when a file of those is named."""
    stores = TrustStores.of_this_machine()
    named = house()["NATIONAL_ROOTS"]
    return TrustStores(stores.public, RootStore.from_path(Path(named))) if named else stores
