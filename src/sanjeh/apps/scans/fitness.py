"""A worker proves that it can see what the running rounds need; until then it takes nothing and says why."""

import asyncio
import os
import socket
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from time import monotonic

import structlog
from asgiref.sync import sync_to_async

from sanjeh.apps.politeness import clock
from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.scans import worker_actions
from sanjeh.apps.scans.scanner import Scanner
from sanjeh.apps.scans.workers import fonts_of_others
from sanjeh.core.probing.failures import CaptureFailed
from sanjeh.core.scheduling.fitness import Abilities, Lack, Trial, lacks
from sanjeh.locale.catalogues import said

log = structlog.get_logger(__name__)

MOST_TRIALS = 20
# What was proven is believed for so long; what was not is tried again sooner.
BELIEVED_S, TRY_AGAIN_S = 60.0, 10.0


@dataclass
class Fitness:
    """What one worker knows of its own abilities, as of the last time it looked after itself."""

    scanner: Scanner
    name: str = field(default_factory=lambda: f"{socket.gethostname()}:{os.getpid()}")
    proven: frozenset[str] = frozenset()
    lacks: tuple[Lack, ...] = ()
    examined_at: float = -BELIEVED_S
    has_browser: bool = False
    asking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def is_given(self, round_code: str = "") -> bool:
        """Return whether this worker may look, at this round if one is named; examine it when it is time."""
        believed_s = TRY_AGAIN_S if self.lacks else BELIEVED_S
        async with self.asking:
            is_new = bool(round_code) and round_code not in self.proven
            if is_new or monotonic() - self.examined_at >= believed_s:
                await self.examine()
            return not self.lacks

    async def proof(self) -> None:
        """Wait until this worker may look."""
        while not await self.is_given():  # noqa: ASYNC110 -- nobody tells us when a clock or a font is mended
            await asyncio.sleep(TRY_AGAIN_S / 2)

    async def examine(self) -> None:
        """Find out what is lacking, tell of it, and look again at what others could not see."""
        before = self.lacks
        codes, targets = await sync_to_async(needed)()
        found = await self.abilities(targets)
        self.lacks, self.proven, self.examined_at = lacks(found), codes, monotonic()
        await sync_to_async(worker_actions.tell_of_worker)(
            name=self.name, vantage=self.scanner.vantage, fonts=found.fonts, lacks=self.lacks
        )
        if self.lacks and self.lacks != before:
            log.error("worker.takes_nothing", why=[said(one.says, "en") for one in self.lacks])
        if not self.lacks:
            await self.reopen()
            if before:
                log.info("worker.ready")

    async def abilities(self, targets: Iterable[str]) -> Abilities:
        """Try everything that a look needs."""
        browser = self.scanner.network.browser
        fonts = browser.fonts if browser else ""
        return Abilities(
            clock_offset_s=await sync_to_async(clock.offset_s)(),
            trials=[await self.tried(url) for url in spread(targets, MOST_TRIALS)],
            is_connected=await self.scanner.policy.self_test.is_healthy(),
            browser_problem=await self.browser_problem(),
            evidence_problem=self.evidence_problem(),
            fonts=fonts,
            fonts_of_others=await sync_to_async(lambda: fonts_of_others(self.name, clock.now()))(),
            draws_persian=browser.draws_persian if browser else None,
        )

    async def tried(self, url: str) -> Trial:
        """Ask the gate for one address of the round, as its visit will."""
        gate = self.scanner.network.gate
        try:
            address = gate.parse(url)
            await gate.admit(address.host, address.port)
        except CaptureFailed as failed:
            return Trial(failed.detail or url, failed.reason)
        return Trial(url)

    async def browser_problem(self) -> str:
        """Open an empty page, once; return why that cannot be done, or nothing.

        Later it would disturb those who measure, and a browser that dies then is told by the visits.
        """
        browser = self.scanner.network.browser
        if self.has_browser or browser is None:  # who opens a network without one asks no visit of it
            return ""
        try:
            async with browser.page():
                self.has_browser = True
                return ""
        except CaptureFailed as failed:
            return str(failed)

    def evidence_problem(self) -> str:
        """Keep nothing at all; return why that cannot be done, or nothing."""
        try:
            self.scanner.evidence.keep(b"")
        except OSError as problem:
            return str(problem)
        return ""

    async def reopen(self) -> None:
        """Have another look at what a worker could not see by its own fault, where this one can."""
        for address in await sync_to_async(worker_actions.unseen_by_workers)():
            if (await self.tried(address.target.url)).reason is None:
                await sync_to_async(worker_actions.look_again)(address=address.key)


def needed() -> tuple[frozenset[str], list[str]]:
    """Return the rounds that are being measured, and one address of each place in them."""
    codes = [row.code for row in rounds.running()]
    by_place: dict[str, str] = {}
    for code in codes:
        for address in rounds.addresses(code):
            by_place.setdefault(place_of(address.target.url), address.target.url)
    return frozenset(codes), list(by_place.values())


def place_of(url: str) -> str:
    """Return the part of an address that says where a visit takes place."""
    return "/".join(url.split("/", 3)[:3])


def spread(urls: Iterable[str], most: int) -> Iterator[str]:
    """Yield so many of them at most, evenly from the first to the last."""
    listed = list(urls)
    step = max(1.0, len(listed) / most)
    yield from (listed[int(number * step)] for number in range(min(most, len(listed))))
