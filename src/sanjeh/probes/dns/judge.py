"""Judges what name servers said of an address. Pure: the rules are in method.md."""

from collections.abc import Iterable
from functools import partial
from ipaddress import ip_network

from sanjeh.core.probing.artifacts.dns import DnsArtifact
from sanjeh.core.probing.contracts import Check, EvidenceReader, Finding, Probe, Target
from sanjeh.core.probing.verdicts import (
    Rule,
    Verdict,
    checks,
    failed,
    findings,
    not_applicable,
    noted,
    passed,
    unseen,
    warned,
)
from sanjeh.probes.dns import authorities, dmarc, mail, mail_delivery, resolution, spf
from sanjeh.probes.dns.dnssec import Status, validate
from sanjeh.probes.dns.spf_terms import evaluated, lets_in_all, terms

_WEB_PORTS = frozenset({80, 443})
# RFC 2606 and RFC 6761: names that are never anybody's domain.
_RESERVED = frozenset({"test", "example", "invalid", "localhost"})
_NATIONAL = frozenset({"ir", "xn--mgba3a4f16a"})
_GOVERNMENT = "gov.ir"


def _url(artifact: DnsArtifact) -> Verdict:
    if artifact.is_literal:
        return failed("ip_literal", host=artifact.host)
    if artifact.scheme == "http":
        return warned("plain_http", port=artifact.port)
    if artifact.port not in _WEB_PORTS:
        return warned("odd_port", port=artifact.port)
    return passed("clean", port=artifact.port)


def _address(artifact: DnsArtifact) -> Verdict:
    alias = artifact.cname.records[0].rstrip(".") if artifact.cname.records else ""
    return passed("resolves", ipv4=list(artifact.a.records), ipv6=list(artifact.aaaa.records), alias=alias)


def _ipv6(artifact: DnsArtifact) -> Verdict:
    aaaa = artifact.aaaa
    if aaaa.failure:
        return unseen(aaaa.failure)
    return passed("present", count=len(aaaa.records)) if aaaa.records else warned("absent", count=0)


def _nameservers(artifact: DnsArtifact) -> Verdict:
    if artifact.ns.failure:
        return unseen(artifact.ns.failure)
    servers = [server.rstrip(".") for server in artifact.ns.records]
    if len(servers) < 2:
        return failed("single", servers=list(servers))
    networks = {_network(address) for answer in artifact.ns_addresses.values() for address in answer.records}
    if len(networks) == 1:
        return warned("same_network", servers=list(servers), networks=1)
    return passed("several", servers=list(servers), networks=len(networks))


def _network(address: str) -> str:
    return str(ip_network(f"{address}/24", strict=False))


def _dnssec(artifact: DnsArtifact) -> Verdict:
    """Judge by our own check of the signatures; where it proves nothing, by the word of the resolver."""
    chain = validate(artifact)
    if chain.status is Status.SECURE:
        return passed("validated", at=chain.at)
    if chain.status is Status.BOGUS:
        return failed("bogus", why=chain.why, at=chain.at)
    if chain.status is Status.INSECURE:
        return warned("unsigned", why=chain.why, at=chain.at)
    if artifact.ds.failure:
        return unseen(artifact.ds.failure)
    return noted("signed_unverified", why=chain.why) if artifact.ds.records else warned("unsigned")


def _caa(artifact: DnsArtifact) -> Verdict:
    climbed = authorities.climbing(artifact.caa)
    failure = next((answer.failure for _, answer in climbed if answer.failure), None)
    for name, answer in climbed:
        if answer.records:
            return passed("present", at=name, records=list(answer.records))
    return unseen(failure) if failure else warned("absent")


def _spf(artifact: DnsArtifact) -> Verdict:
    if artifact.txt.failure:
        return unseen(artifact.txt.failure)
    policies = spf.policies(artifact.txt)
    if len(policies) != 1:
        return failed("several", count=len(policies)) if policies else failed("missing")
    if not all(term.kind for term in terms(policies[0])):
        return _of_policy(policies[0])
    return _of_policy(spf.at_work(policies[0], artifact.domain, artifact.mail.spf if artifact.mail else {}))


