"""Follows signatures from an anchor down to a host (RFC 4035 section 5), out of the capture alone. Pure.

dnspython brings the reading of messages and the arithmetic; nothing here opens a socket.
"""

from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import dns.dnssec
import dns.exception
import dns.message
import dns.name
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.rrset
from dns.rdatatype import RdataType
from dns.rdtypes.ANY.DNSKEY import DNSKEY
from dns.rdtypes.ANY.DS import DS
from dns.rdtypes.ANY.NSEC import NSEC
from dns.rdtypes.ANY.NSEC3 import NSEC3

from sanjeh.core.probing.artifacts.dns import DnsArtifact, SignedAnswer
from sanjeh.probes.dns.anchors import names_down, nearest

# What validators know (RFC 8624, sections 3.1 and 3.3); a zone that is signed otherwise counts as unsigned.
_ALGORITHMS = frozenset({5, 7, 8, 10, 13, 14, 15, 16})
_DIGESTS = frozenset({1, 2, 4})
# A zone that piles up keys and signatures wants a validator to try them all: nobody needs so many.
_MOST_KEYS, _MOST_SIGNATURES = 24, 12
# RFC 9276 section 3.2: beyond this a validator may treat the zone as unsigned.
_MOST_ITERATIONS = 100
_OPT_OUT = 1
_BASE32HEX = "0123456789abcdefghijklmnopqrstuv"


class Status(StrEnum):
    """What a validator can say of an answer (RFC 4033 section 5)."""

    SECURE = "secure"
    INSECURE = "insecure"
    BOGUS = "bogus"
    INDETERMINATE = "indeterminate"


@dataclass(frozen=True, slots=True)
class Validation:
    """How far the signatures held: `at` is the last name seen, `why` says what ended the way there."""

    status: Status
    why: str = ""
    at: str = ""


class ChainEnds(Exception):
    """The chain goes no further, and this is what must be said of everything below."""

    def __init__(self, status: Status, why: str, at: dns.name.Name | str) -> None:
        text = at if isinstance(at, str) else at.to_text(omit_final_dot=True)
        super().__init__(f"{status} at {text}: {why}")
        self.validation = Validation(status, why, text or ".")


@dataclass(frozen=True, slots=True)
class _Zone:
    """A zone whose keys are trusted, at the moment `now` (seconds since 1970)."""

    name: dns.name.Name
    keys: dns.rrset.RRset
    now: float

    def check(self, message: dns.message.Message, records: dns.rrset.RRset) -> None:
        """Raise ChainEnds unless a signature of this zone holds for the records."""
        signed = _rrset(message, records.name, RdataType.RRSIG, records.rdtype)
        if signed is None:
            raise ChainEnds(Status.BOGUS, "signature_missing", records.name)
        if len(signed) > _MOST_SIGNATURES:
            raise ChainEnds(Status.BOGUS, "too_many_signatures", records.name)
        try:
            dns.dnssec.validate(records, signed, {self.name: self.keys}, now=self.now)
        except (dns.exception.DNSException, ValueError) as error:
            is_late = all(each.expiration < self.now for each in signed)
            why = "signature_expired" if is_late else "signature_wrong"
            raise ChainEnds(Status.BOGUS, why, records.name) from error


def validate(artifact: DnsArtifact) -> Validation:
    """Return whether the address of the host is signed without a gap, at the moment of the look."""
    top, anchors = nearest(artifact.anchors, artifact.host)
    try:
        answers = _Answers(artifact.signed)
        zone = _anchored(answers, top, anchors, artifact.taken_at.timestamp())
        for name in names_down(artifact.host, top):
            zone = _below(answers, zone, name)
        _check_host(answers, zone, artifact.host)
    except ChainEnds as end:
        return end.validation
    # A zone may write what no record may hold: a key without an exponent, a label beyond all letters.
    except (dns.exception.DNSException, ValueError):
        return Validation(Status.INDETERMINATE, "unreadable", artifact.host)
    return Validation(Status.SECURE, at=zone.name.to_text(omit_final_dot=True))


