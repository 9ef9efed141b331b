"""Judges how well a name is found: by every resolver, over IPv6, and with what a browser needs. Pure."""

from sanjeh.core.probing.artifacts.dns import DnsArtifact
from sanjeh.core.probing.failures import Reason
from sanjeh.core.probing.verdicts import Verdict, failed, not_tested, noted, passed, texts, unseen, warned

_LONGEST_SHOWN = 500


def nameservers6(artifact: DnsArtifact) -> Verdict:
    """Judge whether somebody who has IPv6 alone can ask for the name (RFC 3901 section 3)."""
    answers = artifact.ns_addresses6
    if not answers:
        return unseen(artifact.ns.failure or Reason.NOT_ASKED)
    with_ipv6 = [name.rstrip(".") for name, answer in answers.items() if answer.records]
    failure = next((answer.failure for answer in answers.values() if answer.failure), None)
    if with_ipv6:
        return passed("present", servers=texts(with_ipv6))
    return unseen(failure) if failure else warned("absent", servers=[])


def resolvers(artifact: DnsArtifact) -> Verdict:
    """Judge whether our resolvers say the same; with the answers of one there is nothing to compare."""
    answers = artifact.resolvers
    if answers is None:
        return unseen(Reason.NOT_ASKED)
    told = {server: answer for server, answer in answers.items() if not answer.failure}
    if len(told) < 2:
        return not_tested("one_resolver", count=len(answers))
    found = texts(f"{server}: {', '.join(answer.records)}" for server, answer in sorted(told.items()))
    if len({answer.records for answer in told.values()}) == 1:
        return passed("agree", count=len(told))
    # A name that one of them does not know at all is lost for people; other addresses may be a CDN's.
    is_lost = any(not answer.records for answer in told.values())
    return (failed if is_lost else noted)("lost" if is_lost else "differ", answers=found)


def https_record(artifact: DnsArtifact) -> Verdict:
    answer = artifact.https_record
    if answer is None or answer.failure:
        return unseen((answer and answer.failure) or Reason.NOT_ASKED)
    return noted(
        "present" if answer.records else "absent", records=[r[:_LONGEST_SHOWN] for r in answer.records]
    )
