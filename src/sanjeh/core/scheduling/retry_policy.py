"""How often a look that failed is tried again, and when its failure is believed. Pure.

A failure is final after three tries on at least two days. Final means: not evaluable; never a number.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sanjeh.core.probing.contracts import UNSEEN, Finding, Outcome
from sanjeh.core.probing.failures import NAME_FAILED, UNANSWERED, Reason

TRIES, DAYS = 3, 2
REACH, DOWN = "http.reach", "down"
# The checks that tell whether the page was reached, and of a block page that stood before it.
TELL_OF_REACHING = (REACH, "visit.load")

# Not the destination's doing: such a try is taken again and is none of the three.
NOT_ITS_DOING = frozenset({Reason.OUR_OUTAGE, Reason.BROWSER_CRASHED, Reason.RATE_LIMITED})
# Our own: it is come back from until the round closes, and never the last word on an address.
OURS = frozenset({Reason.OUR_OUTAGE, Reason.BROWSER_CRASHED})
# Nothing would be different another time in this round, until somebody changes something.
NOT_WORTH_TRYING = frozenset(
    {
        Reason.BAD_URL,
        Reason.SCHEME_REFUSED,
        Reason.USERINFO_REFUSED,
        Reason.PORT_REFUSED,
        Reason.ADDRESS_REFUSED,
        Reason.OWNER_PAUSE,
        Reason.HOST_RESTS,
        Reason.BROWSER_MISSING,
        Reason.NOT_ASKED,
    }
)
_FIRST_WAIT = timedelta(minutes=1)
_MOST_DOUBLINGS = 6  # about an hour
_MOST_COMEBACKS = 5
# At another hour of another day: what fails every night at two would otherwise fail three times.
_OTHER_HOUR, _JITTER = timedelta(hours=27), timedelta(hours=3)


class FailureStatus(StrEnum):
    """What a failure means so far."""

    PENDING = "pending"
    TOO_FEW = "too_few"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try; `at` in the time of the place whose days count, `reasons` of the looks that failed."""

    at: datetime
    reasons: frozenset[Reason]

    @property
    def is_worth_repeating(self) -> bool:
        return bool(self.reasons - NOT_WORTH_TRYING)

    @property
    def is_counted(self) -> bool:
        return bool(self.reasons - NOT_ITS_DOING - NOT_WORTH_TRYING)


def next_attempt_at(tries: Sequence[Attempt], closes_at: datetime, jitter: float) -> datetime | None:
    """Return when to try again, None for no more; `jitter` 0..1 spreads the tries of many addresses.

    The second try is taken at once, behind the first ones of all others; the third on another day.
    """
    last = tries[-1]
    counted = [one for one in tries if one.is_counted]
    if not last.is_worth_repeating or len(counted) >= TRIES:
        return None
    if not last.is_counted:
        return _if_open(_comeback(tries), closes_at)
    if len(counted) == 1:
        return last.at
    return _if_open(last.at + _OTHER_HOUR + _JITTER * jitter, closes_at)


def _comeback(tries: Sequence[Attempt]) -> datetime | None:
    """Return when to come back after a try that does not count; nobody is bothered without end."""
    before = sum(not one.is_counted for one in tries) - 1
    if before >= _MOST_COMEBACKS and not tries[-1].reasons & OURS:
        return None
    doublings: int = 2 ** min(before, _MOST_DOUBLINGS)
    return tries[-1].at + _FIRST_WAIT * doublings


def _if_open(moment: datetime | None, closes_at: datetime) -> datetime | None:
    return moment if moment is not None and moment < closes_at else None


def blocked_collectors(findings: Iterable[Finding]) -> frozenset[str]:
    """Return the probes that a firewall or a captcha kept from the page."""
    telling = (one for one in findings if one.id in TELL_OF_REACHING)
    return frozenset(one.probe for one in telling if one.outcome is Outcome.BLOCKED)


def next_attempt_before_block_page_at(now: datetime, closes_at: datetime, jitter: float) -> datetime | None:
    """Return when to try once more: many firewalls keep out who came too often that day."""
    return _if_open(now + _OTHER_HOUR + _JITTER * jitter, closes_at)


def is_confirmed(tries: Iterable[Attempt]) -> bool:
    """Say whether a failure is believed: three counted tries on at least two days."""
    counted = [one for one in tries if one.is_counted]
    return len(counted) >= TRIES and len({one.at.date() for one in counted}) >= DAYS


def failure_status(tries: Sequence[Attempt], *, is_planned: bool) -> FailureStatus:
    """Return what the failure means; TOO_FEW when the round ends before the rule could be met."""
    if is_planned:
        return FailureStatus.PENDING
    return FailureStatus.FINAL if is_confirmed(tries) else FailureStatus.TOO_FEW


def with_downtime(findings: Iterable[Finding], tries: Sequence[Attempt]) -> tuple[Finding, ...]:
    """Return the findings, in which a service that never answered is said to be down once that is sure."""
    is_down = is_confirmed(tries) and all(
        one.reasons <= UNANSWERED | NAME_FAILED for one in tries if one.is_counted
    )
    return tuple(_down(one, tries) if is_down and _is_unreached(one) else one for one in findings)


def _is_unreached(finding: Finding) -> bool:
    return finding.id == REACH and finding.outcome in UNSEEN


def _down(finding: Finding, tries: Sequence[Attempt]) -> Finding:
    counted = [one for one in tries if one.is_counted]
    observed = {
        **finding.observed,
        "cause": finding.reason,
        "tries": len(counted),
        "days": len({one.at.date() for one in counted}),
    }
    return finding.model_copy(update={"outcome": Outcome.FAIL, "reason": DOWN, "observed": observed})
