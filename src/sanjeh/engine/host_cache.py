"""What is true of a whole host is asked once, not again for every service that stands on it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sanjeh.core.probing.contracts import Capture, Target

_BELIEVED = timedelta(hours=1)
# Services of one host are looked at close together; each capture takes some ten kilobytes.
_MOST_KEPT = 1_000

# Collector, its version, scheme, host and port, and the keys of the host: its addresses and names.
Key = tuple[str, int, str, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class HostKey:
    """Which host answers for a target: two targets with the same key are answered by the same one."""

    scheme: str
    netloc: str
    keys: tuple[str, ...]

    @classmethod
    def of(cls, target: Target, keys: tuple[str, ...]) -> "HostKey":
        parts = urlsplit(target.url)
        return cls(parts.scheme, parts.netloc, tuple(sorted(keys)))


class HostCache:
    """Captures of hosts, each believed for an hour.

    A failure is nobody else's answer and is not kept; neither is what was seen at a plain-http address,
    for where that leads to depends on the page.
    """

    def __init__(self) -> None:
        self._kept: dict[Key, Capture] = {}

    def known(
        self, collector: tuple[str, int], host_key: HostKey, target: Target, now: datetime
    ) -> Capture | None:
        """Return the capture as one of this target, which says with whom it shares it."""
        kept = self._kept.get(_key(collector, host_key))
        if kept is None or now - kept.taken_at > _BELIEVED:
            return None
        return kept.model_copy(update={"target": target, "shared_with": kept.target.url})

    def remember(self, host_key: HostKey, capture: Capture) -> None:
        if capture.failure or host_key.scheme != "https":
            return
        if len(self._kept) >= _MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        self._kept[_key((capture.collector, capture.version), host_key)] = capture


def _key(collector: tuple[str, int], host_key: HostKey) -> Key:
    return (*collector, host_key.scheme, host_key.netloc, host_key.keys)
