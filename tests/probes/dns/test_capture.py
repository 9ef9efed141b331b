import asyncio
from types import SimpleNamespace
from typing import cast

import pytest

from sanjeh.core.probing.artifacts.dns import DnsArtifact, PolicyFile
from sanjeh.core.probing.contracts import Target
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.dns import Answer, SignedAnswer
from sanjeh.net.gate import Gate
from sanjeh.net.http import Response
from sanjeh.net.network import Network
from sanjeh.probes.dns.capture import capture
from sanjeh.probes.dns.mail_requests import _up
from tests.evidence import MemoryStore

ZONE = {
    ("khedmat.nemune.gov.ir", "A"): ("5.160.0.2", "5.160.0.1"),
    ("nemune.gov.ir", "NS"): ("ns1.nemune.gov.ir.",),
    ("ns1.nemune.gov.ir", "A"): ("5.160.0.3",),
    ("nemune.gov.ir", "TXT"): ("v=spf1 include:post.ir redirect=loop.ir",),
    ("post.ir", "TXT"): ("v=spf1 a:mail.post.ir -all",),
    ("mail.post.ir", "A"): ("5.160.0.7",),
    ("loop.ir", "TXT"): ("v=spf1 redirect=loop.ir",),
    ("nemune.gov.ir", "MX"): ("10 mail.nemune.gov.ir.", "20 old.nemune.gov.ir."),
    ("mail.nemune.gov.ir", "A"): ("5.160.0.8",),
    ("_mta-sts.nemune.gov.ir", "TXT"): ("v=STSv1; id=1",),
    ("khedmat.nemune.gov.ir", "HTTPS"): ("1 . alpn=h2",),
    ("_dmarc.nemune.gov.ir", "TXT"): ("v=DMARC1; p=none",),
    ("nemune.gov.ir", "CAA"): ('0 issue "ca.ir"',),
}


class FakeDns:
    """Knows ZONE; a question about `sick` fails."""

    anchors = (". 1 15 2 00",)
    is_open = True

    def __init__(self, sick: tuple[str, str] = ("", "")) -> None:
        self.sick = sick

    async def ask_signed(self, name: str, rtype: str) -> SignedAnswer:
        if rtype == "DS" and name == "gov.ir":
            raise CaptureFailed(Reason.NAME_TIMEOUT, name)
        return SignedAnswer(
            f"{rtype} {name}".encode(), rtype != "DS" or name == "ir", has_signatures=self.is_open
        )

    async def ask_each(self, name: str, rtype: str) -> dict[str, Answer | CaptureFailed]:
        return {
            "a:53": await self.ask_or_recall(name, rtype),
            "b:53": CaptureFailed(Reason.NAME_TIMEOUT, name),
        }

    async def ask_or_recall(self, name: str, rtype: str) -> Answer:
        if (name, rtype) == self.sick:
            raise CaptureFailed(Reason.NAME_TIMEOUT, name)
        records = ZONE.get((name, rtype), ())
        return Answer("NOERROR" if records else "NXDOMAIN", records, authenticated=False)


class PolicyHttp:
    async def get(self, url: str, *, follow: bool, max_bytes: int) -> Response:
        assert (follow, max_bytes) == (False, 65_536)
        return Response(url, 200, (), b"mode: none", "192.0.2.1", "1.1", 1.0, 2.0)


class HostsFile:
    async def resolve(self, host: str) -> tuple[str, ...]:
        if host != "intranet":
            raise CaptureFailed(Reason.NAME_UNKNOWN, host)
        return ("5.160.0.9",)


async def look(url: str, dns: FakeDns | None = None) -> DnsArtifact:
    network = SimpleNamespace(gate=Gate(HostsFile()), dns=dns or FakeDns(), http=PolicyHttp())
    return await capture(Target(url=url), cast("Network", network), MemoryStore())


async def test_a_name_is_asked_about_with_its_domain() -> None:
    artifact = await look("https://khedmat.nemune.gov.ir/x")

    assert (artifact.host, artifact.domain, artifact.suffix) == (
        "khedmat.nemune.gov.ir",
        "nemune.gov.ir",
        "gov.ir",
    )
    assert artifact.a.records == ("5.160.0.1", "5.160.0.2")
    assert artifact.ns_addresses["ns1.nemune.gov.ir."].records == ("5.160.0.3",)
    assert artifact.txt.records == ("v=spf1 include:post.ir redirect=loop.ir",)
    assert artifact.dmarc.records == ("v=DMARC1; p=none",)
    assert list(artifact.caa) == ["khedmat.nemune.gov.ir", "nemune.gov.ir"]


