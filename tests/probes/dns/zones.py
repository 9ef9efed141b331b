"""Signed zones in memory, and what a resolver that hides no signature would answer about them."""

from base64 import b64encode
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import dns.dnssec
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from dns.dnssectypes import Algorithm, DSDigest

from sanjeh.core.probing.artifacts.dns import SignedAnswer

NOW = datetime(2026, 11, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def records(name: str, rtype: str, *texts: str) -> dns.rrset.RRset:
    return dns.rrset.from_text_list(dns.name.from_text(name), 300, "IN", rtype, list(texts))


@dataclass
class SignedZone:
    """One zone with one Ed25519 key; its signatures hold from `since` until `until`."""

    name: str
    until: datetime = NOW + DAY
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    since: datetime = NOW - DAY

    @property
    def owner(self) -> dns.name.Name:
        return dns.name.from_text(self.name)

    @property
    def keys(self) -> dns.rrset.RRset:
        public = dns.dnssec.make_dnskey(self.key.public_key(), Algorithm.ED25519, flags=257)
        return dns.rrset.from_rdata_list(self.owner, 300, [public])

    @property
    def ds(self) -> dns.rrset.RRset:
        made = dns.dnssec.make_ds(self.owner, self.keys[0], DSDigest.SHA256)
        return dns.rrset.from_rdata_list(self.owner, 300, [made])

    @property
    def anchor(self) -> str:
        return f"{self.name} {self.ds[0]}"

    def signed(self, rrset: dns.rrset.RRset) -> list[dns.rrset.RRset]:
        """Return the records and their signature."""
        signature = dns.dnssec.sign(
            rrset, self.key, self.owner, self.keys[0], inception=self.since, expiration=self.until
        )
        return [rrset, dns.rrset.from_rdata_list(rrset.name, 300, [signature])]


def answer(
    name: str,
    rtype: str,
    sections: list[dns.rrset.RRset] | None = None,
    authority: list[dns.rrset.RRset] | None = None,
) -> SignedAnswer:
    query = dns.message.make_query(name or ".", rtype, want_dnssec=True)
    reply = dns.message.make_response(query)
    reply.answer.extend(sections or [])
    reply.authority.extend(authority or [])
    return SignedAnswer(name=name or ".", rtype=rtype, wire=b64encode(reply.to_wire(max_size=65535)).decode())


ROOT = SignedZone(".")


def chain(host: str, address: str, ends_at: str = "", now: datetime = NOW) -> list[SignedAnswer]:
    """Return what is told of a host whose every label but the last is a signed zone, down to `ends_at`."""
    labels = host.split(".")
    zones = [
        SignedZone(".".join(labels[start:]), until=now + DAY, since=now - DAY)
        for start in range(len(labels) - 1, 0, -1)
    ]
    above = SignedZone(".", until=now + DAY, key=ROOT.key, since=now - DAY)
    told = [answer("", "DNSKEY", above.signed(above.keys))]
    for zone in zones:
        if zone.name == ends_at:
            proof = above.signed(records(zone.name, "NSEC", f"zz.{zone.name}. NS RRSIG NSEC"))
            return [*told, answer(zone.name, "DS", authority=proof)]
        told += [
            answer(zone.name, "DS", above.signed(zone.ds)),
            answer(zone.name, "DNSKEY", zone.signed(zone.keys)),
        ]
        above = zone
    proof = above.signed(records(host, "NSEC", f"zz.{above.name}. A RRSIG NSEC"))
    return [
        *told,
        answer(host, "DS", authority=proof),
        answer(host, "A", above.signed(records(host, "A", address))),
    ]
