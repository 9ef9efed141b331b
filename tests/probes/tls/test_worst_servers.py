"""Servers with which nobody of today can shake hands are the worst, and are named instead of being lost."""

import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from sanjeh.core.probing.artifacts.tls import TlsArtifact
from sanjeh.core.probing.contracts import Target
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.gate import Allow
from sanjeh.net.network import open_network
from sanjeh.net.tls_scan.names import SSL3, TLS1_2
from sanjeh.net.tls_scan.wire import number, prefixed
from sanjeh.net.trust import RootStore, TrustStores
from sanjeh.probes.tls.capture import capture
from sanjeh.probes.tls.judge import PROBE
from tests.evidence import MemoryStore
from tests.net.authority import Holder, Wish, server_context
from tests.net.servers import always, page, served
from tests.net.tls_scan.in_memory import alert, message, record, server_hello, speaking
from tests.net.tls_scan.test_capabilities import crafted, in_ssl2, of_version, offers
from tests.probes.judging import said, unsaid

ROOT = Holder.self_signed(Wish("Root", is_authority=True))
SITE = ROOT.issue(Wish("site", hosts=("site.localhost",)))
STORES = TrustStores(RootStore.of((ROOT.certificate,)), RootStore.of(()))
CERTIFICATE = record(22, message(11, prefixed(prefixed(SITE.der, 3), 3)))
DONE = record(22, message(14, b""))
SSL2 = bytes([4, 0, 1]) + number(2, 2) + number(len(SITE.der), 2) + number(3, 2) + number(1, 2)


def choosing(version: int, suite: int, *between: bytes) -> Callable[[bytes], bytes]:
    """Return a server that speaks one version and one suite; every other greeting is refused."""

    def talking(greeting: bytes) -> bytes:
        if of_version(greeting) != version or not offers(greeting, suite):
            return alert(70 if of_version(greeting) != version else 40)
        return server_hello(version, suite) + b"".join(between) + DONE

    return talking


def in_ssl2_alone(greeting: bytes) -> bytes:
    is_asked = greeting[2:5] == b"\x01\x00\x02"
    return in_ssl2(SSL2 + SITE.der + bytes.fromhex("010080") + b"c") if is_asked else alert(70)


PRIME = record(22, message(12, prefixed(b"\xff" * 64, 2) + prefixed(b"\x02", 2) + prefixed(b"\x01" * 64, 2)))
SERVERS = {
    "SSL 2.0 alone": (
        in_ssl2_alone,
        {
            "tls.protocol": "fail old_protocol",
            "tls.suites": "fail insufficient",
            "tls.groups": "not_applicable no_groups",
            "tls.hygiene": "not_applicable no_habits",
        },
    ),
    "SSL 3.0 alone": (
        choosing(SSL3, 0x002F, CERTIFICATE),
        {
            "tls.protocol": "fail old_protocol",
            "tls.suites": "warn phase_out",
            "tls.groups": "not_applicable no_groups",
            "tls.hygiene": "fail insecure_renegotiation",
        },
    ),
    "RC4 alone": (
        choosing(TLS1_2, 0x0005, CERTIFICATE),
        {
            "tls.protocol": "warn no_tls13",
            "tls.suites": "fail insufficient",
            "tls.groups": "not_applicable no_groups",
            "tls.hygiene": "fail insecure_renegotiation",
        },
    ),
    "keys for export": (
        choosing(TLS1_2, 0x0003, CERTIFICATE),
        {
            "tls.protocol": "warn no_tls13",
            "tls.suites": "fail insufficient",
            "tls.groups": "not_applicable no_groups",
            "tls.hygiene": "fail insecure_renegotiation",
        },
    ),
    "a prime of 512 bits": (
        choosing(TLS1_2, 0x0039, CERTIFICATE, PRIME),
        {
            "tls.protocol": "warn no_tls13",
            "tls.suites": "fail insufficient",
            "tls.groups": "fail insufficient",
            "tls.hygiene": "fail insecure_renegotiation",
        },
    ),
}
OF_CERTIFICATES = ("tls.trust", "tls.name", "tls.dates", "tls.key")


