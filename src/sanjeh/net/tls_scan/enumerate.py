"""What to offer next: finds out by few greetings what a server is willing to speak.

Pure but for the asking, so that tests play the server. A refusal that is no alert is believed only
when the server still answers a greeting that it answered before.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.tls_scan.client import MAX_HANDSHAKES, Answer, Ask, BudgetSpent
from sanjeh.net.tls_scan.client_hello import (
    DEFLATE,
    FALLBACK,
    MASTER_SECRET,
    RENEGOTIATION_INFO,
    TICKET,
    Hello,
)
from sanjeh.net.tls_scan.hello_profiles import are_in_parts, greetings, in_parts
from sanjeh.net.tls_scan.names import SUITES, TLS1_2, TLS1_3, VERSIONS, X25519, is_elliptic, suites_of
from sanjeh.net.tls_scan.second_certificate import asking_for_the_other
from sanjeh.net.tls_scan.server_flight import INAPPROPRIATE_FALLBACK, PROTOCOL_VERSION, Flight

# More are not worth the greetings: somebody who accepts so much has worse troubles than the order.
_MOST_ORDERED = 24
# The refusal at the end of a list, and what makes sure of a refusal without words.
_FOR_CONTROL = 3
# The trouble of a server that accepts more than may be asked.
BUDGET = "budget"
_SILENCE = {"closed": Reason.CONNECTION_RESET, "silent": Reason.FIRST_BYTE_TIMEOUT}

Order = Literal["server", "client", ""]


class CutOff(Exception):
    """The server stopped answering what it had answered before."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(slots=True)
