"""What to offer next: finds out by few greetings what a server is willing to speak.

Pure but for the asking, so that tests play the server. A refusal that is no alert is believed only
when the server still answers a greeting that it answered before.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from sanjeh.core.failures import LookFailed, Reason
from sanjeh.net.hello.client_hello import (
    DEFLATE,
    FALLBACK,
    MASTER_SECRET,
    RENEGOTIATION_INFO,
    TICKET,
    Hello,
)
from sanjeh.net.hello.greeter import Answer, Ask, BudgetSpent
from sanjeh.net.hello.names import (
    SUITES,
    TLS1_2,
    TLS1_3,
    VERSIONS,
    X25519,
    groups_of,
    suites_of,
)
from sanjeh.net.hello.server_flight import INAPPROPRIATE_FALLBACK, PROTOCOL_VERSION, Flight

# Old servers stumble over long lists.
_MOST_SUITES = 64
# More are not worth the greetings: somebody who accepts so much has worse troubles than the order.
_MOST_ORDERED = 24
_A_KEY = bytes(range(1, 33))  # any 32 bytes are a key of x25519; ours is never used
_SILENCE = {"closed": Reason.CONNECTION_RESET, "silent": Reason.FIRST_BYTE_TIMEOUT}

Order = Literal["server", "client", ""]


class CutOff(Exception):
    """The server stopped answering what it had answered before."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(slots=True)
