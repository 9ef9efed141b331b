"""How fast one destination is visited, and when it is left to rest. Pure: the caller keeps the clock."""

import hashlib
import heapq
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TypeVar

from pydantic import JsonValue

from sanjeh.core.probing.artifacts.http import Answered, Asked
from sanjeh.core.probing.contracts import Capture, Failure
from sanjeh.core.probing.failures import UNANSWERED, Reason

# What says that a destination has trouble, or has enough of us.
TROUBLE = UNANSWERED | {Reason.CONNECTION_RESET, Reason.RATE_LIMITED}
# How rate-limit keys begin that are a registered domain or a host; the others are addresses.
DOMAIN, HOST = "domain:", "host:"
_ASKS_TO_WAIT = frozenset({429, 503})
_MOST_DOUBLINGS = 6

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class BackoffRules:
    """How we behave at a destination; all times in seconds; with 0 failures nothing ever rests."""

    gap_s: float = 1.0
    failures_before_rest: int = 5
    rest_s: float = 6 * 3600
    most_wait_s: float = 3600


@dataclass(frozen=True, slots=True)
class VisitOutcome:
    """How a visit went: in trouble or well, and for how long we were asked to stay away.

    Of a request that only passed by nothing is known (`is_known`): it changes the pace of nobody's visits.
    """

    is_trouble: bool = False
    wait_s: float = 0.0
    is_known: bool = True


PASSED_BY = VisitOutcome(is_known=False)


@dataclass(frozen=True, slots=True)
class HostState:
    """What is remembered of a destination; `because` says why `free_at` is later than a usual pause."""

    free_at: datetime | None = None
    doublings: int = 0
    failures: int = 0
    because: Reason | None = None


def state_after(state: HostState, outcome: VisitOutcome, now: datetime, rules: BackoffRules) -> HostState:
    """Return the state after a visit: each trouble halves the pace, each good visit takes one halving back.

    From the fifth trouble in a row on, the host rests; what it asked for is granted, up to a cap.
    """
    failures = state.failures + 1 if outcome.is_trouble else 0
    doublings = min(max(state.doublings + (1 if outcome.is_trouble else -1), 0), _MOST_DOUBLINGS)
    pauses: list[tuple[float, Reason | None]] = [(rules.gap_s * 2**doublings, None)]
    if outcome.wait_s:
        pauses.append((min(outcome.wait_s, rules.most_wait_s), Reason.RATE_LIMITED))
    if rules.failures_before_rest and failures >= rules.failures_before_rest:
        pauses.append((rules.rest_s, Reason.HOST_RESTS))
    longest, because = max(pauses, key=lambda pause: pause[0])
    return HostState(now + timedelta(seconds=longest), doublings, failures, because)


def state_after_at(
    key: str, state: HostState, outcome: VisitOutcome, now: datetime, rules: BackoffRules
) -> HostState:
    """Return the state of one key of a visit: only the host itself rests, or has asked us to wait.

    An address may serve many hosts and is only visited more slowly; a domain bears no trouble of one of them.
    """
    if not outcome.is_known:
        return replace(state, free_at=now + timedelta(seconds=rules.gap_s * 2**state.doublings), because=None)
    if key.startswith(DOMAIN):
        return state_after(state, VisitOutcome(), now, rules)
    if key.startswith(HOST):
        return state_after(state, outcome, now, rules)
    return state_after(state, replace(outcome, wait_s=0.0), now, replace(rules, failures_before_rest=0))


def outcome_of(captures: Iterable[Capture], now: datetime) -> VisitOutcome:
    """Return what the captures of one visit say of the destination's condition."""
    taken = tuple(captures)
    wait_s = max((asked_to_wait(one, now) for one in taken), default=0.0)
    return VisitOutcome(any(is_failure(one) for one in taken), wait_s)


def is_failure(capture: Capture) -> bool:
    """Say whether a look met a destination that is silent, broken or has enough of us."""
    if capture.failure:
        return capture.failure.reason in TROUBLE
    page = _page(capture)
    is_broken = page is not None and page.status >= 500
    return is_broken or any(answer.status == 429 for answer in _answers(capture))


def asked_to_wait(capture: Capture, now: datetime) -> float:
    """Return for how many seconds some answer asks us to stay away; 0 when none does."""
    asking = (answer for answer in _answers(capture) if answer.status in _ASKS_TO_WAIT)
    return max((retry_after_s(answer.header("retry-after"), now) for answer in asking), default=0.0)


def put_off(capture: Capture, *, comes_back: bool) -> Failure | None:
    """Return how the look failed if the page only said "later"; None when what it said is to be judged.

    "Too many requests" (RFC 6585 §4) always says so. A 503 with Retry-After says so to who comes back; when
    it is the last word, it is a service that does not serve.
    """
    answer = _page(capture)
    if answer is None or answer.status not in _ASKS_TO_WAIT:
        return None
    wait_s = retry_after_s(answer.header("retry-after"), capture.taken_at)
    if answer.status != 429 and not (comes_back and wait_s):
        return None
    return Failure(reason=Reason.RATE_LIMITED, detail=f"{answer.status}; Retry-After: {wait_s:g} s")


def retry_after_s(value: str, now: datetime) -> float:
    """Read a Retry-After header (RFC 9110 §10.2.3), seconds or a date; 0 when it says neither."""
    if value.strip().isdecimal():
        return float(value.strip()[:9])
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    # A date that names no zone is in GMT, as all of HTTP's are, and never in the zone of this machine.
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max((moment - now).total_seconds(), 0.0)


def arrived_at(capture: Capture) -> str:
    """Return the address whose answer was the page, after all redirects; empty when the look does not say."""
    page = _page(capture)
    return page.url if page else ""


def _page(capture: Capture) -> Answered | None:
    return _answer(_parts(capture).get("page"))


def _answers(capture: Capture) -> Iterator[Answered]:
    """Yield every answer that the look brought home."""
    for part in _parts(capture).values():
        if answer := _answer(part):
            yield answer


def _parts(capture: Capture) -> dict[str, JsonValue]:
    return capture.artifact if capture.collector == "http" and isinstance(capture.artifact, dict) else {}


def _answer(part: JsonValue) -> Answered | None:
    """Return the answer of a part of the artifact that is a question (`Asked`)."""
    is_question = isinstance(part, dict) and isinstance(part.get("answer"), dict)
    return Asked.model_validate(part).answer if is_question else None


def interleaved(
    items: Iterable[Item], of: Callable[[Item], Hashable], key: Callable[[Item], str], seed: str
) -> Iterator[Item]:
    """Yield all items, shuffled by the seed; two of one owner in a row only where no other is left.

    The owner with the most items left goes first, or they would all be left for the end.
    """
    lots: defaultdict[Hashable, list[tuple[str, Item]]] = defaultdict(list)
    for item in items:
        lots[of(item)].append((_shuffling(seed, key(item)), item))
    queue = [(-len(lot), min(lot)[0], owner) for owner, lot in lots.items()]
    heapq.heapify(queue)
    for lot in lots.values():
        lot.sort(key=lambda pair: pair[0])
    resting: tuple[int, str, Hashable] | None = None
    while queue or resting:
        if not queue and resting:
            queue, resting = [resting], None
        left, mark, owner = heapq.heappop(queue)
        yield lots[owner].pop()[1]
        if resting:
            heapq.heappush(queue, resting)
        resting = (left + 1, mark, owner) if left < -1 else None


def _shuffling(seed: str, key: str) -> str:
    return hashlib.sha256(f"{seed} {key}".encode()).hexdigest()
