"""A server that lets no visitor of today in was reached all the same, and is said to be shut."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from sanjeh.core.probing.artifacts.http import Asked, HttpArtifact
from sanjeh.core.probing.contracts import Failure, Target
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.gate import Allow
from sanjeh.net.network import open_network
from sanjeh.net.tls_scan.names import SSL3
from sanjeh.probes.http.capture import capture
from sanjeh.probes.http.judge import PROBE
from tests.evidence import MemoryStore
from tests.net.authority import Holder, Wish, server_context
from tests.net.servers import always, page, served
from tests.net.tls_scan.in_memory import alert, server_hello, speaking
from tests.net.tls_scan.test_capabilities import crafted, of_version, offers
from tests.probes.http import sites
from tests.probes.judging import said

ROOT = Holder.self_signed(Wish("Root", is_authority=True))
SITE = ROOT.issue(Wish("site", hosts=("site.localhost",)))


async def look(port: int, plain_port: int = 80) -> HttpArtifact:
    allowed = (Allow("*.localhost"),)
    async with open_network(allow=allowed, with_browser=False) as network:
        target = Target(url=f"https://site.localhost:{port}/", plain_port=plain_port)
        return await capture(target, network, MemoryStore())


def in_ssl3_alone(greeting: bytes) -> bytes:
    is_pleased = of_version(greeting) == SSL3 and offers(greeting, 0x002F)
    return server_hello(SSL3, 0x002F) if is_pleased else alert(70)


@asynccontextmanager
async def demanding_a_certificate() -> AsyncIterator[int]:
    context = speaking(server_context((SITE,)), "TLSv1.2", "TLSv1.3")
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(cadata=ROOT.pem.decode())
    async with served(always(page()), context) as port:
        yield port


async def test_a_server_of_old_ways_alone_is_shut_and_its_plain_twin_is_asked() -> None:
    async with crafted(in_ssl3_alone) as (port, _), served(always(page())) as plain:
        artifact = await look(port, plain)

    assert artifact.shut_tls == ("SSLv3",)
    assert artifact.plain.answer is not None
    told = said(PROBE.judge(artifact, Target(url=f"https://site.localhost:{port}/"), MemoryStore()))
    assert told["http.reach"] == "fail shut"
    assert told["http.hsts"] == "error tls_failed"


async def test_a_server_that_demands_a_certificate_is_shut() -> None:
    async with demanding_a_certificate() as port:
        artifact = await look(port)

    assert artifact.shut_tls == ("TLSv1.2", "TLSv1.3")


async def test_a_server_that_speaks_no_tls_at_all_is_no_look() -> None:
    async with crafted(lambda _greeting: b"") as (port, _):
        with pytest.raises(CaptureFailed):
            await look(port)


async def test_a_connection_that_breaks_behind_a_good_handshake_says_nothing_of_the_server() -> None:
    async def hang_up(_head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.transport.abort()

    async with served(hang_up, server_context((SITE,))) as port:
        with pytest.raises(CaptureFailed) as failed:
            await look(port)

    assert failed.value.reason == Reason.CONNECTION_RESET


def test_what_a_shut_server_answers_is_told() -> None:
    failure = Asked(failure=Failure(reason=Reason.TLS_FAILED))

    findings = sites.judged(page=failure, shut_tls=("SSLv2", "SSLv3"))

    assert said(findings)["http.reach"] == "fail shut"
    assert findings[0].observed == {"versions": ["SSLv2", "SSLv3"], "detail": "tls_failed"}
    assert said(sites.judged(page=failure))["http.reach"] == "error tls_failed"