class Search:
    """What has been found so far; `offers` holds a greeting for each version that was accepted."""

    ask: Ask
    host: str
    versions: dict[int, bool] = field(default_factory=dict)
    offers: dict[int, Hello] = field(default_factory=dict)
    suites: dict[int, list[int]] = field(default_factory=dict)
    order: Order = ""
    groups: list[int] = field(default_factory=list)
    dh_bits: int | None = None
    portrait: Flight | None = None
    portrait_of_tls13: Flight | None = None
    refuses_fallback: bool | None = None
    finished: set[str] = field(default_factory=set)
    manner_of_refusing: set[str] = field(default_factory=set)
    trouble: str = ""

    async def run(self) -> None:
        """Find everything; what could not be found to its end leaves `trouble`, never an exception."""
        await self._try(self._find_version(version) for version in VERSIONS)
        if not self.trouble:
            await self._try((self._find_earlier(), self._find_tls13()))
            await self._try((self._control_at_the_end(),))

    async def _try(self, steps: Iterable[Awaitable[None]]) -> None:
        for ended in await asyncio.gather(*steps, return_exceptions=True):
            if isinstance(ended, LookFailed | CutOff):
                self.trouble = self.trouble or str(ended.reason)
            elif isinstance(ended, BudgetSpent):
                self.trouble = self.trouble or "budget"
            elif ended is not None:
                raise ended

    async def _find_version(self, version: int) -> None:
        self.versions[version] = False
        for hello in self._greetings(version):
            answer = await self.ask(hello)
            if answer.outcome == "chosen" and answer.flight.hello is not None:
                self.versions[version] = answer.flight.hello.version == version
            if self.versions[version]:
                self.offers[version] = hello
            if not _is_worth_another_try(version, answer):
                return

    def _greetings(self, version: int) -> list[Hello]:
        """Return the greetings one of which a server answers if it speaks the version at all."""
        groups, suites = groups_of(version), suites_of(version)
        if version == TLS1_3:
            bare = Hello(version, suites, groups, self.host)
            return [bare, replace(bare, shares=((X25519, _A_KEY),))]
        return [Hello(version, some, groups, self.host) for some in _in_parts(suites)]

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
        self.portrait = (await self.ask(replace(hello, offers_compression=True), whole=True)).flight
        await self._find_fallback()
        self.finished.add("habits")
        await self._find_prime(hello)
        self.finished.add("prime")
        if TLS1_3 not in self.offers:
            await self._find_groups_of_earlier(hello)
            self.finished.add("groups")
        found = self.suites[self.earlier] = []
        for part in _in_parts(suites_of(self.earlier)):
            await _exhaust(part, self._suites_asked(hello), found)
        self.finished.add("suites")
        await self._find_order(hello)
        self.finished.add("order")

    async def _find_tls13(self) -> None:
        if TLS1_3 not in self.offers:
            self.finished.add("tls13")
            return
        hello = self.offers[TLS1_3]
        found = self.suites[TLS1_3] = []
        await _exhaust(hello.suites, self._suites_asked(hello), found)
        await _exhaust(hello.groups, self._groups_asked(hello), self.groups)
        if not self.earlier and X25519 in self.groups:
            self.portrait_of_tls13 = (await self.ask(hello, whole=True)).flight
        self.finished |= {"tls13", "groups"}

    async def _find_order(self, hello: Hello) -> None:
        """Find who decides: offer what was found, and the same turned round."""
        found = self.suites[self.earlier]
        if len(found) < 2:
            return
        asked = self._suites_asked(hello)
        # Some servers let a client's first wish for ChaCha count, and decide all else by themselves.
        plain = tuple(one for one in found if "CHACHA20" not in SUITES[one])
        forward = plain if len(plain) > 1 else tuple(found)
        backward = forward[::-1]
        is_followed = (await asked(forward), await asked(backward)) == (forward[0], backward[0])
        self.order = "client" if is_followed else "server"
        if not is_followed and _is_in_parts(found, suites_of(self.earlier)):
            if len(found) > _MOST_ORDERED:
                raise BudgetSpent
            ordered: list[int] = []
            await _exhaust(tuple(found), asked, ordered)
            self.suites[self.earlier] = ordered

    async def _find_prime(self, hello: Hello) -> None:
        finite = tuple(one for one in suites_of(self.earlier) if "_DHE_" in SUITES[one])
        answer = await self._answered(replace(hello, suites=finite), hello, whole=True)
        self.dh_bits = answer.flight.dh_bits or None

    async def _find_groups_of_earlier(self, hello: Hello) -> None:
        elliptic = tuple(one for one in suites_of(self.earlier) if "ECDHE" in SUITES[one])
        offer = replace(hello, suites=elliptic)
        await _exhaust(hello.groups, self._groups_asked(offer), self.groups)
        # A server with an EC certificate refuses whoever does not offer its curve, whatever else he offers.
        known, rest = tuple(self.groups), tuple(one for one in hello.groups if one not in self.groups)
        if known:
            await _exhaust(rest, self._groups_asked(offer, always=known), self.groups)

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

    def _groups_asked(self, hello: Hello, always: tuple[int, ...] = ()) -> "Asked":
        async def asked(left: tuple[int, ...]) -> int:
            shares = tuple(share for share in hello.shares if share[0] in left)
            offer = replace(hello, groups=left + always, shares=shares)
            flight = (await self._answered(offer, hello, whole=hello.version != TLS1_3)).flight
            return flight.group or (flight.hello.group if flight.hello else 0)

        return asked

    async def _answered(self, hello: Hello, control: Hello, *, whole: bool) -> Answer:
        """Ask; raise CutOff if silence is no answer, because a greeting known to please finds silence too.

        A server that refuses by closing is believed from then on, and controlled again at the end.
        """
        answer = await self.ask(hello, whole=whole)
        if answer.outcome in _SILENCE and answer.outcome not in self.manner_of_refusing:
            await self._control(control)
            self.manner_of_refusing.add(answer.outcome)
        return answer

    async def _control(self, hello: Hello) -> None:
        outcome = (await self.ask(hello)).outcome
        if outcome in _SILENCE:
            raise CutOff(_SILENCE[outcome])

    async def _control_at_the_end(self) -> None:
        """Believe nothing of a server that does not even answer any more what it answered at first."""
        if self.manner_of_refusing and self.offers:
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


def _is_worth_another_try(version: int, answer: Answer) -> bool:
    """Return whether the server may speak the version after all: with other suites, or given a key."""
    if answer.outcome == "closed":
        return version == TLS1_3
    return answer.outcome == "refused" and answer.flight.alert != PROTOCOL_VERSION


async def _exhaust(offers: tuple[int, ...], asked: Asked, found: list[int]) -> None:
    """Add what is chosen when what was chosen is offered no more, until nothing is."""
    left = list(offers)
    while left and (chosen := await asked(tuple(left))) in left:
        found.append(chosen)
        left.remove(chosen)


def _in_parts(suites: tuple[int, ...]) -> list[tuple[int, ...]]:
    return [suites[at : at + _MOST_SUITES] for at in range(0, len(suites), _MOST_SUITES)]


def _is_in_parts(found: list[int], suites: tuple[int, ...]) -> bool:
    """Return whether the suites were found in more than one list, so that their order is not known yet."""
    return sum(any(one in part for one in found) for part in _in_parts(suites)) > 1
