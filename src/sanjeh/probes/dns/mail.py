"""Judges how a domain guards its mail: who may send, what forged mail meets, how mail arrives. Pure."""

import re
from collections.abc import Mapping
from ipaddress import ip_address

from sanjeh.core.probing.artifacts.dns import DnsArtifact, Mail, NameAnswer, PolicyFile
from sanjeh.core.probing.contracts import Failure
from sanjeh.core.probing.failures import Reason
from sanjeh.core.probing.verdicts import Verdict, failed, not_applicable, passed, texts, unseen, warned
from sanjeh.probes.dns import spf

_MOST_VOIDS = 2
_STRICT = frozenset({"reject", "quarantine"})
_LONGEST_POLICY_S = 31_557_600
_MONTH_S = 2_592_000
# RFC 8461 §3.2: at most ten digits.
_MAX_AGE = re.compile(r"[0-9]{1,10}")
_NULL_MX = ("0 .",)
_THEIR_FAULTS = frozenset({Reason.NAME_UNKNOWN, Reason.CONNECT_REFUSED, Reason.TLS_FAILED})


def spf_limits(artifact: DnsArtifact) -> Verdict:
    """Judge what a receiver has to look up (RFC 7208 section 4.6.4): beyond its limits a policy is void."""
    found = spf.policies(artifact.txt)
    if artifact.mail is None or artifact.txt.failure:
        return unseen(artifact.txt.failure or Reason.NOT_ASKED)
    if len(found) != 1:
        return not_applicable("no_policy")
    return _spf_cost(spf.cost(artifact.domain, found[0], artifact.mail.spf))


def _spf_cost(cost: spf.Cost) -> Verdict:
    if cost.problem:
        return failed(cost.problem, at=cost.at)
    if cost.lookups > spf.MOST_LOOKUPS:
        return failed("too_many_lookups", lookups=cost.lookups)
    if cost.voids > _MOST_VOIDS:
        return failed("too_many_voids", voids=cost.voids, lookups=cost.lookups)
    if cost.unseen:
        return unseen(cost.unseen)
    return passed("within", lookups=cost.lookups, voids=cost.voids)


def dmarc_cover(artifact: DnsArtifact) -> Verdict:
    """Judge the policy that holds for mail in the name of the host itself, found by climbing (RFC 9989)."""
    if artifact.mail is None:
        return unseen(Reason.NOT_ASKED)
    at, answer = _dmarc_in_force(artifact.mail.dmarc, artifact.host, artifact.domain)
    if answer.failure:
        return unseen(answer.failure)
    policies = dmarc_policies(answer)
    if not policies:
        return failed("uncovered")
    if len(policies) > 1:
        return failed("several", at=at, count=len(policies))
    return _dmarc_policy(dmarc_tags(policies[0]), at, is_own=at == artifact.host)


def _dmarc_policy(tags: Mapping[str, str], at: str, *, is_own: bool) -> Verdict:
    own = tags.get("p", "")
    wanted = own if is_own else tags.get("sp", own)
    if wanted not in _STRICT:
        return failed("subdomains_open", at=at, policy=wanted)
    if tags.get("t") == "y" or tags.get("pct", "100") != "100":
        return warned("partial", at=at, policy=wanted)
    return passed("covered", at=at, policy=wanted) if tags.get("rua") else warned("no_reports", at=at)


def mail(artifact: DnsArtifact) -> Verdict:
    """Judge whether the domain says where its mail goes, or that it takes none (RFC 7505)."""
    known = artifact.mail
    if known is None or known.mx.failure:
        return unseen((known and known.mx.failure) or Reason.NOT_ASKED)
    if not known.mx.records:
        return warned("silent")
    if known.mx.records == _NULL_MX:
        return passed("none_wanted")
    servers = [record.split()[-1].rstrip(".") for record in known.mx.records]
    if any(_is_address(server) for server in servers):
        return failed("bare_address", servers=texts(servers))
    dead = [name.rstrip(".") for name, answer in known.mx_addresses.items() if _is_nowhere(answer)]
    return failed("dead_server", servers=texts(dead)) if dead else passed("servers", servers=texts(servers))


