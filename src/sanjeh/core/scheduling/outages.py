"""Whose outage it was: what fails at unrelated places at the same time, beyond chance, is our own.

Only what we could not reach is taken out by this; whoever answered with an error was reached.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus

from sanjeh.core.probing.artifacts.uptime import Ours, Sample
from sanjeh.core.probing.failures import BLOCKING, NAME_FAILED, UNANSWERED, Reason

# Two samples this close were taken at the same time; a place is sampled far more seldom.
WINDOW_S = 600
FEWEST_PLACES = 3
# So many windows of the whole series may be taken for ours by mistake.
_MISTAKES = 0.01


class Availability(StrEnum):
    """What a sample says of the site."""

    UP = "up"
    DOWN = "down"
    UNKNOWN = "unknown"


_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_UNREACHED = UNANSWERED | NAME_FAILED | {Reason.CONNECTION_RESET, Reason.TOTAL_TIMEOUT}
_DOWN = _UNREACHED | {
    Reason.TLS_FAILED,
    Reason.TOO_MANY_REDIRECTS,
    Reason.REDIRECT_LOOP,
    Reason.BAD_RESPONSE,
}


def availability(sample: Sample) -> Availability:
    """Say what a sample shows: errors of the server and silence are down; a closed door tells nothing."""
    if sample.ours or (sample.reason in BLOCKING):
        return Availability.UNKNOWN
    if sample.status is None:
        return Availability.DOWN if sample.reason in _DOWN else Availability.UNKNOWN
    if sample.status >= HTTPStatus.INTERNAL_SERVER_ERROR or sample.status in _GONE:
        return Availability.DOWN
    is_answer = sample.status < HTTPStatus.BAD_REQUEST or sample.status == HTTPStatus.UNAUTHORIZED
    return Availability.UP if is_answer else Availability.UNKNOWN


@dataclass(frozen=True, slots=True)
class Series:
    """The samples of one address; `places` are its network addresses and registered domain."""

    places: frozenset[str]
    samples: tuple[Sample, ...]


def mark_ours(series: Sequence[Series]) -> tuple[tuple[Sample, ...], ...]:
    """Return the samples of each series in its order, those of our own outages marked."""
    groups = _related(series)
    ours = _our_windows(series, groups)
    return tuple(tuple(_marked(sample, ours) for sample in one.samples) for one in series)


def _marked(sample: Sample, ours: frozenset[int]) -> Sample:
    if _is_unreached(sample) and _window(sample) in ours:
        return sample.model_copy(update={"ours": Ours.MANY_AT_ONCE})
    return sample


def _is_unreached(sample: Sample) -> bool:
    return sample.ours is None and sample.status is None and sample.reason in _UNREACHED


def _window(sample: Sample) -> int:
    return int(sample.at.timestamp() // WINDOW_S)


def _our_windows(series: Sequence[Series], groups: Sequence[int]) -> frozenset[int]:
    """Return the windows in which more unrelated places were unreached than chance explains."""
    windows: dict[int, dict[int, bool]] = defaultdict(dict)
    for one, group in zip(series, groups, strict=True):
        for sample in one.samples:
            window = windows[_window(sample)]
            # One that was reached shows that the way to its place was open.
            window[group] = window.get(group, True) and _is_unreached(sample)
    rates = _rates(windows.values())
    limit = _MISTAKES / max(1, len(windows))
    return frozenset(
        number
        for number, window in windows.items()
        if sum(window.values()) >= FEWEST_PLACES
        and chance_of_so_many([rates[group] for group in window], sum(window.values())) < limit
    )


def _rates(windows: Iterable[Mapping[int, bool]]) -> dict[int, float]:
    """Return how often each group is unreached; nobody is taken for faultless."""
    failed: dict[int, int] = defaultdict(int)
    all_in_all: dict[int, int] = defaultdict(int)
    for window in windows:
        for group, is_unreached in window.items():
            failed[group] += is_unreached
            all_in_all[group] += 1
    return {group: (failed[group] + 1) / (count + 2) for group, count in all_in_all.items()}


def chance_of_so_many(rates: Sequence[float], count: int) -> float:
    """Return the probability that at least `count` of independent events with these rates happen."""
    fewer = [1.0, *[0.0] * (count - 1)] if count else []  # how likely exactly 0, 1, 2, … of those so far are
    for rate in rates:
        missed = (chance * (1 - rate) for chance in fewer)
        met = (chance * rate for chance in (0.0, *fewer))
        fewer = [one + other for one, other in zip(missed, met, strict=False)]
    return min(1.0, max(0.0, 1.0 - sum(fewer)))


def _related(series: Sequence[Series]) -> list[int]:
    """Return for each series the number of its group: whoever shares a place is in one."""
    leader_of: dict[str, int] = {}
    leaders = list(range(len(series)))
    for number, one in enumerate(series):
        for place in one.places:
            other = leader_of.setdefault(place, number)
            leaders[_leader(leaders, other)] = _leader(leaders, number)
    return [_leader(leaders, number) for number in range(len(series))]


def _leader(leaders: list[int], number: int) -> int:
    while leaders[number] != number:
        leaders[number] = leaders[leaders[number]]
        number = leaders[number]
    return number
