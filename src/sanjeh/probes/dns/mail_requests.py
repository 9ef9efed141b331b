"""Asks how a domain receives mail and whom it lets send: MX, MTA-STS, TLS-RPT, SPF, DMARC."""

import asyncio

from sanjeh.core.probing.artifacts.dns import Mail, NameAnswer, PolicyFile
from sanjeh.core.probing.contracts import Failure
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.http import Http
from sanjeh.probes.dns import spf
from sanjeh.probes.dns.requester import DnsRequester

_MOST_MAIL_SERVERS = 4
# Two above what RFC 7208 §4.6.4 allows, so that a policy that asks for too much is seen to.
_MOST_SPF_QUESTIONS = 12
_POLICY_BYTES = 65_536


async def ask_mail(requester: DnsRequester, http: Http, host: str, domain: str, txt: NameAnswer) -> Mail:
    mx, mta_sts, tls_rpt, dmarc, asked = await asyncio.gather(
        requester.ask(domain, "MX"),
        requester.ask(f"_mta-sts.{domain}", "TXT"),
        requester.ask(f"_smtp._tls.{domain}", "TXT"),
        requester.ask_all((f"_dmarc.{name}" for name in _up(host)), "TXT"),
        _spf(requester, domain, txt),
    )
    return Mail(
        mx=mx,
        mx_addresses=await _mail_servers(requester, mx),
        mta_sts=mta_sts,
        policy=await _policy(requester, http, domain) if mta_sts.records else None,
        tls_rpt=tls_rpt,
        spf=asked,
        dmarc=dmarc,
    )


async def _mail_servers(requester: DnsRequester, mx: NameAnswer) -> dict[str, NameAnswer]:
    """Ask for the addresses of the mail servers: the IPv4 ones, else those of IPv6."""
    names = [record.split()[-1] for record in mx.records][:_MOST_MAIL_SERVERS]
    found = await requester.ask_all((name for name in names if name != "."), "A")
    without = [name for name, answer in found.items() if not (answer.records or answer.failure)]
    return found | await requester.ask_all(without, "AAAA")


async def _policy(requester: DnsRequester, http: Http, domain: str) -> PolicyFile:
    """Fetch the policy; RFC 8461 §3.3: a redirect must not be followed."""
    url = f"https://mta-sts.{domain}/.well-known/mta-sts.txt"
    try:
        async with asyncio.timeout(requester.left_s):
            reply = await http.get(url, follow=False, max_bytes=_POLICY_BYTES)
    except TimeoutError:
        return PolicyFile(failure=Failure(reason=Reason.STEP_TIMEOUT, detail=url))
    except CaptureFailed as failure:
        return PolicyFile(failure=Failure(reason=failure.reason, detail=failure.detail))
    return PolicyFile(status=reply.status, text=reply.body.decode("utf-8", "replace"))


async def _spf(requester: DnsRequester, domain: str, txt: NameAnswer) -> dict[str, NameAnswer]:
    """Follow what the domain's policy leads to, one level after another, until there is too much of it."""
    asked: dict[str, NameAnswer] = {}
    level = [(policy, domain) for policy in spf.policies(txt)]
    while level and len(asked) < _MOST_SPF_QUESTIONS:
        wanted = dict.fromkeys(each for policy, name in level for each in spf.questions(policy, name))
        fresh = [each for each in wanted if " ".join(each) not in asked][: _MOST_SPF_QUESTIONS - len(asked)]
        answers = await asyncio.gather(*(requester.ask(name, rtype) for rtype, name in fresh))
        found = dict(zip(fresh, answers, strict=True))
        asked |= {" ".join(each): answer for each, answer in found.items()}
        policies = {name: spf.policies(answer) for (rtype, name), answer in found.items() if rtype == "TXT"}
        level = [(policy, name) for name, several in policies.items() for policy in several]
    return asked


def _up(host: str) -> list[str]:
    """Return where RFC 9989 §4.10 looks for a DMARC policy: at the host and at seven names above it."""
    labels = host.split(".")
    above = [".".join(labels[start:]) for start in range(1, len(labels))]
    return [host, *above[-7:]]
