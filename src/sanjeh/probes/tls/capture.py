"""Shakes hands with a server once to see its certificates, then asks what else it is willing to speak."""

from datetime import UTC, datetime

from sanjeh.core.probing.artifacts.tls import TlsArtifact, TlsCapabilities
from sanjeh.core.probing.contracts import Evidence, Target
from sanjeh.core.probing.failures import Reason
from sanjeh.net.gate import Address
from sanjeh.net.http import RedirectsFailed
from sanjeh.net.network import Network
from sanjeh.net.tls_visit import visited
from sanjeh.net.trust import TrustStores


async def capture(target: Target, network: Network, evidence: Evidence) -> TlsArtifact:
    """Shake hands once and greet at most 80 times; raise CaptureFailed when there is no TLS to be had."""
    address = await _where_tls_is(target, network)
    taken_at = datetime.now(UTC)
    if address.scheme != "https":
        return TlsArtifact(taken_at=taken_at, host=address.host, port=address.port, is_tls=False)
    visit = await visited(network.tls, address.host, address.port)
    hand, reading = visit.hand, visit.reading
    other = next(
        (chain for chain in (reading.chain, reading.second) if chain[:1] not in ((), hand.chain[:1])), ()
    )
    stores = network.tls.stores
    (public, national), others = _anchors(stores, hand.chain, evidence), _anchors(stores, other, evidence)
    return TlsArtifact(
        taken_at=taken_at,
        host=address.host,
        port=address.port,
        is_tls=True,
        ip=hand.ip,
        version=hand.version,
        cipher=hand.cipher,
        chain=tuple(evidence.keep(certificate) for certificate in hand.chain),
        public_anchor=public,
        national_anchor=national,
        public_roots=len(stores.public),
        roots=_named(stores),
        accepted={**reading.greetings.versions, hand.version: True},
        greetings=_believed(reading.greetings, hand.version),
        staple=evidence.keep(reading.staple) if reading.staple else "",
        other_leaf=evidence.keep(other[0]) if other else "",
        other_chain=tuple(evidence.keep(certificate) for certificate in other),
        other_anchors=others,
        shut=str(visit.shut or ""),
    )


def _anchors(stores: TrustStores, chain: tuple[bytes, ...], evidence: Evidence) -> tuple[str, str]:
    """Keep the roots of the two stores that issued a certificate of the chain; empty where there is none."""
    public, national = stores.public.anchor(chain), stores.national.anchor(chain)
    return evidence.keep(public) if public else "", evidence.keep(national) if national else ""


def _named(stores: TrustStores) -> dict[str, str]:
    held = {"public": stores.public.sha256, "national": stores.national.sha256}
    return {whose: f"sha256:{digest}" for whose, digest in held.items() if digest}


def _believed(greetings: TlsCapabilities, version: str) -> TlsCapabilities:
    """Return what was read; it is no whole picture if the version of the handshake is missing in it."""
    if greetings.trouble or greetings.versions.get(version):
        return greetings
    return greetings.model_copy(update={"trouble": str(Reason.TLS_FAILED)})


async def _where_tls_is(target: Target, network: Network) -> Address:
    """Return the address, or where a plain-http one redirects to; raise CaptureFailed if nobody tells."""
    address = network.gate.parse(target.url)
    if address.scheme == "https":
        return address
    try:
        return network.gate.parse((await network.http.get(target.url, max_bytes=0)).url)
    except RedirectsFailed:
        return address  # it leads nowhere, so neither to https
