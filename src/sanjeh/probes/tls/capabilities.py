"""Judges what a server is willing to speak: suites, their order, groups and habits. Pure."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pydantic import JsonValue

from sanjeh.core.probing.artifacts.tls import TlsCapabilities
from sanjeh.core.probing.failures import Reason
from sanjeh.core.probing.verdicts import (
    Verdict,
    failed,
    not_applicable,
    not_tested,
    passed,
    texts,
    unseen,
    warned,
)
from sanjeh.probes.tls.ruleset import Level, Ruleset

Judging = Callable[[TlsCapabilities, Ruleset], Verdict]
_BUDGET = "budget"


def why_unread(greetings: TlsCapabilities | None) -> Verdict | None:
    """Return why the server's willingness is not known, None when it is."""
    if greetings is None:
        return not_tested("not_read")
    if not greetings.trouble:
        return None
    if greetings.trouble == _BUDGET:
        return not_tested("not_finished", handshakes=greetings.handshakes)
    return unseen(Reason(greetings.trouble), handshakes=greetings.handshakes)


def judge_capability(
    judge: Judging, steps: Collection[str], greetings: TlsCapabilities | None, rules: Ruleset
) -> Verdict:
    """Judge what a server is willing to speak; what was not read to its end can only be bad, never good."""
    unfinished = why_unread(greetings)
    if greetings is None:
        return unfinished or not_tested("not_read")
    verdict = judge(greetings, rules)
    is_whole = set(steps) <= set(greetings.finished)
    return verdict if unfinished is None or is_whole or verdict.outcome == "fail" else unfinished


def suites(greetings: TlsCapabilities, rules: Ruleset) -> Verdict:
    names = _each(greetings.suites.values())
    by_level = _by_level({name: rules.of_suite(name) for name in names})
    return _of_level(by_level, {"ruleset": rules.code, **_shown(by_level)})


def groups(greetings: TlsCapabilities, rules: Ruleset) -> Verdict:
    levels = {name: rules.of_group(name) for name in greetings.groups}
    if greetings.dh_bits is not None:
        levels[f"prime of {greetings.dh_bits} bits"] = rules.of_prime(greetings.dh_bits)
    if not levels:
        return not_applicable("no_groups")
    by_level = _by_level(levels)
    is_ready = any("MLKEM" in name for name in levels)
    return _of_level(by_level, {"ruleset": rules.code, "post_quantum": is_ready, **_shown(by_level)})


def order(greetings: TlsCapabilities, rules: Ruleset) -> Verdict:
    """Judge the order before TLS 1.3: weak suites must come last, and then the server must insist."""
    # SSL 2.0 leaves the choice to the client by its own rules, and no order makes it any better.
    earlier = max(
        (version for version in greetings.suites if version not in {"SSLv2", "TLSv1.3"}), default=""
    )
    names = greetings.suites.get(earlier, ())
    levels = [rules.of_suite(name) for name in names]
    observed: dict[str, JsonValue] = {
        "ruleset": rules.code,
        "order": greetings.order,
        "suites": texts(names),
    }
    if len(names) < 2:
        return not_applicable("nothing_to_order", **observed)
    is_mixed = len(set(levels)) > 1 if rules.order_matters else max(levels) > Level.SUFFICIENT
    if not is_mixed:
        return passed("any_order_will_do", **observed)
    if greetings.order == "client":
        return warned("client_decides", **observed)
    if any(better > worse for better, worse in pairwise(levels)):
        return warned("weak_first", **observed)
    return passed("strong_first", **observed)


@dataclass(frozen=True, slots=True)
class _Habit:
    """A bad habit: the field that shows it, the value that is bad, and how bad it is."""

    name: str
    is_bad: bool
    reason: str
    fails: bool


# The worst first: RFC 9325 §3.3 and §3.5, RFC 5746, RFC 7627, RFC 7507.
_HABITS = (
    _Habit("has_compression", is_bad=True, reason="compression", fails=True),
    _Habit("has_secure_renegotiation", is_bad=False, reason="insecure_renegotiation", fails=True),
    _Habit("has_extended_master_secret", is_bad=False, reason="no_extended_master_secret", fails=False),
    _Habit("refuses_fallback", is_bad=False, reason="fallback_not_refused", fails=False),
)


def hygiene(greetings: TlsCapabilities, _rules: Ruleset) -> Verdict:
    if greetings.spoken == ("SSLv2",):
        return not_applicable("no_habits")
    view: dict[str, bool | None] = {habit.name: getattr(greetings, habit.name) for habit in _HABITS}
    observed: dict[str, JsonValue] = {name: value for name, value in view.items() if value is not None}
    bad = [habit for habit in _HABITS if view[habit.name] is habit.is_bad]
    if not bad:
        return passed("sound", **observed)
    say = failed if bad[0].fails else warned
    return say(bad[0].reason, **observed)


def _each(listed: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in listed for name in names))


def _by_level(levels: Mapping[str, Level]) -> dict[Level, list[str]]:
    return {level: [name for name, its in levels.items() if its is level] for level in Level}


def _shown(by_level: Mapping[Level, list[str]]) -> dict[str, JsonValue]:
    return {level.name.lower(): texts(names) for level, names in by_level.items()}


def _of_level(by_level: Mapping[Level, list[str]], observed: dict[str, JsonValue]) -> Verdict:
    if by_level[Level.INSUFFICIENT]:
        return failed("insufficient", **observed)
    if by_level[Level.PHASE_OUT]:
        return warned("phase_out", **observed)
    return passed("strong", **observed)
