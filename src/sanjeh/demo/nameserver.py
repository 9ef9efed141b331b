"""The country's name servers: small, UDP only; names outside the country exist for nobody."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import cast

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset

TTL_S = 300
Records = dict[tuple[str, str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Zone:
    """One registered domain, the addresses of the names in it, and what is planted on it."""

    domain: str
    addresses: dict[str, str]
    planted: frozenset[str]


def records(zones: Iterable[Zone], *, is_second: bool = False) -> Records:
    """Return every record of the country, by lower-case name and type; some are lost to the second server."""
    told: Records = {}
    for zone in zones:
        is_lost = is_second and "resolvers_disagree" in zone.planted
        told |= _records_of(replace(zone, addresses={}) if is_lost else zone)
    return told


def _records_of(zone: Zone) -> Records:
    domain = zone.domain
    told: Records = {(name, "A"): (address,) for name, address in zone.addresses.items()}
    told[domain, "NS"] = (f"ns1.{domain}.", f"ns2.{domain}.")
    told[domain, "SOA"] = (f"ns1.{domain}. hostmaster.{domain}. 1 7200 900 1209600 300",)
    # RFC 5737: addresses of documentation, for nobody connects to them.
    told[f"ns1.{domain}", "A"] = ("198.51.100.1",)
    told[f"ns2.{domain}", "A"] = ("203.0.113.1",)
    if "nameservers6_missing" not in zone.planted:
        told[f"ns1.{domain}", "AAAA"] = ("2001:db8::53",)  # RFC 3849: so is this one
    if "mail_silent" not in zone.planted:
        told[domain, "MX"] = ("0 .",)
    if "caa_missing" not in zone.planted:
        told[domain, "CAA"] = ('0 issue "root.nemune.test"', f'0 iodef "mailto:security@{domain}"')
    if "spf_missing" not in zone.planted:
        told[domain, "TXT"] = ('"v=spf1 -all"',)
    if "dmarc_missing" not in zone.planted:
        told[f"_dmarc.{domain}", "TXT"] = (f'"v=DMARC1; p=reject; rua=mailto:dmarc@{domain}"',)
    return told


class NameServer(asyncio.DatagramProtocol):
    """Answers one datagram with one datagram; what it cannot read it does not answer."""

    def __init__(self, told: Records) -> None:
        self._told = told
        self._names = {name for name, _ in told}
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # CPython 3.11's datagram transport does not call itself one.
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str | int, int]) -> None:
        try:
            query = dns.message.from_wire(data)
        except dns.exception.DNSException:
            return
        if self._transport and query.question:
            self._transport.sendto(self.reply(query).to_wire(), addr)

    def reply(self, query: dns.message.Message) -> dns.message.Message:
        reply = dns.message.make_response(query)
        question = query.question[0]
        name = question.name.to_text(omit_final_dot=True).lower()
        kind = dns.rdatatype.to_text(question.rdtype)
        zone = self._zone_of(name)
        if zone is None:
            reply.set_rcode(dns.rcode.NXDOMAIN)
            return reply
        reply.flags |= dns.flags.AA
        found = self._told.get((name, kind))
        if found:
            reply.answer.append(_rrset(question.name, kind, found))
            return reply
        reply.authority.append(_rrset(dns.name.from_text(zone), "SOA", self._told[zone, "SOA"]))
        if not self._exists(name):
            reply.set_rcode(dns.rcode.NXDOMAIN)
        return reply

    def _zone_of(self, name: str) -> str | None:
        """Return the nearest name at or above `name` that has an SOA record."""
        labels = name.split(".")
        above = (".".join(labels[start:]) for start in range(len(labels)))
        return next((zone for zone in above if (zone, "SOA") in self._told), None)

    def _exists(self, name: str) -> bool:
        return any(known == name or known.endswith(f".{name}") for known in self._names)


def _rrset(name: dns.name.Name, kind: str, texts: tuple[str, ...]) -> dns.rrset.RRset:
    return dns.rrset.from_text_list(name, TTL_S, dns.rdataclass.IN, kind, texts)
