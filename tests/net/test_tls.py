import asyncio
import ssl
import warnings

import pytest

from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.gate import Allow, Gate
from sanjeh.net.http import Http
from sanjeh.net.tls import Tls
from sanjeh.net.trust import RootStore, TrustStores
from tests.net.authority import Holder, Wish, server_context
from tests.net.servers import always, loopback_gate, page, served

ROOT = Holder.self_signed(Wish("Root", is_authority=True))
MIDDLE = ROOT.issue(Wish("Middle", is_authority=True))
SITE = MIDDLE.issue(Wish("site", hosts=("site.localhost",)))
NO_ROOTS = TrustStores(RootStore.of(()), RootStore.of(()))
ANSWER = always(page(b"over tls"))


def tls() -> Tls:
    return Tls(loopback_gate(), NO_ROOTS, timeout_s=30)


def old_context(version: ssl.TLSVersion) -> ssl.SSLContext:
    context = server_context((SITE, MIDDLE))
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = version
    return context


async def test_a_handshake_shows_the_whole_chain_as_it_was_sent() -> None:
    async with served(ANSWER, server_context((SITE, MIDDLE))) as port:
        shown = await tls().handshake("site.localhost", port)

    assert (shown.ip, shown.version, shown.chain) == ("127.0.0.1", "TLSv1.3", (SITE.der, MIDDLE.der))


async def test_a_page_behind_tls_1_0_and_a_bad_certificate_is_still_read() -> None:
    context = old_context(ssl.TLSVersion.TLSv1)

    async with served(ANSWER, context) as port, Http(loopback_gate()) as http:
        reply = await http.get(f"https://other.localhost:{port}/")

    assert reply.body == b"over tls"


async def test_a_closed_port_is_named() -> None:
    async with served(ANSWER) as port:
        pass

    with pytest.raises(CaptureFailed) as failed:
        await tls().handshake("127.0.0.1", port)

    assert failed.value.reason == Reason.CONNECT_REFUSED


async def test_a_server_that_stays_silent_is_named() -> None:
    async def silent(_head: bytes, _writer: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    async with served(silent) as port:
        with pytest.raises(CaptureFailed) as failed:
            await Tls(loopback_gate(), NO_ROOTS, timeout_s=0.2).handshake("127.0.0.1", port)

    assert failed.value.reason == Reason.CONNECT_TIMEOUT


async def test_the_second_address_is_tried_where_nobody_is_at_the_first() -> None:
    class Twofold:
        async def resolve(self, _host: str) -> tuple[str, ...]:
            return ("127.0.0.99", "127.0.0.1")

    gate = Gate(Twofold(), [Allow("127.0.0.0/8")])
    async with served(ANSWER, server_context((SITE,))) as port:
        shown = await Tls(gate, NO_ROOTS, timeout_s=30).handshake("site.test", port)

    assert shown.ip == "127.0.0.1"


async def test_a_refused_address_is_not_shaken_hands_with() -> None:
    with pytest.raises(CaptureFailed) as failed:
        await tls().handshake("10.0.0.1", 443)

    assert failed.value.reason == Reason.ADDRESS_REFUSED
