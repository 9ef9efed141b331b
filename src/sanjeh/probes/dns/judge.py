"""Judges what name servers said of an address. Pure: the rules are in method.md."""

from collections.abc import Iterable
from ipaddress import ip_network

from sanjeh.core.probing.artifacts.dns import DnsArtifact, NameAnswer
from sanjeh.core.probing.contracts import Check, EvidenceReader, Finding, Probe, Target
from sanjeh.core.probing.judging import failed, not_applicable, noted, passed, sign, unseen, warned
from sanjeh.core.probing.verdicts import Verdict
from sanjeh.probes.dns import authorities, mail, resolution, spf
from sanjeh.probes.dns.dnssec import Status, follow

CHECKS = (
    Check("names.url", "RFC 3986; WHATWG URL"),
    Check("names.address", "RFC 1034"),
    Check("names.ipv6", "RFC 8200"),
    Check("names.nameservers", "RFC 2182"),
    Check("names.dnssec", "RFC 4033"),
    Check("names.caa", "RFC 8659"),
    Check("names.spf", "RFC 7208"),
    Check("names.dmarc", "RFC 7489"),
    Check("names.domain", "Public Suffix List"),
    Check("names.caa_form", "RFC 8659"),
    Check("names.spf_limits", "RFC 7208 4.6.4"),
    Check("names.dmarc_cover", "RFC 9989"),
    Check("names.mail", "RFC 5321 5; RFC 7505"),
    Check("names.mta_sts", "RFC 8461"),
    Check("names.tls_rpt", "RFC 8460"),
    Check("names.nameservers6", "RFC 3901"),
    Check("names.resolvers", "RFC 1034; RFC 9520"),
    Check("names.https_record", "RFC 9460"),
)
_WEB_PORTS = frozenset({80, 443})
# RFC 2606 and RFC 6761: names that are never anybody's domain.
_RESERVED = frozenset({"test", "example", "invalid", "localhost"})
_NATIONAL = frozenset({"ir", "xn--mgba3a4f16a"})
_GOVERNMENT = "gov.ir"
_STRICT_POLICIES = frozenset({"reject", "quarantine"})


def judge(sight: DnsArtifact, target: Target, evidence: EvidenceReader) -> Iterable[Finding]:
    """Return one finding per check."""
    del target, evidence
    verdicts = {"names.url": _url(sight)}
    if sight.is_literal or sight.is_local_name:
        why = not_applicable("ip_literal" if sight.is_literal else "local_name")
        verdicts |= {check.id: why for check in CHECKS[1:]}
    else:
        verdicts |= _verdicts(sight)
    return sign("names", CHECKS, verdicts)


def _verdicts(sight: DnsArtifact) -> dict[str, Verdict]:
    return {
        "names.address": _address(sight),
        "names.ipv6": _ipv6(sight.aaaa),
        "names.nameservers": _nameservers(sight),
        "names.dnssec": _dnssec(sight),
        "names.caa": _caa(sight),
        "names.spf": _spf(sight.txt),
        "names.dmarc": _dmarc(sight.dmarc),
        "names.domain": _domain(sight),
        "names.caa_form": authorities.caa_form(sight),
        "names.spf_limits": mail.spf_limits(sight),
        "names.dmarc_cover": mail.dmarc_cover(sight),
        "names.mail": mail.mail(sight),
        "names.mta_sts": mail.mta_sts(sight),
        "names.tls_rpt": mail.tls_rpt(sight),
        "names.nameservers6": resolution.nameservers6(sight),
        "names.resolvers": resolution.resolvers(sight),
        "names.https_record": resolution.https_record(sight),
    }


def _url(sight: DnsArtifact) -> Verdict:
    if sight.is_literal:
        return failed("ip_literal", host=sight.host)
    if sight.scheme == "http":
        return warned("plain_http", port=sight.port)
    if sight.port not in _WEB_PORTS:
        return warned("odd_port", port=sight.port)
    return passed("clean", port=sight.port)


def _address(sight: DnsArtifact) -> Verdict:
    alias = sight.cname.records[0].rstrip(".") if sight.cname.records else ""
    return passed("resolves", ipv4=list(sight.a.records), ipv6=list(sight.aaaa.records), alias=alias)


def _ipv6(aaaa: NameAnswer) -> Verdict:
    if aaaa.failure:
        return unseen(aaaa.failure)
    return passed("present", count=len(aaaa.records)) if aaaa.records else warned("absent", count=0)


def _nameservers(sight: DnsArtifact) -> Verdict:
    if sight.ns.failure:
        return unseen(sight.ns.failure)
    servers = [server.rstrip(".") for server in sight.ns.records]
    if len(servers) < 2:
        return failed("single", servers=list(servers))
    networks = {_network(address) for answer in sight.ns_addresses.values() for address in answer.records}
    if len(networks) == 1:
        return warned("same_network", servers=list(servers), networks=1)
    return passed("several", servers=list(servers), networks=len(networks))


def _network(address: str) -> str:
    return str(ip_network(f"{address}/24", strict=False))


def _dnssec(sight: DnsArtifact) -> Verdict:
    """Judge by our own check of the signatures; where it proves nothing, by the word of the resolver."""
    chain = follow(sight)
    if chain.status is Status.SECURE:
        return passed("validated", at=chain.at)
    if chain.status is Status.BOGUS:
        return failed("bogus", why=chain.why, at=chain.at)
    if chain.status is Status.INSECURE:
        return warned("unsigned", why=chain.why, at=chain.at)
    if sight.ds.failure:
        return unseen(sight.ds.failure)
    return noted("signed_unverified", why=chain.why) if sight.ds.records else warned("unsigned")


def _caa(sight: DnsArtifact) -> Verdict:
    failure = next((answer.failure for answer in sight.caa.values() if answer.failure), None)
    for name, answer in sight.caa.items():
        if answer.records:
            return passed("present", at=name, records=list(answer.records))
    return unseen(failure) if failure else warned("absent")


def _spf(txt: NameAnswer) -> Verdict:
    if txt.failure:
        return unseen(txt.failure)
    policies = spf.policies(txt)
    if len(policies) != 1:
        return failed("several", count=len(policies)) if policies else failed("missing")
    terms = policies[0].lower().split()
    if "-all" in terms:
        return passed("strict", policy=policies[0])
    if "~all" in terms:
        return warned("soft", policy=policies[0])
    if any(term.startswith("redirect=") for term in terms):
        return noted("delegated", policy=policies[0])
    return failed("open", policy=policies[0])


def _dmarc(answer: NameAnswer) -> Verdict:
    if answer.failure:
        return unseen(answer.failure)
    policies = mail.dmarc_policies(answer)
    if not policies:
        return failed("missing")
    policy = mail.dmarc_tags(policies[0]).get("p", "")
    if policy in _STRICT_POLICIES:
        return passed("enforced", policy=policy)
    return warned("monitoring", policy=policy) if policy == "none" else failed("broken", policy=policy)


def _domain(sight: DnsArtifact) -> Verdict:
    top = sight.host.rpartition(".")[2]
    if top in _RESERVED:
        return not_applicable("reserved", domain=sight.domain)
    if sight.host == _GOVERNMENT or sight.host.endswith(f".{_GOVERNMENT}"):
        return passed("government", domain=sight.domain, suffix=sight.suffix)
    if top in _NATIONAL:
        return passed("national", domain=sight.domain, suffix=sight.suffix)
    return warned("foreign", domain=sight.domain, suffix=sight.suffix)


PROBE: Probe[DnsArtifact] = Probe("names", 2, "names", DnsArtifact, CHECKS, judge)