class _Answers:
    """The answers of the capture, each read when it is wanted."""

    def __init__(self, signed: tuple[SignedAnswer, ...]) -> None:
        self._signed = {(answer.name, answer.rtype): answer for answer in signed}

    def of(self, name: str, rtype: str) -> dns.message.Message:
        answer = self._signed.get((name, rtype))
        if answer is None or answer.failure:
            raise ChainEnds(Status.INDETERMINATE, "not_answered", name)
        try:
            return dns.message.from_wire(b64decode(answer.wire))
        except (dns.exception.DNSException, ValueError) as error:
            raise ChainEnds(Status.INDETERMINATE, "unreadable", name) from error

    def of_host(self, host: str) -> tuple[dns.message.Message, RdataType]:
        rtype = "A" if (host, "A") in self._signed else "AAAA"
        return self.of(host, rtype), dns.rdatatype.from_text(rtype)


def _anchored(answers: _Answers, top: str, anchors: tuple[str, ...], now: float) -> _Zone:
    """Return the zone of the anchors; a resolver that hides its signatures can prove nothing at all."""
    message, owner = answers.of(top or ".", "DNSKEY"), dns.name.from_text(top)
    if not anchors or _rrset(message, owner, RdataType.RRSIG, RdataType.DNSKEY) is None:
        raise ChainEnds(Status.INDETERMINATE, "resolver_unaware" if anchors else "no_anchor", owner)
    texts = [anchor.split(maxsplit=1)[1] for anchor in anchors]
    return _entered(message, dns.rrset.from_text_list(owner, 0, "IN", "DS", texts), now)


def _below(answers: _Answers, zone: _Zone, name: str) -> _Zone:
    """Return the zone in which a name lies: a new one where a signed delegation stands at it."""
    message, owner = answers.of(name, "DS"), dns.name.from_text(name)
    parents = _rrset(message, owner, RdataType.DS)
    if parents is None:
        if _rrset(message, owner, RdataType.CNAME) is None and _denies(message, owner, zone):
            raise ChainEnds(Status.INSECURE, "not_delegated", owner)
        return zone
    zone.check(message, parents)
    if not any(each.algorithm in _ALGORITHMS and each.digest_type in _DIGESTS for each in parents):
        raise ChainEnds(Status.INSECURE, "unknown_algorithm", owner)
    return _entered(answers.of(name, "DNSKEY"), parents, zone.now)


def _entered(message: dns.message.Message, parents: dns.rrset.RRset, now: float) -> _Zone:
    """Return the zone whose keys are signed by one for which its parent vouches (RFC 4035 section 5.2)."""
    owner = parents.name
    keys = _rrset(message, owner, RdataType.DNSKEY)
    if keys is None:
        raise ChainEnds(Status.BOGUS, "keys_missing", owner)
    if len(keys) > _MOST_KEYS:
        raise ChainEnds(Status.BOGUS, "too_many_keys", owner)
    vouched = [key for key in keys if any(_is_digest_of(owner, key, parent) for parent in parents)]
    if not vouched:
        raise ChainEnds(Status.BOGUS, "keys_foreign", owner)
    _Zone(owner, dns.rrset.from_rdata_list(owner, 0, vouched), now).check(message, keys)
    return _Zone(owner, keys, now)


def _is_digest_of(owner: dns.name.Name, key: dns.rdata.Rdata, parent: dns.rdata.Rdata) -> bool:
    if not (isinstance(key, DNSKEY) and isinstance(parent, DS)) or parent.digest_type not in _DIGESTS:
        return False
    if (parent.key_tag, parent.algorithm) != (dns.dnssec.key_id(key), key.algorithm):
        return False
    return bool(parent == dns.dnssec.make_ds(owner, key, parent.digest_type, validating=True))


def _check_host(answers: _Answers, zone: _Zone, host: str) -> None:
    """Check the records of the host, or the alias in their place; where an alias leads is not followed."""
    message, rtype = answers.of_host(host)
    owner = dns.name.from_text(host)
    records = _rrset(message, owner, rtype) or _redirection(message, owner)
    if records is None:
        raise ChainEnds(Status.INDETERMINATE, "no_records", owner)
    zone.check(message, records)


