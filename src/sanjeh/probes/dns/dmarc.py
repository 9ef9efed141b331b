"""Judges what forged mail in the name of a domain meets (DMARC: RFC 7489, RFC 9989). Pure."""

import re
from collections.abc import Mapping

from sanjeh.core.probing.artifacts.dns import DnsArtifact, NameAnswer
from sanjeh.core.probing.failures import Reason
from sanjeh.core.probing.verdicts import Verdict, failed, passed, unseen, warned
from sanjeh.probes.dns.authorities import climbing

STRICT = frozenset({"reject", "quarantine"})
_POLICIES = STRICT | {"none"}
# The version comes first, and its value is written in capitals.
_VERSION = re.compile(r"[ \t]*[vV][ \t]*=[ \t]*DMARC1[ \t]*(?:;.*|)", re.DOTALL)
_REPORTS_TO = re.compile(r"mailto:[^@\s,!]+@[^@\s,!]+(?:![0-9]+[kmgt]?)?")
_SHARE = re.compile(r"[0-9]{1,3}")
_LONGEST_SHOWN = 500


def dmarc_cover(artifact: DnsArtifact) -> Verdict:
    """Judge the policy that holds for mail in the name of the host itself, found by climbing (RFC 9989)."""
    if artifact.mail is None:
        return unseen(Reason.NOT_ASKED)
    at, answer = _at_work(artifact.mail.dmarc, artifact.host, artifact.domain)
    if answer.failure:
        return unseen(answer.failure)
    found = policies(answer)
    if not found:
        return failed("uncovered")
    if len(found) > 1:
        return failed("several", at=at, count=len(found))
    tags = tags_of(found[0])
    if tags is None or not _POLICIES.issuperset(_stated(tags, "p", "sp", "np")):
        return failed("broken", at=at, policy=found[0][:_LONGEST_SHOWN])
    return _cover(tags, at, is_own=at == artifact.host)


def _cover(tags: Mapping[str, str], at: str, *, is_own: bool) -> Verdict:
    own = tags.get("p", "none")
    wanted = own if is_own else tags.get("sp", own)
    if wanted not in STRICT:
        return failed("subdomains_open", at=at, policy=wanted)
    if tags.get("t") == "y" or _is_partial(tags.get("pct", "")):
        return warned("partial", at=at, policy=wanted)
    return passed("covered", at=at, policy=wanted) if reports_to(tags) else warned("no_reports", at=at)


def in_force(policy: str) -> str:
    """Return the policy that receivers follow, empty where they follow none.

    RFC 7489 §6.6.3: a record without a valid policy whose owner wants reports counts as "none".
    """
    tags = tags_of(policy)
    if tags is None:
        return ""
    is_valid = "p" in tags and _POLICIES.issuperset(_stated(tags, "p", "sp"))
    if is_valid:
        return tags["p"]
    return "none" if reports_to(tags) else ""


def policies(answer: NameAnswer) -> list[str]:
    """Return the DMARC policies among TXT records."""
    return [record for record in answer.records if _VERSION.fullmatch(record)]


def tags_of(policy: str) -> dict[str, str] | None:
    """Return the tags of a policy, all in lower case; None where one stands twice (RFC 6376 §3.2)."""
    pairs = [part.partition("=") for part in policy.split(";") if "=" in part]
    tags = {key.strip().lower(): value.strip().lower() for key, _, value in pairs}
    return tags if len(tags) == len(pairs) else None


def reports_to(tags: Mapping[str, str]) -> bool:
    """Return whether a report would arrive anywhere."""
    return any(_REPORTS_TO.fullmatch(uri.strip()) for uri in tags.get("rua", "").split(","))


def _stated(tags: Mapping[str, str], *names: str) -> list[str]:
    return [tags[name] for name in names if name in tags]


def _is_partial(share: str) -> bool:
    """Return whether only some of the mail is meant; what is no share counts as all of it."""
    return _SHARE.fullmatch(share) is not None and int(share) < 100


def _at_work(answers: Mapping[str, NameAnswer], host: str, domain: str) -> tuple[str, NameAnswer]:
    """Return the policy that holds for a host (RFC 9989 §4.10): its own, or that of its organisation.

    Of several above it the one with the fewest labels is the organisation's, unless one says `psd=n`; above
    the registered domain only one for all (`psd=y`) counts, and only where there is no other.
    """
    held = host, NameAnswer()
    for key, answer in climbing(answers):
        name, found = key.removeprefix("_dmarc."), policies(answer)
        if answer.failure or (found and name == host):
            return name, answer
        psd = (tags_of(found[0]) or {}).get("psd") if found else None
        is_held = bool(held[1].records)
        if found and (len(name) >= len(domain) if psd != "y" else not is_held):
            held = name, answer
        if psd in {"y", "n"}:
            break
    return held
