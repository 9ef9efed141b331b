import ssl

import pytest

from sanjeh.core.probing.artifacts.tls import TlsArtifact, TlsCapabilities
from sanjeh.core.probing.contracts import Target
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.gate import Allow
from sanjeh.net.network import open_network
from sanjeh.net.tls_scan.capabilities import CapabilityReading
from sanjeh.net.trust import RootStore, TrustStores
from sanjeh.probes.tls.capture import capture
from sanjeh.probes.tls.judge import PROBE
from tests.evidence import MemoryStore
from tests.net.authority import NOW, Holder, Wish, server_context
from tests.net.servers import always, page, served
from tests.probes.judging import said

LOOPBACK = (Allow("*.localhost"),)
ROOT = Holder.self_signed(Wish("Root", is_authority=True))
SITE = ROOT.issue(Wish("site", hosts=("site.localhost",)))


@pytest.fixture
def stores() -> TrustStores:
    return TrustStores(RootStore.of((ROOT.certificate,)), RootStore.of(()))


async def test_a_real_server_is_seen_and_judged_again_from_what_was_kept(stores: TrustStores) -> None:
    shelf = MemoryStore()
    context = server_context((SITE,))
    context.set_ciphers("ECDHE+AESGCM")
    async with served(always(page()), context) as port:
        target = Target(url=f"https://site.localhost:{port}/")
        async with open_network(allow=LOOPBACK, roots=stores, with_browser=False) as network:
            artifact = await capture(target, network, shelf)

    again = TlsArtifact.model_validate_json(artifact.model_dump_json())

    assert shelf.read(artifact.chain[0]) == SITE.der
    assert shelf.read(artifact.public_anchor) == ROOT.der
    assert artifact.roots == {"public": f"sha256:{stores.public.sha256}"}
    assert said(PROBE.judge(again, target, shelf)) == {
        "tls.trust": "pass trusted",
        "tls.name": "pass matches",
        "tls.dates": "pass valid",
        "tls.key": "pass strong",
        "tls.protocol": "pass modern",
        "tls.suites": "pass strong",
        "tls.order": "pass any_order_will_do",
        "tls.groups": "pass strong",
        "tls.hygiene": "pass sound",
        "tls.stapling": "not_applicable no_responder",
        "tls.chain": "info leaf_alone",
        "tls.transparency": "warn not_in_certificate",
    }


async def test_a_plain_address_is_followed_to_where_its_tls_is(stores: TrustStores) -> None:
    async with served(always(page()), server_context((SITE,))) as port:
        moved = always(page(b"", f"Location: https://site.localhost:{port}/", status="301 Moved"))
        async with served(moved) as plain_port:
            target = Target(url=f"http://site.localhost:{plain_port}/")
            async with open_network(allow=LOOPBACK, roots=stores, with_browser=False) as network:
                artifact = await capture(target, network, MemoryStore())

    assert (artifact.is_tls, artifact.host, artifact.port) == (True, "site.localhost", port)


async def test_a_plain_address_that_stays_plain_shakes_no_hands(stores: TrustStores) -> None:
    async with served(always(page())) as port:
        target = Target(url=f"http://site.localhost:{port}/")
        async with open_network(allow=LOOPBACK, roots=stores, with_browser=False) as network:
            artifact = await capture(target, network, MemoryStore())

    assert (artifact.is_tls, artifact.chain) == (False, ())


async def test_a_dead_plain_address_does_not_tell_whether_it_has_tls(stores: TrustStores) -> None:
    async with served(always(page())) as port:
        target = Target(url=f"http://site.localhost:{port}/")

    async with open_network(allow=LOOPBACK, roots=stores, with_browser=False) as network:
        with pytest.raises(CaptureFailed) as failed:
            await capture(target, network, MemoryStore())

    assert failed.value.reason == Reason.CONNECT_REFUSED


async def test_a_certificate_that_changes_from_one_connection_to_the_next_is_kept_too(
    stores: TrustStores,
) -> None:
    shelf = MemoryStore()
    other = ROOT.issue(Wish("other", hosts=("site.localhost",)))
    shown = [server_context((SITE,)), server_context((other,))]
    first = iter(shown)

    def change(_socket: object, _name: str, context: ssl.SSLContext) -> None:
        _socket.context = next(first, shown[1])  # type: ignore[attr-defined]

    context = server_context((SITE,))
    context.sni_callback = change
    async with served(always(page()), context) as port:
        target = Target(url=f"https://site.localhost:{port}/")
        async with open_network(allow=LOOPBACK, roots=stores, with_browser=False) as network:
            artifact = await capture(target, network, shelf)

    chain = next(one for one in PROBE.judge(artifact, target, shelf) if one.id == "tls.chain")
    assert (shelf.read(artifact.chain[0]), shelf.read(artifact.other_leaf)) == (SITE.der, other.der)
    assert chain.observed == {"certificates": 1, "extra": 0, "shows_another": True}


async def test_a_server_that_hides_from_our_greetings_is_not_praised(
    stores: TrustStores, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing = CapabilityReading(TlsCapabilities(read_at=NOW, versions={"TLSv1.2": True}))
    async with served(always(page()), server_context((SITE,))) as port:
        target = Target(url=f"https://site.localhost:{port}/")
        async with open_network(allow=LOOPBACK, roots=stores, with_browser=False) as network:
            monkeypatch.setattr(network.tls, "reader", Silent(nothing))
            shelf = MemoryStore()
            artifact = await capture(target, network, shelf)

    assert said(PROBE.judge(artifact, target, shelf))["tls.suites"] == "error tls_failed"


class Silent:
    """A reader that finds nothing."""

    def __init__(self, reading: CapabilityReading) -> None:
        self._reading = reading

    async def read(self, _host: str, _port: int, _ip: str) -> CapabilityReading:
        return self._reading
