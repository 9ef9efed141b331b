"""From which zone the signatures of a host are followed, and through which names. Pure."""

from collections.abc import Iterable


def zone_of(anchor: str) -> str:
    """Return the zone of "zone tag algorithm kind digest", without its last dot: "" for the root."""
    return anchor.split(maxsplit=1)[0].rstrip(".").lower()


def nearest(anchors: Iterable[str], host: str) -> tuple[str, tuple[str, ...]]:
    """Return the deepest anchored zone at or above a host, with its anchors; none when there is no such."""
    by_zone: dict[str, list[str]] = {}
    for anchor in anchors:
        by_zone.setdefault(zone_of(anchor), []).append(anchor)
    above = [zone for zone in by_zone if is_under(host, zone)]
    zone = max(above, key=len, default="")
    return zone, tuple(by_zone.get(zone, ()))


def names_down(host: str, zone: str) -> tuple[str, ...]:
    """Return the names below a zone down to the host, at each of which a zone may begin."""
    labels = host.lower().split(".")
    known = len(zone.split(".")) if zone else 0
    return tuple(".".join(labels[start:]) for start in range(len(labels) - known - 1, -1, -1))


def is_under(host: str, zone: str) -> bool:
    return not zone or host == zone or host.endswith(f".{zone}")
