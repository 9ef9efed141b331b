"""Judges who may send mail for a domain, and where mail to it goes. Pure."""

from ipaddress import ip_address

from sanjeh.core.probing.artifacts.dns import DnsArtifact, NameAnswer
from sanjeh.core.probing.failures import Reason
from sanjeh.core.probing.verdicts import Verdict, failed, not_applicable, passed, texts, unseen, warned
from sanjeh.probes.dns import spf

_MOST_VOIDS = 2
NULL_MX = ("0 .",)


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


def mail(artifact: DnsArtifact) -> Verdict:
    """Judge whether the domain says where its mail goes, or that it takes none (RFC 7505)."""
    known = artifact.mail
    if known is None or known.mx.failure:
        return unseen((known and known.mx.failure) or Reason.NOT_ASKED)
    if not known.mx.records:
        return warned("silent")
    if known.mx.records == NULL_MX:
        return passed("none_wanted")
    servers = [record.split()[-1].rstrip(".") for record in known.mx.records]
    if any(is_address(server) for server in servers):
        return failed("bare_address", servers=texts(servers))
    dead = [name.rstrip(".") for name, answer in known.mx_addresses.items() if _is_nowhere(answer)]
    return failed("dead_server", servers=texts(dead)) if dead else passed("servers", servers=texts(servers))


def _is_nowhere(answer: NameAnswer) -> bool:
    return not answer.records and not answer.failure


def is_address(text: str) -> bool:
    """Return whether a number stands where a name belongs."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