def _redirection(message: dns.message.Message, owner: dns.name.Name) -> dns.rrset.RRset | None:
    """Return the alias of a name; one that a DNAME above it makes is not signed, but the DNAME is."""
    above = (rrset for rrset in message.answer if rrset.rdtype == RdataType.DNAME)
    made_by = next((rrset for rrset in above if owner.is_subdomain(rrset.name)), None)
    return made_by or _rrset(message, owner, RdataType.CNAME)


def _denies(message: dns.message.Message, owner: dns.name.Name, zone: _Zone) -> bool:
    """Return whether an unsigned zone begins at `owner`; False where the signed zone simply goes on.

    Of proofs that speak of neither somebody has made the record vanish; without any proof it may as well be
    the resolver that keeps none.
    """
    proofs = [each for each in message.authority if each.rdtype in {RdataType.NSEC, RdataType.NSEC3}]
    if not proofs:
        raise ChainEnds(Status.INDETERMINATE, "proof_hidden", owner)
    for proof in proofs:
        zone.check(message, proof)
        told = (_nsec if proof.rdtype == RdataType.NSEC else _nsec3)(proof, owner, zone)
        if told is not None:
            return told
    raise ChainEnds(Status.BOGUS, "proof_missing", owner)


def _nsec(proof: dns.rrset.RRset, owner: dns.name.Name, zone: _Zone) -> bool | None:
    """Return what one NSEC record says of a delegation at `owner`; None when it speaks of other names."""
    del zone
    if proof.name == owner:
        return _begins_zone(proof[0], owner)
    is_last = proof[0].next <= proof.name
    return False if proof.name < owner and (is_last or owner < proof[0].next) else None


def _nsec3(proof: dns.rrset.RRset, owner: dns.name.Name, zone: _Zone) -> bool | None:
    """Return the same of one NSEC3 record; one that opts out says nothing of the names it spans."""
    record = proof[0]
    if record.iterations > _MOST_ITERATIONS:
        raise ChainEnds(Status.INSECURE, "too_many_iterations", zone.name)
    if record.algorithm != 1:
        raise ChainEnds(Status.INSECURE, "unknown_algorithm", zone.name)
    wanted = dns.dnssec.nsec3_hash(owner, record.salt, record.iterations, record.algorithm).lower()
    start, end = proof.name.labels[0].decode().lower(), _base32hex(record.next)
    if wanted == start:
        return _begins_zone(record, owner)
    is_inside = start < wanted < end or (end <= start and (wanted > start or wanted < end))
    return bool(record.flags & _OPT_OUT) if is_inside else None


def _begins_zone(record: NSEC | NSEC3, owner: dns.name.Name) -> bool:
    types = set(_types(record))
    if RdataType.DS in types:
        raise ChainEnds(Status.BOGUS, "proof_contradicts", owner)
    return RdataType.NS in types and RdataType.SOA not in types


def _types(record: NSEC | NSEC3) -> Iterator[int]:
    """Yield the types that a bitmap names (RFC 4034 section 4.1.2)."""
    for window, bitmap in record.windows:
        for number, byte in enumerate(bitmap):
            yield from (window * 256 + number * 8 + bit for bit in range(8) if byte & (0x80 >> bit))


def _base32hex(digest: bytes) -> str:
    bits = int.from_bytes(digest, "big") << (-len(digest) * 8 % 5)
    length = (len(digest) * 8 + 4) // 5
    return "".join(_BASE32HEX[bits >> (5 * place) & 31] for place in range(length - 1, -1, -1))


def _rrset(
    message: dns.message.Message, owner: dns.name.Name, rtype: RdataType, covers: RdataType = RdataType.NONE
) -> dns.rrset.RRset | None:
    for section in (message.answer, message.authority):
        records = message.get_rrset(section, owner, dns.rdataclass.IN, rtype, covers)
        if records:
            return records
    return None
