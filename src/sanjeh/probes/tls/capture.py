"""Shakes hands with a server once to see its certificates, and once in each version."""

from datetime import UTC, datetime

from sanjeh.core.probing import Evidence, Look, Target
from sanjeh.core.sights.tls import TlsSight
from sanjeh.net.gate import Address
from sanjeh.net.http import RedirectsFailed
from sanjeh.net.network import Network

_VERSIONS = ("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3")


async def capture(target: Target, network: Network, evidence: Evidence) -> TlsSight:
    """Shake hands five times at most; raise LookFailed when there is no TLS to be had."""
    address = await _where_tls_is(target, network)
    taken_at = datetime.now(UTC)
    if address.scheme != "https":
        return TlsSight(taken_at=taken_at, host=address.host, port=address.port, is_tls=False)
    hand = await network.tls.handshake(address.host, address.port)
    accepted = {
        version: version == hand.version or await network.tls.accepts(address.host, address.port, version)
        for version in _VERSIONS
    }
    stores = network.tls.stores
    anchors = [stores.public.anchor(hand.chain), stores.national.anchor(hand.chain)]
    public, national = (evidence.keep(anchor) if anchor else "" for anchor in anchors)
    return TlsSight(
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
        accepted=accepted,
    )


async def _where_tls_is(target: Target, network: Network) -> Address:
    """Return the address, or where a plain-http one redirects to; raise LookFailed if nobody tells."""
    address = network.gate.parse(target.url)
    if address.scheme == "https":
        return address
    try:
        return network.gate.parse((await network.http.get(target.url, max_bytes=0)).url)
    except RedirectsFailed:
        return address  # it leads nowhere, so neither to https


LOOK: Look[TlsSight, Network] = Look("tls", 1, TlsSight, capture)
