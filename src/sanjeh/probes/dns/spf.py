"""Counting SPF policies (RFC 7208): what they ask name servers for, and what that costs. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sanjeh.core.probing.artifacts.dns import NameAnswer
from sanjeh.core.probing.contracts import Failure
from sanjeh.probes.dns.spf_terms import Term, evaluated, terms

# RFC 7208 §4.6.4: these cost a look-up each; `all`, `ip4`, `ip6` and `exp` cost none.
_COSTLY = frozenset({"include", "a", "mx", "ptr", "exists", "redirect"})
_ASKED_AS = {"include": "TXT", "redirect": "TXT", "a": "A", "exists": "A", "mx": "MX"}
_UNKNOWN = "NXDOMAIN"
_DEEPEST = 10
# RFC 7208 section 4.6.4: look-ups in all, and mail servers of one `mx`, each of which would be looked up too.
MOST_LOOKUPS = 10
MOST_SERVERS = 10


@dataclass(frozen=True, slots=True)
class Cost:
    """What a receiver must look up, and the first thing that makes the policy void (`problem`, `at`)."""

    lookups: int = 0
    voids: int = 0
    problem: str = ""
    at: str = ""
    unseen: Failure | None = None


def policies(answer: NameAnswer) -> list[str]:
    """Return the SPF policies among TXT records."""
    return [record for record in answer.records if record.lower().split(" ")[0] == "v=spf1"]


def at_work(policy: str, domain: str, answers: Mapping[str, NameAnswer]) -> str:
    """Return the policy that has the last word: where a redirect leads (section 6.1), as far as was asked."""
    for _ in range(_DEEPEST):
        led = next((_named(term, domain) for term in evaluated(policy) if term.kind == "redirect"), "")
        found = policies(answers.get(f"TXT {led}", NameAnswer()))
        if len(found) != 1:
            break
        policy, domain = found[0], led
    return policy


def _named(term: Term, domain: str) -> str:
    """Return the name that a term speaks of; of macros the domain alone is known without a mail."""
    return (term.value or domain).replace("%{d}", domain)


def questions(policy: str, domain: str) -> Iterator[tuple[str, str]]:
    """Yield type and name of what a policy asks for; a macro depends on the mail and is not asked."""
    for term in evaluated(policy):
        name = _named(term, domain)
        if term.kind in _ASKED_AS and "%" not in name:
            yield _ASKED_AS[term.kind], name


def cost(domain: str, policy: str, answers: Mapping[str, NameAnswer], above: tuple[str, ...] = ()) -> Cost:
    """Return what a policy costs with all that it leads to; `above` are the domains that led here."""
    total = Cost()
    here = (*above, domain)
    # RFC 7208 §4.6: the whole policy is read before anything of it is followed.
    for term in terms(policy):
        if not term.kind:
            return replace(total, problem="broken", at=f"{domain}: {term.text}")
    for term in evaluated(policy):
        if term.kind in _COSTLY:
            total = _added(total, _cost_of_term(term, here, answers))
        if total.problem or total.unseen or total.lookups > MOST_LOOKUPS:
            return total  # a receiver stops here too: whoever includes widely shall not keep us counting
    return total


def _cost_of_term(term: Term, here: tuple[str, ...], answers: Mapping[str, NameAnswer]) -> Cost:
    name = _named(term, here[-1])
    if "%" in name or term.kind == "ptr":
        return Cost(lookups=1)
    answer = answers.get(f"{_ASKED_AS[term.kind]} {name}")
    if answer is None:
        return Cost(lookups=1)  # beyond what we ask: by then there are too many already
    if answer.failure:
        return Cost(lookups=1, unseen=answer.failure)
    if term.kind == "mx" and len(answer.records) > MOST_SERVERS:
        return Cost(lookups=1, problem="too_many_servers", at=f"{term.text} ({len(answer.records)})")
    counted = Cost(lookups=1, voids=1 if _is_void(answer, term.kind) else 0)
    return _added(counted, _inner(term, name, here, answers)) if _ASKED_AS[term.kind] == "TXT" else counted


def _is_void(answer: NameAnswer, kind: str) -> bool:
    """Return whether a look-up led nowhere; for `a` a name without an IPv4 address may have one of IPv6."""
    return answer.rcode == _UNKNOWN if kind == "a" else not answer.records


def _inner(term: Term, name: str, here: tuple[str, ...], answers: Mapping[str, NameAnswer]) -> Cost:
    """Return the cost of the policy that a term leads to; RFC 7208 §5.2: there must be exactly one."""
    found = policies(answers[f"TXT {name}"])
    if name in here or len(here) > _DEEPEST:
        return Cost(problem="loop", at=name)
    if len(found) != 1:
        return Cost(problem="dead_include", at=f"{term.text} ({len(found)})")
    return cost(name, found[0], answers, here)


def _added(one: Cost, other: Cost) -> Cost:
    return Cost(
        lookups=one.lookups + other.lookups,
        voids=one.voids + other.voids,
        problem=one.problem or other.problem,
        at=one.at or other.at,
        unseen=one.unseen or other.unseen,
    )