def _of_policy(policy: str) -> Verdict:
    if not all(term.kind for term in terms(policy)):
        return failed("broken", policy=policy)  # RFC 7208 §4.6: void as a whole, whatever it ends with
    words = evaluated(policy)
    if any(map(lets_in_all, words)):
        return failed("open", policy=policy)
    sign = next((term.sign for term in words if term.kind == "all"), "")
    if sign == "-":
        return passed("strict", policy=policy)
    if sign == "~":
        return warned("soft", policy=policy)
    if any(term.kind == "redirect" for term in words):
        return noted("delegated", policy=policy)
    return failed("open", policy=policy)


def _dmarc(artifact: DnsArtifact) -> Verdict:
    if artifact.dmarc.failure:
        return unseen(artifact.dmarc.failure)
    policies = dmarc.policies(artifact.dmarc)
    if not policies:
        return failed("missing")
    if len(policies) > 1:
        return failed("several", count=len(policies))
    policy = dmarc.in_force(policies[0])
    if policy in dmarc.STRICT:
        return passed("enforced", policy=policy)
    return warned("monitoring", policy=policy) if policy == "none" else failed("broken", policy=policy)


def _domain(artifact: DnsArtifact) -> Verdict:
    top = artifact.host.rpartition(".")[2]
    if top in _RESERVED:
        return not_applicable("reserved", domain=artifact.domain)
    if artifact.host == _GOVERNMENT or artifact.host.endswith(f".{_GOVERNMENT}"):
        return passed("government", domain=artifact.domain, suffix=artifact.suffix)
    if top in _NATIONAL:
        return passed("national", domain=artifact.domain, suffix=artifact.suffix)
    return warned("foreign", domain=artifact.domain, suffix=artifact.suffix)


_NAME = ("name",)
RULES: tuple[Rule[DnsArtifact], ...] = (
    Rule(Check("names.url", "RFC 3986; WHATWG URL"), _url),
    Rule(Check("names.address", "RFC 1034"), _address, _NAME),
    Rule(Check("names.ipv6", "RFC 8200"), _ipv6, _NAME),
    Rule(Check("names.nameservers", "RFC 2182"), _nameservers, _NAME),
    Rule(Check("names.dnssec", "RFC 4033"), _dnssec, _NAME),
    Rule(Check("names.caa", "RFC 8659"), _caa, _NAME),
    Rule(Check("names.spf", "RFC 7208"), _spf, _NAME),
    Rule(Check("names.dmarc", "RFC 7489"), _dmarc, _NAME),
    Rule(Check("names.domain", "Public Suffix List"), _domain, _NAME),
    Rule(Check("names.caa_form", "RFC 8659"), authorities.caa_form, _NAME),
    Rule(Check("names.spf_limits", "RFC 7208 4.6.4"), mail.spf_limits, _NAME),
    Rule(Check("names.dmarc_cover", "RFC 9989"), dmarc.dmarc_cover, _NAME),
    Rule(Check("names.mail", "RFC 5321 5; RFC 7505"), mail.mail, _NAME),
    Rule(Check("names.mta_sts", "RFC 8461"), mail_delivery.mta_sts, _NAME),
    Rule(Check("names.tls_rpt", "RFC 8460"), mail_delivery.tls_rpt, _NAME),
    Rule(Check("names.nameservers6", "RFC 3901"), resolution.nameservers6, _NAME),
    Rule(Check("names.resolvers", "RFC 1034; RFC 9520"), resolution.resolvers, _NAME),
    Rule(Check("names.https_record", "RFC 9460"), resolution.https_record, _NAME),
)


def judge(artifact: DnsArtifact, target: Target, evidence: EvidenceReader) -> Iterable[Finding]:
    """Return one finding per check."""
    del target, evidence
    return tuple(findings("names", RULES, artifact, partial(_missing, artifact)))


def _missing(artifact: DnsArtifact, needs: tuple[str, ...]) -> Verdict | None:
    """Return why a rule has nothing to judge: an address without a name, or with one that only we know."""
    del needs
    if artifact.is_literal:
        return not_applicable("ip_literal")
    return not_applicable("local_name") if artifact.is_local_name else None


PROBE: Probe[DnsArtifact] = Probe("names", 3, "names", DnsArtifact, checks(RULES), judge)
