"""Taking samples: politely, and without blaming a site for what is ours."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta

from asgiref.sync import sync_to_async
from django.utils import timezone

from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.scans.scanner import Scanner
from sanjeh.apps.uptime.actions import keep_sample
from sanjeh.core.probing.artifacts.uptime import Ours, Sample
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.engine import runner
from sanjeh.engine.connectivity import SUSPECT
from sanjeh.engine.rate_limit import RetryLater
from sanjeh.net.turns import taking_turns
from sanjeh.probes.uptime import capture

PATIENCE, ASK_AGAIN_S = timedelta(minutes=1), 0.5
AT_ONCE = 8


async def sample_once(scanner: Scanner, address: rounds.FrozenAddress, at: datetime) -> None:
    if address.paused_until and timezone.now() < address.paused_until:
        await sync_to_async(keep_sample)(address.key, Sample(at=at, reason=Reason.OWNER_PAUSE), ())
        return
    sample, keys = await politely_sampled(scanner, address, at)
    await sync_to_async(keep_sample)(address.key, sample, keys)


async def sample_each(scanner: Scanner, addresses: Iterable[rounds.FrozenAddress], at: datetime) -> None:
    """Take one sample of all these addresses: hosts side by side, the addresses of one host in turn."""
    limit = asyncio.Semaphore(AT_ONCE)

    async def in_turn(of_host: Iterable[rounds.FrozenAddress]) -> None:
        async with limit:
            for address in of_host:
                await sample_once(scanner, address, at)

    by_host: dict[str, list[rounds.FrozenAddress]] = defaultdict(list)
    for address in addresses:
        by_host[address.host].append(address)
    async with asyncio.TaskGroup() as group:
        for of_host in by_host.values():
            group.create_task(in_turn(of_host))


async def politely_sampled(
    scanner: Scanner, address: rounds.FrozenAddress, at: datetime
) -> tuple[Sample, tuple[str, ...]]:
    """Return a sample and where it was taken; silence is held against the site only if we are connected."""
    keys: tuple[str, ...] = ()
    try:
        keys = await runner.rate_limit_keys(address.target, scanner.network, scanner.policy.suffixes)
        turns = runner.visit_turns(scanner.policy, scanner.network, keys)
        async with lease(scanner, keys):
            with taking_turns(turns):
                sample = await capture.sample(address.target, scanner.network, at)
    except CaptureFailed as closed:
        sample = Sample(at=at, reason=closed.reason)
    except RetryLater as later:
        sample = Sample(at=at, reason=later.reason)
    if sample.reason in SUSPECT and not await scanner.policy.self_test.is_healthy():
        sample = sample.model_copy(update={"ours": Ours.SELF_TEST})
    return sample, keys


@asynccontextmanager
async def lease(scanner: Scanner, keys: tuple[str, ...]) -> AsyncIterator[None]:
    """Hold the keys as soon as they are free; raise RetryLater when that would take more than a minute."""
    async with AsyncExitStack() as held:
        await enter(held, scanner, keys)
        yield


async def enter(held: AsyncExitStack, scanner: Scanner, keys: tuple[str, ...]) -> None:
    gives_up_at = timezone.now() + PATIENCE
    while True:
        try:
            await held.enter_async_context(scanner.policy.rate_limiter.lease(keys))
        except RetryLater as later:
            if later.until > gives_up_at:
                raise
            await asyncio.sleep(max(ASK_AGAIN_S, (later.until - timezone.now()).total_seconds()))
        else:
            return
