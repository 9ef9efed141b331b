"""Sends greetings to one judged address and reads the answers, few at a time and never too many."""

import asyncio
import os
import socket
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

from sanjeh.core.failures import LookFailed
from sanjeh.net.hello.client_hello import Hello, written
from sanjeh.net.hello.names import TLS1_3
from sanjeh.net.hello.sealed import OurKey
from sanjeh.net.hello.server_flight import Flight
from sanjeh.net.hello.wire import BrokenMessage
from sanjeh.net.http import connect_reason

MAX_HANDSHAKES = 80
_AT_ONCE = 2
_CONNECT_S, _ANSWER_S = 10.0, 5.0
_READ_BYTES = 16_384
_RECORD_HEADER = 5

Outcome = Literal["chosen", "refused", "closed", "silent", "garbage"]


class BudgetSpent(Exception):
    """The server was greeted as often as is polite."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: a choice, a refusal in the words of TLS, or a connection that ended otherwise."""

    outcome: Outcome
    flight: Flight


class Ask(Protocol):
    """Greets a server; `whole` reads on to its certificates."""

    async def __call__(self, hello: Hello, *, whole: bool = False) -> Answer:
        """Raise LookFailed if there is no connection, BudgetSpent if there may be no more."""
        ...


@dataclass(slots=True)
class Greeter:
    """Greets one server at a judged address."""

    ip: str
    port: int
    answer_s: float = _ANSWER_S
    handshakes: int = 0
    _lanes: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))

    async def __call__(self, hello: Hello, *, whole: bool = False) -> Answer:
        """Send one greeting over a connection of its own and read the answer."""
        async with self._lanes:
            if self.handshakes >= MAX_HANDSHAKES:
                raise BudgetSpent
            self.handshakes += 1
            key = OurKey() if whole and hello.version == TLS1_3 else None
            greeting = written(replace(hello, shares=(key.share,)) if key else hello, os.urandom(64))
            if key:
                key.greeting = greeting[_RECORD_HEADER:]
            with await self._connected() as connection:
                return await self._answer(connection, greeting, Flight(key=key), whole=whole)

    async def _connected(self) -> socket.socket:
        family = socket.AF_INET6 if ":" in self.ip else socket.AF_INET
        connection = socket.socket(family, socket.SOCK_STREAM)
        connection.setblocking(False)
        try:
            async with asyncio.timeout(_CONNECT_S):
                await asyncio.get_running_loop().sock_connect(connection, (self.ip, self.port))
        except OSError as error:
            connection.close()
            raise LookFailed(connect_reason(error), f"{self.ip}:{self.port}: {error}") from error
        except BaseException:
            connection.close()
            raise
        return connection

    async def _answer(
        self, connection: socket.socket, greeting: bytes, flight: Flight, *, whole: bool
    ) -> Answer:
        try:
            async with asyncio.timeout(self.answer_s):
                await asyncio.get_running_loop().sock_sendall(connection, greeting)
                await _read(connection, flight, whole=whole)
        except TimeoutError:
            return Answer("chosen" if flight.hello else "silent", flight)
        except ConnectionError:
            return Answer("chosen" if flight.hello else "closed", flight)
        except BrokenMessage:
            return Answer("garbage", flight)
        return Answer(_outcome(flight), flight)


async def _read(connection: socket.socket, flight: Flight, *, whole: bool) -> None:
    """Read until the flight says enough, or the server ends it."""
    loop = asyncio.get_running_loop()
    while not flight.is_over and (flight.hello is None or (whole and not flight.hello.is_retry)):
        chunk = await loop.sock_recv(connection, _READ_BYTES)
        if not chunk:
            return
        flight.feed(chunk)


def _outcome(flight: Flight) -> Outcome:
    if flight.hello is not None:
        return "chosen"
    return "closed" if flight.alert is None else "refused"