def mta_sts(artifact: DnsArtifact) -> Verdict:
    """Judge whether the domain insists on encrypted delivery of its mail (RFC 8461)."""
    known = artifact.mail
    if known is None or known.mta_sts.failure:
        return unseen((known and known.mta_sts.failure) or Reason.NOT_ASKED)
    if not _takes_mail(known):
        return not_applicable("no_mail")
    announced = [text for text in known.mta_sts.records if text.lower().startswith("v=stsv1")]
    if len(announced) != 1 or known.policy is None:
        return failed("broken_record", count=len(announced)) if announced else warned("missing")
    return _sts_failure(known.policy.failure) if known.policy.failure else _sts_policy(known.policy)


def tls_rpt(artifact: DnsArtifact) -> Verdict:
    """Judge whether the domain wants to hear of mail that could not be encrypted (RFC 8460)."""
    known = artifact.mail
    if known is None or known.tls_rpt.failure:
        return unseen((known and known.tls_rpt.failure) or Reason.NOT_ASKED)
    if not _takes_mail(known):
        return not_applicable("no_mail")
    announced = [text for text in known.tls_rpt.records if text.lower().startswith("v=tlsrptv1")]
    if len(announced) != 1:
        return failed("broken", count=len(announced)) if announced else warned("missing")
    where = dmarc_tags(announced[0]).get("rua", "")
    return (
        passed("present", at=where) if where.startswith(("mailto:", "https:")) else failed("broken", at=where)
    )


def dmarc_policies(answer: NameAnswer) -> list[str]:
    """Return the DMARC policies among TXT records."""
    return [record for record in answer.records if record.lower().replace(" ", "").startswith("v=dmarc1")]


def dmarc_tags(policy: str) -> dict[str, str]:
    """Return the tags of a policy, all in lower case."""
    pairs = (part.partition("=") for part in policy.split(";") if "=" in part)
    return {key.strip().lower(): value.strip().lower() for key, _, value in pairs}


def _dmarc_in_force(answers: Mapping[str, NameAnswer], host: str, domain: str) -> tuple[str, NameAnswer]:
    """Return the first policy on the way up; above the registered domain only one for all (`psd=y`)."""
    for key, answer in answers.items():
        name = key.removeprefix("_dmarc.")
        found = dmarc_policies(answer)
        is_above = len(name) < len(domain)
        if answer.failure or (found and (not is_above or dmarc_tags(found[0]).get("psd") == "y")):
            return name, answer
    return host, NameAnswer()


def _sts_failure(failure: Failure) -> Verdict:
    """Return what a policy that could not be had says; that nobody answered in time may be our own fault."""
    is_theirs = failure.reason in _THEIR_FAULTS
    return failed("no_policy", detail=failure.reason.value) if is_theirs else unseen(failure)


def _sts_policy(policy: PolicyFile) -> Verdict:
    pairs = [line.partition(":") for line in policy.text.splitlines()]
    fields = {key.strip().lower(): value.strip() for key, colon, value in pairs if colon}
    mode = fields.get("mode", "")
    age_s = int(fields["max_age"]) if _MAX_AGE.fullmatch(fields.get("max_age", "")) else _LONGEST_POLICY_S + 1
    is_whole = fields.get("version") == "STSv1" and age_s <= _LONGEST_POLICY_S
    if policy.status != 200 or not is_whole or mode not in {"enforce", "testing", "none"}:
        return failed("broken_policy", status=policy.status, mode=mode)
    if mode != "enforce":
        return warned("not_enforced", mode=mode)
    return warned("short_lived", max_age_s=age_s) if age_s < _MONTH_S else passed("enforced", mode=mode)


def _takes_mail(known: Mail) -> bool:
    return bool(known.mx.records) and known.mx.records != _NULL_MX


def _is_nowhere(answer: NameAnswer) -> bool:
    return not answer.records and not answer.failure


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
