"""When an address is sampled: spread over the day, jittered, and the same whoever computes it."""

import hashlib
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

_DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class SampledAddress:
    """One address among the `of` addresses of its destination; `rank` (from 0) is its own there."""

    round_code: str
    destination: str
    url: str
    rank: int = 0
    of: int = 1


def moments(address: SampledAddress, per_day: int, since: datetime, until: datetime) -> Iterator[datetime]:
    """Yield the moments in [since, until): one in every slot of the day, which has `per_day` slots.

    The addresses of a destination share a slot out among them and change places from slot to slot, so that no
    two are asked in the same second while a slot has two seconds for each.
    """
    slot_s = _DAY_S / per_day
    first = math.floor(since.timestamp() / slot_s)
    for slot in range(first, math.floor(until.timestamp() / slot_s) + 1):
        moment = datetime.fromtimestamp(_second(address, slot, slot_s), UTC)
        if since <= moment < until:
            yield moment


def _second(address: SampledAddress, slot: int, slot_s: float) -> int:
    """Return the second of this slot, since 1970, that is this address's own."""
    place = (address.rank + _drawn(address.round_code, address.destination, slot)) % address.of
    width_s = slot_s / address.of
    jitter = _drawn(address.round_code, address.url, slot) / 2**32
    return math.floor(slot * slot_s + place * width_s + jitter * max(0.0, width_s - 1))


def _drawn(*words: object) -> int:
    """Return a number below 2**32 that these words give to everybody."""
    return int(hashlib.sha256(" ".join(map(str, words)).encode()).hexdigest()[:8], 16)
