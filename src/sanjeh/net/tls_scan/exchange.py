"""One greeting over one connection of its own, driven by the event loop's callbacks.

Tasks and streams would cost four times the processor time, and a server is greeted up to eighty times.
"""

import asyncio
import os
import socket
from dataclasses import dataclass, field
from errno import EINPROGRESS
from typing import Literal

from sanjeh.core.probing.failures import CaptureFailed
from sanjeh.net.failure_reasons import connect_reason
from sanjeh.net.tls_scan.server_flight import Flight
from sanjeh.net.tls_scan.ssl2 import Ssl2Flight
from sanjeh.net.tls_scan.wire import BrokenMessage

_READ_BYTES = 16_384

Outcome = Literal["chosen", "refused", "closed", "silent", "garbage"]


@dataclass(slots=True)
class Exchange:
    """Fills the flight with what comes back; with `is_whole` it reads on to the certificates."""

    greeting: bytes
    flight: Flight | Ssl2Flight
    is_whole: bool
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.get_running_loop)
    _ended: asyncio.Future[Outcome] = field(init=False)
    _deadline: asyncio.TimerHandle = field(init=False)
    _socket: socket.socket = field(init=False)

    async def run(self, place: tuple[str, int], connect_s: float, answer_s: float) -> Outcome:
        """Say how it ended; raise CaptureFailed if there was no connection."""
        self._ended = self._loop.create_future()
        self._socket = socket.socket(socket.AF_INET6 if ":" in place[0] else socket.AF_INET)
        self._socket.setblocking(False)
        self._deadline = self._loop.call_later(connect_s, self._not_connected, TimeoutError("no answer"))
        try:
            self._connect(place, answer_s)
            return await self._ended
        except OSError as error:
            raise CaptureFailed(connect_reason(error), f"{place[0]}:{place[1]}: {error}") from error
        finally:
            self._deadline.cancel()
            self._loop.remove_writer(self._socket.fileno())
            self._loop.remove_reader(self._socket.fileno())
            self._socket.close()

    def _connect(self, place: tuple[str, int], answer_s: float) -> None:
        problem = self._socket.connect_ex(place)
        if problem not in (0, EINPROGRESS):
            raise OSError(problem, os.strerror(problem))
        try:
            self._greet(answer_s)  # a near server is there at once
        except BlockingIOError:
            self._loop.add_writer(self._socket.fileno(), self._connected, answer_s)

    def _connected(self, answer_s: float) -> None:
        self._loop.remove_writer(self._socket.fileno())
        problem = self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if problem:
            self._not_connected(OSError(problem, os.strerror(problem)))
            return
        try:
            self._greet(answer_s)
        except OSError as error:
            self._not_connected(error)

    def _not_connected(self, error: OSError) -> None:
        if not self._ended.done():
            self._ended.set_exception(error)

    def _greet(self, answer_s: float) -> None:
        """Send the greeting; raise BlockingIOError while there is no connection."""
        self._socket.sendall(self.greeting)
        self._deadline.cancel()
        self._deadline = self._loop.call_later(answer_s, self._end, "silent")
        self._loop.add_reader(self._socket.fileno(), self._hear)

    def _hear(self) -> None:
        try:
            chunk = self._socket.recv(_READ_BYTES)
            self.flight.feed(chunk)
        except BlockingIOError:
            return
        except ConnectionError:
            self._end("closed")
        except BrokenMessage:
            self._end("garbage")
        else:
            if not chunk or self._is_enough:
                self._end("closed" if self.flight.alert is None else "refused")

    @property
    def _is_enough(self) -> bool:
        hello = self.flight.hello
        return self.flight.is_over or (hello is not None and (hello.is_retry or not self.is_whole))

    def _end(self, outcome: Outcome) -> None:
        """End it; whoever has chosen has answered, however the connection ended."""
        if not self._ended.done():
            has_chosen = self.flight.hello is not None and outcome != "garbage"
            self._ended.set_result("chosen" if has_chosen else outcome)
