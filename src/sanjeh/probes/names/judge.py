"""Judges what name servers said of an address. Pure: the rules are in method.md."""

from collections.abc import Iterable
from ipaddress import ip_network

from sanjeh.core.judging import failed, not_applicable, noted, passed, sign, unseen, warned
from sanjeh.core.probing import Check, EvidenceReader, Finding, Probe, Target
from sanjeh.core.sights.names import NameAnswer, NamesSight
from sanjeh.core.verdicts import Verdict

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
)
_WEB_PORTS = frozenset({80, 443})
# RFC 2606 and RFC 6761: names that are never anybody's domain.
_RESERVED = frozenset({"test", "example", "invalid", "localhost"})
_NATIONAL = frozenset({"ir", "xn--mgba3a4f16a"})
_GOVERNMENT = "gov.ir"
_STRICT_POLICIES = frozenset({"reject", "quarantine"})


def judge(sight: NamesSight, target: Target, evidence: EvidenceReader) -> Iterable[Finding]:
    """Return one finding per check."""
    del target, evidence
    verdicts = {"names.url": _url(sight)}
    if sight.is_literal or sight.is_local_name:
        why = not_applicable("ip_literal" if sight.is_literal else "local_name")
        verdicts |= {check.id: why for check in CHECKS[1:]}
    else:
        verdicts |= _verdicts(sight)
    return sign("names", CHECKS, verdicts)


def _verdicts(sight: NamesSight) -> dict[str, Verdict]:
    return {
        "names.address": _address(sight),
        "names.ipv6": _ipv6(sight.aaaa),
        "names.nameservers": _nameservers(sight),
        "names.dnssec": _dnssec(sight),
        "names.caa": _caa(sight),
        "names.spf": _spf(sight.txt),
        "names.dmarc": _dmarc(sight.dmarc),
        "names.domain": _domain(sight),
    }


def _url(sight: NamesSight) -> Verdict:
    if sight.is_literal:
        return failed("ip_literal", host=sight.host)
    if sight.scheme == "http":
        return warned("plain_http", port=sight.port)
    if sight.port not in _WEB_PORTS:
        return warned("odd_port", port=sight.port)
    return passed("clean", port=sight.port)


def _address(sight: NamesSight) -> Verdict:
    alias = sight.cname.records[0].rstrip(".") if sight.cname.records else ""
    return passed("resolves", ipv4=list(sight.a.records), ipv6=list(sight.aaaa.records), alias=alias)


def _ipv6(aaaa: NameAnswer) -> Verdict:
    if aaaa.failure:
        return unseen(aaaa.failure)
    return passed("present", count=len(aaaa.records)) if aaaa.records else warned("absent", count=0)


def _nameservers(sight: NamesSight) -> Verdict:
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


def _dnssec(sight: NamesSight) -> Verdict:
    """Judge by the parent's DS record; whether the signatures hold is the resolver's word (flag AD)."""
    if sight.soa.is_authenticated:
        return passed("validated")
    if sight.ds.failure:
        return unseen(sight.ds.failure)
    return noted("signed_unverified") if sight.ds.records else warned("unsigned")


def _caa(sight: NamesSight) -> Verdict:
    failure = next((answer.failure for answer in sight.caa.values() if answer.failure), None)
    for name, answer in sight.caa.items():
        if answer.records:
            return passed("present", at=name, records=list(answer.records))
    return unseen(failure) if failure else warned("absent")


def _spf(txt: NameAnswer) -> Verdict:
    if txt.failure:
        return unseen(txt.failure)
    policies = [record for record in txt.records if record.lower().split(" ")[0] == "v=spf1"]
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
    policies = [record for record in answer.records if record.lower().replace(" ", "").startswith("v=dmarc1")]
    if not policies:
        return failed("missing")
    tags = dict(_tag(part) for part in policies[0].split(";") if "=" in part)
    policy = tags.get("p", "")
    if policy in _STRICT_POLICIES:
        return passed("enforced", policy=policy)
    return warned("monitoring", policy=policy) if policy == "none" else failed("broken", policy=policy)


def _tag(part: str) -> tuple[str, str]:
    key, _, value = part.partition("=")
    return key.strip().lower(), value.strip().lower()


def _domain(sight: NamesSight) -> Verdict:
    top = sight.host.rpartition(".")[2]
    if top in _RESERVED:
        return not_applicable("reserved", domain=sight.domain)
    if sight.host == _GOVERNMENT or sight.host.endswith(f".{_GOVERNMENT}"):
        return passed("government", domain=sight.domain, suffix=sight.suffix)
    if top in _NATIONAL:
        return passed("national", domain=sight.domain, suffix=sight.suffix)
    return warned("foreign", domain=sight.domain, suffix=sight.suffix)


PROBE: Probe[NamesSight] = Probe("names", 1, "names", NamesSight, CHECKS, judge)
