"""Servers that answer greetings without a socket: OpenSSL itself, and ones that say what a test wants."""

import ssl
import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from sanjeh.net.tls_scan.client import MAX_HANDSHAKES, Answer, BudgetSpent
from sanjeh.net.tls_scan.client_hello import Hello, written
from sanjeh.net.tls_scan.exchange import Outcome
from sanjeh.net.tls_scan.server_flight import Flight
from sanjeh.net.tls_scan.wire import number, prefixed

RANDOM = bytes(range(64))
CONTEXT_VERSIONS = {
    "TLSv1": ssl.TLSVersion.TLSv1,
    "TLSv1.1": ssl.TLSVersion.TLSv1_1,
    "TLSv1.2": ssl.TLSVersion.TLSv1_2,
    "TLSv1.3": ssl.TLSVersion.TLSv1_3,
}


def speaking(context: ssl.SSLContext, first: str, last: str = "TLSv1.3") -> ssl.SSLContext:
    """Limit a server to these versions."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = CONTEXT_VERSIONS[first]
        context.maximum_version = CONTEXT_VERSIONS[last]
    return context


def answered(context: ssl.SSLContext, greeting: bytes) -> bytes:
    """Return what OpenSSL as a server says to a greeting."""
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    server = context.wrap_bio(incoming, outgoing, server_side=True)
    incoming.write(greeting)
    with suppress(ssl.SSLError):
        server.do_handshake()
    return outgoing.read()


def read(answer: bytes) -> Flight:
    flight = Flight()
    flight.feed(answer)
    return flight


@dataclass
class OpenSsl:
    """Asks OpenSSL, and counts."""

    context: ssl.SSLContext
    asked: list[Hello] = field(default_factory=list)

    @property
    def handshakes(self) -> int:
        return len(self.asked)

    async def __call__(self, hello: Hello, *, whole: bool = False) -> Answer:  # noqa: ARG002
        self.asked.append(hello)
        if len(self.asked) > MAX_HANDSHAKES:
            raise BudgetSpent
        flight = read(answered(self.context, written(hello, RANDOM)))
        return Answer("chosen" if flight.hello else "refused", flight)


@dataclass
class Played:
    """A server that chooses as a function says: a suite, or how it refuses."""

    choose: Callable[[Hello], int | Outcome]
    asked: list[Hello] = field(default_factory=list)

    @property
    def handshakes(self) -> int:
        return len(self.asked)

    async def __call__(self, hello: Hello, *, whole: bool = False) -> Answer:  # noqa: ARG002
        self.asked.append(hello)
        if len(self.asked) > MAX_HANDSHAKES:
            raise BudgetSpent
        choice = self.choose(hello)
        if isinstance(choice, int):
            return Answer("chosen", read(server_hello(hello.version, choice)))
        return Answer(choice, Flight())


def record(kind: int, body: bytes) -> bytes:
    return bytes([kind, 3, 3]) + prefixed(body, 2)


def message(kind: int, body: bytes) -> bytes:
    return bytes([kind]) + prefixed(body, 3)


def server_hello(
    version: int, suite: int, *, compression: int = 0, extensions: tuple[tuple[int, bytes], ...] = ()
) -> bytes:
    """Return a server's greeting in its record, as any version before 1.3 writes it."""
    body = number(version, 2) + bytes(32) + prefixed(b"", 1) + number(suite, 2) + bytes([compression])
    if extensions:
        body += prefixed(b"".join(number(kind, 2) + prefixed(one, 2) for kind, one in extensions), 2)
    return record(22, message(2, body))


def alert(description: int, level: int = 2) -> bytes:
    return record(21, bytes([level, description]))