class Search:
    """What has been found so far; `offers` holds a greeting for each version that was accepted, and `chosen`
    what came back.
    """

    ask: Ask
    host: str
    versions: dict[int, bool] = field(default_factory=dict)
    offers: dict[int, Hello] = field(default_factory=dict)
    chosen: dict[int, Flight] = field(default_factory=dict)
    suites: dict[int, list[int]] = field(default_factory=dict)
    order: Order = ""
    groups: list[int] = field(default_factory=list)
    dh_bits: int | None = None
    portrait: Flight | None = None
    portrait_of_tls13: Flight | None = None
    second: tuple[bytes, ...] = ()
    refuses_fallback: bool | None = None
    finished: set[str] = field(default_factory=set)
    ways_of_refusing: set[str] = field(default_factory=set)
    trouble: str = ""
    is_over: bool = False

    async def run(self) -> None:
        """Find everything; what could not be found to its end leaves `trouble`, never an exception."""
        await self._try(self._find_version(version) for version in VERSIONS)
        if not self.trouble:
            await self._try((self._find_earlier(), self._find_tls13()))
            await self._try((self._find_lower(),))
            await self._try((self._control_at_the_end(),))
        self.is_over = True

    async def _try(self, steps: Iterable[Awaitable[None]]) -> None:
        for ended in await asyncio.gather(*steps, return_exceptions=True):
            if isinstance(ended, CaptureFailed | CutOff):
                self.trouble = self.trouble or str(ended.reason)
            elif isinstance(ended, BudgetSpent):
                self.trouble = self.trouble or BUDGET
            elif ended is not None:
                raise ended

    async def _find_version(self, version: int) -> None:
        self.versions[version] = False
        for hello in greetings(version, self.host):
            answer = await self.ask(hello, whole=hello.offers_compression)
            if answer.outcome == "chosen" and answer.flight.hello is not None:
                self.versions[version] = answer.flight.hello.version == version
            if self.versions[version]:
                self.offers[version] = replace(hello, offers_compression=False)
                self.chosen[version] = answer.flight
            if not _is_worth_another_try(hello, answer):
                return

    @property
    def earlier(self) -> int:
        """The highest version before 1.3 that was accepted, 0 when there is none."""
        return max((version for version in self.offers if version != TLS1_3), default=0)

    async def _find_earlier(self) -> None:
        """Find the suites, their order, and the habits of the highest version before TLS 1.3."""
        if not self.earlier:
            self.finished |= {"habits", "prime", "suites", "order"}
            return
        hello = self.offers[self.earlier]
        self.portrait = await self._portrait(hello)
        await self._find_fallback()
        self.finished.add("habits")
        if TLS1_3 not in self.offers:
            await self._find_groups_of_earlier(hello)
            self.finished.add("groups")
        await self._find_suites(self.earlier)
        self.finished.add("suites")
        await self._find_prime(hello)
        self.finished.add("prime")
        await self._find_second(self.portrait, hello, self.suites[self.earlier])
        await self._find_order(hello)
        self.finished.add("order")

    async def _find_tls13(self) -> None:
        if TLS1_3 not in self.offers:
            self.finished.add("tls13")
            return
        hello = self.offers[TLS1_3]
        await self._find_suites(TLS1_3)
        self.groups += [one for one in (_group(self.chosen[TLS1_3]),) if one in hello.groups]
        await _exhaust(hello.groups, self._groups_asked(hello, hello), self.groups)
        if not self.earlier and X25519 in self.groups:
            self.portrait_of_tls13 = (await self.ask(hello, whole=True)).flight
            await self._find_second(self.portrait_of_tls13, hello)
        self.finished |= {"tls13", "groups"}

    async def _find_lower(self) -> None:
        """Find the suites of lower versions too, while there is room for as many as were found before."""
        for version in sorted(self.offers, reverse=True):
            expected = len(self.suites.get(self.earlier, ())) + _FOR_CONTROL
            if version < self.earlier and self.ask.handshakes + expected <= MAX_HANDSHAKES:
                await self._find_suites(version)

    async def _find_suites(self, version: int) -> None:
        """Find the suites of a version; the first of them was chosen when the version was found."""
        hello, flight = self.offers[version], self.chosen[version]
        first = flight.hello.suite if flight.hello else 0
        found = self.suites[version] = [first] if first in hello.suites else []
        for part in in_parts(suites_of(version)):
            await _exhaust(part, self._suites_asked(hello), found)

    async def _portrait(self, hello: Hello) -> Flight:
        """Return an answer to a greeting that offers all that a server should decline."""
        if hello.version == TLS1_2 and self.chosen[TLS1_2].is_over:
            return self.chosen[TLS1_2]
        return (await self.ask(replace(hello, offers_compression=True), whole=True)).flight

    async def _find_order(self, hello: Hello) -> None:
        """Find who decides: offer the suites found in reverse."""
        found = self.suites[self.earlier]
        if len(found) < 2:
            return
        asked = self._suites_asked(hello)
        # Some servers let a client's first wish for ChaCha count, and decide all else by themselves.
        plain = tuple(one for one in found if "CHACHA20" not in SUITES[one])
        forward = plain if len(plain) > 1 else tuple(found)
        backward = forward[::-1]
        is_followed = await asked(backward) == backward[0]
        is_pieced = are_in_parts(found, self.earlier)
        if is_followed and is_pieced:  # the last suite of the last list may be the server's favourite
            is_followed = await asked(forward) == forward[0]
        self.order = "client" if is_followed else "server"
        if not is_followed and is_pieced:
            if len(found) > _MOST_ORDERED:
                raise BudgetSpent
            ordered: list[int] = []
            await _exhaust(tuple(found), asked, ordered)
            self.suites[self.earlier] = ordered

    async def _find_prime(self, hello: Hello) -> None:
        finite = tuple(one for one in self.suites[self.earlier] if "_DHE_" in SUITES[one])
        if not finite:
            return
        answer = await self._answered(replace(hello, suites=finite), hello, whole=True)
        self.dh_bits = answer.flight.dh_bits or None

    async def _find_second(self, shown: Flight, hello: Hello, suites: Iterable[int] = ()) -> None:
        """Find the certificate that a server with two of them shows to other clients."""
        first = next(iter(shown.certificates), b"")
        offer = asking_for_the_other(hello, first, suites)
        other = (await self.ask(offer, whole=True)).flight.certificates if offer else ()
        self.second = other if other[:1] != shown.certificates[:1] else ()

    async def _find_groups_of_earlier(self, hello: Hello) -> None:
        elliptic = tuple(one for one in suites_of(self.earlier) if is_elliptic(one))
        offer = replace(hello, suites=elliptic)
        await _exhaust(hello.groups, self._groups_asked(offer, hello), self.groups)
        # A server with an EC certificate refuses whoever does not offer its curve, whatever else he offers.
        known, rest = tuple(self.groups), tuple(one for one in hello.groups if one not in self.groups)
        if known:
            await _exhaust(rest, self._groups_asked(offer, hello, always=known), self.groups)

    async def _find_fallback(self) -> None:
        """Find whether a client that was pushed down a version is warned (RFC 7507)."""
        accepted = sorted(self.offers, reverse=True)
        lower = accepted[1] if len(accepted) > 1 else 0
        if not lower or lower > TLS1_2:
            return
        hello = self.offers[lower]
        answer = await self._answered(replace(hello, suites=(*hello.suites, FALLBACK)), hello, whole=False)
        is_warned = answer.flight.alert == INAPPROPRIATE_FALLBACK
        self.refuses_fallback = is_warned or answer.outcome in _SILENCE

    def _suites_asked(self, hello: Hello) -> "Asked":
        async def asked(left: tuple[int, ...]) -> int:
            answer = await self._answered(replace(hello, suites=left), hello, whole=False)
            return answer.flight.hello.suite if answer.flight.hello else 0

        return asked

    def _groups_asked(self, hello: Hello, control: Hello, always: tuple[int, ...] = ()) -> "Asked":
        async def asked(left: tuple[int, ...]) -> int:
            shares = tuple(share for share in hello.shares if share[0] in left)
            offer = replace(hello, groups=left + always, shares=shares)
            return _group((await self._answered(offer, control, whole=hello.version != TLS1_3)).flight)

        return asked

    async def _answered(self, hello: Hello, control: Hello, *, whole: bool) -> Answer:
        """Ask; raise CutOff if silence is no answer, because a greeting known to please finds silence too.

        A server that refuses by closing is believed from then on, and controlled again at the end.
        """
        answer = await self.ask(hello, whole=whole)
        if answer.outcome in _SILENCE and answer.outcome not in self.ways_of_refusing:
            await self._control(control)
            self.ways_of_refusing.add(answer.outcome)
        return answer

    async def _control(self, hello: Hello) -> None:
        outcome = (await self.ask(hello)).outcome
        if outcome in _SILENCE:
            raise CutOff(_SILENCE[outcome])

    async def _control_at_the_end(self) -> None:
        """Believe nothing of a server that does not even answer any more what it answered at first."""
        if self.ways_of_refusing and self.offers:
            believed, self.finished = self.finished, set()
            await self._control(next(iter(self.offers.values())))
            self.finished = believed

    def habit(self, extension: int) -> bool | None:
        """Return whether the server agreed to an extension; None if no version has it in the clear."""
        hello = self.portrait.hello if self.portrait else None
        return None if hello is None else extension in hello.extensions

    @property
    def has_compression(self) -> bool | None:
        hello = self.portrait.hello if self.portrait else None
        return None if hello is None else hello.compression == DEFLATE

    @property
    def has_secure_renegotiation(self) -> bool | None:
        return self.habit(RENEGOTIATION_INFO)

    @property
    def has_extended_master_secret(self) -> bool | None:
        return self.habit(MASTER_SECRET)

    @property
    def has_tickets(self) -> bool | None:
        return self.habit(TICKET)


Asked = Callable[[tuple[int, ...]], Awaitable[int]]


def _is_worth_another_try(hello: Hello, answer: Answer) -> bool:
    """Return whether the server may speak the version after all: with other suites, or given a key."""
    if answer.outcome == "closed":
        return hello.version == TLS1_3 or hello.offers_compression
    return answer.outcome == "refused" and answer.flight.alert != PROTOCOL_VERSION


def _group(flight: Flight) -> int:
    """Return the group that was chosen, 0 when none was."""
    return flight.group or (flight.hello.group if flight.hello else 0)


async def _exhaust(offers: tuple[int, ...], asked: Asked, found: list[int]) -> None:
    """Add what is chosen when what was chosen is offered no more, until nothing is."""
    left = [one for one in offers if one not in found]
    while left and (chosen := await asked(tuple(left))) in left:
        found.append(chosen)
        left.remove(chosen)