async def test_the_chain_of_signatures_is_asked_for_down_to_the_host() -> None:
    artifact = await look("https://khedmat.nemune.gov.ir/x")

    assert [(one.name, one.rtype, one.failure is None) for one in artifact.signed] == [
        (".", "DNSKEY", True),
        ("ir", "DS", True),
        ("gov.ir", "DS", False),
        ("nemune.gov.ir", "DS", True),
        ("khedmat.nemune.gov.ir", "DS", True),
        ("khedmat.nemune.gov.ir", "A", True),
        ("ir", "DNSKEY", True),
    ]
    assert artifact.anchors == (". 1 15 2 00",)


async def test_a_resolver_that_hides_signatures_is_not_asked_for_more_of_them() -> None:
    dns = FakeDns()
    dns.is_open = False

    artifact = await look("https://khedmat.nemune.gov.ir/x", dns)

    assert [(one.name, one.rtype) for one in artifact.signed] == [(".", "DNSKEY")]


async def test_a_domain_is_asked_how_it_guards_its_mail() -> None:
    mail = (await look("https://khedmat.nemune.gov.ir/x")).mail

    assert mail is not None
    assert {name: answer.records for name, answer in mail.mx_addresses.items()} == {
        "mail.nemune.gov.ir.": ("5.160.0.8",),
        "old.nemune.gov.ir.": (),
    }
    assert mail.policy == PolicyFile(status=200, text="mode: none")
    assert list(mail.spf) == ["TXT post.ir", "TXT loop.ir", "A mail.post.ir"]
    assert list(mail.dmarc) == [
        "_dmarc.khedmat.nemune.gov.ir",
        "_dmarc.nemune.gov.ir",
        "_dmarc.gov.ir",
        "_dmarc.ir",
    ]


async def test_each_resolver_is_asked_on_its_own() -> None:
    resolvers = (await look("https://khedmat.nemune.gov.ir/x")).resolvers

    assert resolvers is not None
    assert resolvers["a:53"].records == ("5.160.0.1", "5.160.0.2")
    assert resolvers["b:53"].failure is not None


async def test_one_question_that_fails_loses_no_other() -> None:
    artifact = await look("https://khedmat.nemune.gov.ir/", FakeDns(sick=("nemune.gov.ir", "TXT")))

    assert artifact.txt.failure is not None
    assert artifact.txt.failure.reason == Reason.NAME_TIMEOUT
    assert artifact.dmarc.records == ("v=DMARC1; p=none",)


async def test_a_bare_address_asks_nobody() -> None:
    artifact = await look("https://5.160.0.1/")

    assert (artifact.is_literal, artifact.a.records) == (True, ())


async def test_a_name_that_only_this_machine_knows_is_told_so() -> None:
    assert (await look("https://intranet/")).is_local_name is True


async def test_a_name_that_nobody_knows_fails_the_look() -> None:
    with pytest.raises(CaptureFailed) as failed:
        await look("https://nowhere.gov.ir/")

    assert failed.value.reason == Reason.NAME_UNKNOWN


async def test_what_is_slow_at_the_end_loses_nothing_that_was_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sanjeh.probes.dns.requester._BUDGET_S", 0.3)

    class SlowAtMail(FakeDns):
        async def ask_or_recall(self, name: str, rtype: str) -> Answer:
            if rtype == "MX":
                await asyncio.Event().wait()
            return await super().ask_or_recall(name, rtype)

    artifact = await look("https://khedmat.nemune.gov.ir/x", SlowAtMail())

    assert artifact.mail is not None
    assert artifact.mail.mx.failure is not None
    assert artifact.mail.mx.failure.reason == Reason.NAME_TIMEOUT
    assert artifact.ns.records == ("ns1.nemune.gov.ir.",)


def test_a_deep_host_is_asked_itself_and_at_seven_names_above() -> None:
    assert _up("a.b.c.d.e.f.g.h.ir") == ["a.b.c.d.e.f.g.h.ir", *_up("c.d.e.f.g.h.ir")]
    assert _up("a.b.ir") == ["a.b.ir", "b.ir", "ir"]
