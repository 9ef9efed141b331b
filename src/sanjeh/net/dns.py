"""Questions to name servers, and the resolvers that the gate uses."""

import asyncio
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address

import dns.asyncquery
import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.resolver

from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.ttl_cache import TtlCache

_DNS_PORT = 53
_TIMEOUT_S = 3.0
_TRIES = 2
_ANSWERED = frozenset({dns.rcode.NOERROR, dns.rcode.NXDOMAIN})
# 1232 bytes: the size that DNS Flag Day 2020 recommends against fragmentation.
_PAYLOAD_BYTES = 1232
_MOST_BYTES = 65_535
# Names change under us: nothing is believed for longer, whatever its time to live.
_LONGEST_S = 300.0
_MOST_KEPT = 20_000
# The two key-signing keys of the root that IANA publishes: that of 2017 and that of 2024.
ROOT_ANCHORS = (
    ". 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D",
    ". 38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16",
)


Question = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a name server said; `authenticated` is its own word that DNSSEC held (flag AD)."""

    rcode: str
    records: tuple[str, ...]
    authenticated: bool


@dataclass(frozen=True, slots=True)
class SignedAnswer:
    """A whole answer as it came (`wire`), with the signatures that we check ourselves."""

    wire: bytes
    has_records: bool
    has_signatures: bool


class Dns:
    """Asks the given name servers ("address" or "address:port"), else those of this machine.

    `anchors` are the keys from which we check signatures, as "zone tag algorithm kind digest".
    """

    def __init__(
        self,
        nameservers: Iterable[str] | None = None,
        timeout_s: float = _TIMEOUT_S,
        anchors: Iterable[str] = ROOT_ANCHORS,
    ) -> None:
        texts = _system_nameservers() if nameservers is None else tuple(nameservers)
        self._servers = tuple(server(text) for text in texts)
        self._timeout_s = timeout_s
        self.anchors = tuple(anchors)
        self._answers: TtlCache[Question, Answer] = TtlCache(most=_MOST_KEPT, longest_s=_LONGEST_S)
        self._signed: TtlCache[Question, SignedAnswer] = TtlCache(most=_MOST_KEPT, longest_s=_LONGEST_S)

    async def ask(self, name: str, rtype: str) -> Answer:
        """Ask for the records of one type; raise CaptureFailed when no server gives a usable answer."""
        return _answer(await self._first(_question(name, rtype)))

    async def ask_or_recall(self, name: str, rtype: str) -> Answer:
        """Ask as `ask` does, unless the answer to the same question is still believed."""
        if known := self._answers.known((name, rtype)):
            return known
        reply = await self._first(_question(name, rtype))
        return self._answers.keep((name, rtype), _answer(reply), _believed_s(reply))

    async def ask_signed(self, name: str, rtype: str) -> SignedAnswer:
        """Ask (or recall) what nobody has checked for us (flag CD); raise CaptureFailed as `ask` does."""
        if known := self._signed.known((name, rtype)):
            return known
        question = _question(name, rtype)
        question.flags |= dns.flags.CD
        reply = await self._first(question)
        wire = reply.wire or reply.to_wire(max_size=_MOST_BYTES)
        # Without the number of the question the same answer keeps the same bytes.
        has_signatures = any(rrset.rdtype == dns.rdatatype.RRSIG for rrset in reply.answer)
        answer = SignedAnswer(b"\0\0" + wire[2:], bool(_records(reply)), has_signatures)
        return self._signed.keep((name, rtype), answer, _believed_s(reply))

    async def ask_each(self, name: str, rtype: str) -> dict[str, Answer | CaptureFailed]:
        """Ask every server on its own, each once, and return what each said, or why it said nothing."""
        question = _question(name, rtype)
        names = [f"{address}:{port}" for address, port in self._servers]
        answers = (self._answer_of(question, address, port) for address, port in self._servers)
        return dict(zip(names, await asyncio.gather(*answers), strict=True))

    async def _answer_of(
        self, question: dns.message.Message, address: str, port: int
    ) -> Answer | CaptureFailed:
        try:
            return _answer(await self._ask(question, address, port))
        except CaptureFailed as failure:
            return failure

    async def _first(self, question: dns.message.Message) -> dns.message.Message:
        failure = CaptureFailed(Reason.NAME_SERVER_FAILED, "no name server is known")
        for address, port in self._servers * _TRIES:
            try:
                return await self._ask(question, address, port)
            except CaptureFailed as error:
                failure = error
        raise failure

    async def _ask(self, question: dns.message.Message, address: str, port: int) -> dns.message.Message:
        name = str(question.question[0].name)
        try:
            reply, _ = await dns.asyncquery.udp_with_fallback(
                question, address, timeout=self._timeout_s, port=port, ignore_unexpected=True
            )
        except dns.exception.Timeout as error:
            raise CaptureFailed(Reason.NAME_TIMEOUT, name) from error
        except (OSError, EOFError, dns.exception.DNSException) as error:
            raise CaptureFailed(Reason.NAME_SERVER_FAILED, f"{name}: {error}") from error
        if reply.rcode() not in _ANSWERED:
            raise CaptureFailed(Reason.NAME_SERVER_FAILED, f"{name}: {dns.rcode.to_text(reply.rcode())}")
        return reply


class DnsResolver:
    """Resolves names through `Dns`, for the gate."""

    def __init__(self, dns_client: Dns) -> None:
        self._dns = dns_client

    async def resolve(self, host: str) -> tuple[str, ...]:
        answers = await asyncio.gather(*(self._dns.ask(host, rtype) for rtype in ("A", "AAAA")))
        addresses = tuple(record for answer in answers for record in answer.records)
        if not addresses:
            raise CaptureFailed(Reason.NAME_UNKNOWN, host)
        return addresses


class SystemResolver:
    """Resolves names as every other program of this machine does, /etc/hosts included."""

    async def resolve(self, host: str) -> tuple[str, ...]:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(_TIMEOUT_S * _TRIES * 2):
                rows = await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except TimeoutError as error:
            raise CaptureFailed(Reason.NAME_TIMEOUT, host) from error
        except UnicodeError as error:
            raise CaptureFailed(Reason.BAD_URL, host) from error
        except socket.gaierror as error:
            raise CaptureFailed(_gai_reason(error.errno), host) from error
        return tuple(dict.fromkeys(str(row[4][0]) for row in rows))


def _gai_reason(code: int | None) -> Reason:
    return Reason.NAME_SERVER_FAILED if code == socket.EAI_AGAIN else Reason.NAME_UNKNOWN


def _system_nameservers() -> tuple[str, ...]:
    try:
        return tuple(str(server) for server in dns.resolver.Resolver().nameservers)
    except dns.resolver.NoResolverConfiguration:
        return ()


def server(text: str) -> tuple[str, int]:
    """Read "address", "address:port" or "[address]:port"; raise ValueError for what answers no question."""
    if text.startswith("["):
        address, bracket, port = text[1:].partition("]")
        if not bracket or (port and not port.startswith(":")):
            raise ValueError(text)
        port = port.removeprefix(":")
    else:
        address, _, port = text.rpartition(":") if text.count(":") == 1 else (text, "", "")
    return _of_one_machine(address), _port(port) if port else _DNS_PORT


def _of_one_machine(address: str) -> str:
    read = ip_address(address)
    if read.is_multicast or read.is_unspecified or str(read) == "255.255.255.255":
        raise ValueError(address)
    return str(read)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= len("65535") and 0 < int(text) < 65536):
        raise ValueError(text)
    return int(text)


def _question(name: str, rtype: str) -> dns.message.Message:
    try:
        return dns.message.make_query(
            name,
            rtype,
            use_edns=0,
            want_dnssec=True,
            payload=_PAYLOAD_BYTES,
            flags=dns.flags.RD | dns.flags.AD,
        )
    except (dns.exception.DNSException, UnicodeError) as error:
        raise CaptureFailed(Reason.BAD_URL, name[:200]) from error


def _answer(reply: dns.message.Message) -> Answer:
    records = tuple(_text(record) for record in _records(reply))
    return Answer(dns.rcode.to_text(reply.rcode()), records, bool(reply.flags & dns.flags.AD))


def _believed_s(reply: dns.message.Message) -> int:
    """Return for how many seconds an answer may be believed (RFC 2181 section 8); 0 for an empty one."""
    return min((rrset.ttl for rrset in (*reply.answer, *reply.authority)), default=0)


def _records(reply: dns.message.Message) -> list[dns.rdata.Rdata]:
    rtype = reply.question[0].rdtype
    return [record for rrset in reply.answer if rrset.rdtype == rtype for record in rrset]


def _text(record: dns.rdata.Rdata) -> str:
    strings = getattr(record, "strings", None)
    if record.rdtype == dns.rdatatype.TXT and strings is not None:
        return b"".join(strings).decode("utf-8", "replace")
    return record.to_text()
