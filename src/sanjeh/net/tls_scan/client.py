"""Sends greetings to one judged address and reads the answers, few at a time and never too many."""

import asyncio
import os
from dataclasses import dataclass, field, replace
from typing import Protocol

from sanjeh.net.tls_scan import ssl2
from sanjeh.net.tls_scan.client_hello import Hello, written
from sanjeh.net.tls_scan.exchange import Exchange, Outcome
from sanjeh.net.tls_scan.names import TLS1_3
from sanjeh.net.tls_scan.server_flight import Flight
from sanjeh.net.tls_scan.ssl2 import Ssl2Flight, Ssl2Hello
from sanjeh.net.tls_scan.tls13_records import OurKey

MAX_HANDSHAKES = 80
_AT_ONCE = 2
_CONNECT_S, _ANSWER_S = 10.0, 5.0
_RECORD_HEADER = 5


class BudgetSpent(Exception):
    """The server was greeted as often as is polite."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: a choice, a refusal in the words of TLS, or a connection that ended otherwise."""

    outcome: Outcome
    flight: Flight


class Ask(Protocol):
    """Greets a server, and counts how often; `whole` reads on to its certificates."""

    @property
    def handshakes(self) -> int: ...

    async def __call__(self, hello: Hello, *, whole: bool = False) -> Answer:
        """Raise CaptureFailed if there is no connection, BudgetSpent if there may be no more."""
        ...


@dataclass(slots=True)
class TlsScanClient:
    """Greets one server at a judged address."""

    ip: str
    port: int
    answer_s: float = _ANSWER_S
    handshakes: int = 0
    _slots: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))

    async def __call__(self, hello: Hello, *, whole: bool = False) -> Answer:
        """Send one greeting over a connection of its own and read the answer."""
        async with self._slots:
            self._count()
            key = OurKey() if whole and hello.version == TLS1_3 else None
            greeting = written(replace(hello, shares=(key.share,)) if key else hello, os.urandom(64))
            if key:
                key.greeting = greeting[_RECORD_HEADER:]
            flight = Flight(key=key)
            exchange = Exchange(greeting, flight, is_whole=whole)
            return Answer(await exchange.run((self.ip, self.port), _CONNECT_S, self.answer_s), flight)

    async def greet_in_ssl2(self) -> Ssl2Hello | None:
        """Return the greeting of a server that speaks SSL 2.0 and shares a cipher with us."""
        async with self._slots:
            self._count()
            flight = Ssl2Flight()
            exchange = Exchange(ssl2.greeting(os.urandom(16)), flight, is_whole=False)
            await exchange.run((self.ip, self.port), _CONNECT_S, self.answer_s)
            return flight.hello if flight.hello and flight.hello.kinds else None

    def _count(self) -> None:
        if self.handshakes >= MAX_HANDSHAKES:
            raise BudgetSpent
        self.handshakes += 1