@asynccontextmanager
async def looked_at(port: int) -> AsyncIterator[tuple[TlsArtifact, dict[str, str]]]:
    """Look at the server on this port and judge it."""
    shelf, target = MemoryStore(), Target(url=f"https://site.localhost:{port}/")
    async with open_network(allow=(Allow("*.localhost"),), roots=STORES, with_browser=False) as network:
        artifact = await capture(target, network, shelf)
    findings = tuple(PROBE.judge(artifact, target, shelf))
    assert unsaid("tls", findings) == set()
    yield artifact, said(findings)


@pytest.mark.parametrize("name", SERVERS)
async def test_a_server_of_old_ways_alone_is_named_with_its_certificate(name: str) -> None:
    talking, words = SERVERS[name]

    async with crafted(talking) as (port, _), looked_at(port) as (artifact, told):
        assert artifact.shut == "tls_failed"
        assert {check: told[check] for check in words} == words
        assert [told[check] for check in OF_CERTIFICATES] == [
            "pass trusted", "pass matches", "pass valid", "pass strong",
        ]  # fmt: skip


async def test_a_server_that_refuses_without_a_word_is_not_taken_for_cut_off() -> None:
    rc4 = choosing(TLS1_2, 0x0005, CERTIFICATE)

    def talking(greeting: bytes) -> bytes:
        answer = rc4(greeting)
        return b"" if answer in {alert(40), alert(70)} else answer

    async with crafted(talking) as (port, _), looked_at(port) as (artifact, told):
        assert artifact.greetings is not None
        assert artifact.greetings.trouble == ""
        assert (told["tls.suites"], told["tls.groups"]) == ("fail insufficient", "not_applicable no_groups")


async def test_a_server_without_encryption_is_named() -> None:
    context = speaking(server_context((SITE,)), "TLSv1.2", "TLSv1.2")
    context.set_ciphers("ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0")

    async with served(always(page()), context) as port, looked_at(port) as (_, told):
        assert told["tls.suites"] == "fail insufficient"


async def test_a_server_without_a_certificate_is_named() -> None:
    context = speaking(ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), "TLSv1.2", "TLSv1.2")
    context.set_ciphers("AECDH-AES128-SHA:@SECLEVEL=0")

    async with served(always(page()), context) as port, looked_at(port) as (_, told):
        assert {check: told[check] for check in ("tls.suites", *OF_CERTIFICATES)} == {
            "tls.suites": "fail insufficient",
            "tls.trust": "fail no_certificate",
            "tls.name": "not_applicable no_certificate",
            "tls.dates": "not_applicable no_certificate",
            "tls.key": "not_applicable no_certificate",
        }


@pytest.mark.parametrize("last", ["TLSv1.2", "TLSv1.3"])
@pytest.mark.parametrize(
    ("mode", "words"),
    [
        (ssl.CERT_REQUIRED, "fail demands_certificate"),
        (ssl.CERT_OPTIONAL, "pass sound"),
        (ssl.CERT_NONE, "pass sound"),
    ],
)
async def test_a_server_that_lets_nobody_in_without_a_certificate_is_named(
    mode: ssl.VerifyMode, last: str, words: str
) -> None:
    context = speaking(server_context((SITE,)), "TLSv1.2", last)
    context.verify_mode = mode
    context.load_verify_locations(cadata=ROOT.pem.decode())

    async with served(always(page()), context) as port, looked_at(port) as (artifact, told):
        assert (told["tls.hygiene"], bool(artifact.shut)) == (words, mode is ssl.CERT_REQUIRED)
        assert told["tls.trust"] == "pass trusted"


@pytest.mark.parametrize("answer", [b"HTTP/1.0 400 Bad Request\r\n\r\n", b""], ids=["no TLS", "nothing"])
async def test_what_speaks_no_tls_in_any_way_is_still_no_look(answer: bytes) -> None:
    async with crafted(lambda _greeting: answer) as (port, _):
        with pytest.raises(CaptureFailed) as failed:
            async with looked_at(port):
                pass

    assert failed.value.reason in {Reason.TLS_FAILED, Reason.CONNECTION_RESET}


@pytest.mark.parametrize("suite", [0xC02F, 0x002F, 0x009C], ids=["ECDHE", "RSA with CBC", "RSA with GCM"])
async def test_a_server_that_every_browser_could_enter_failed_for_the_moment(suite: int) -> None:
    async with crafted(choosing(TLS1_2, suite, CERTIFICATE)) as (port, _):
        with pytest.raises(CaptureFailed) as failed:
            async with looked_at(port):
                pass

    assert failed.value.reason == Reason.TLS_FAILED
