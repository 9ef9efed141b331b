"""Samples of a round's addresses, taken by hand."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click
from asgiref.sync import sync_to_async

from sanjeh.apps.conf import conf
from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.uptime import actions, sampler, tasks
from sanjeh.apps.uptime.queries import sampled
from sanjeh.core.probing.artifacts.uptime import Span


@contextmanager
def told_if_unknown() -> Iterator[None]:
    """Turn a round or an address that is not there into one sentence."""
    try:
        yield
    except rounds.NoSuchRound as unknown:
        message = f"There is no round {unknown}."
        raise click.UsageError(message) from None
    except actions.NoSuchAddress as unknown:
        message = f"No body has registered {unknown}."
        raise click.UsageError(message) from None


def sample_and_reckon(round_code: str, times: int, every_s: float) -> int:
    """Take so many samples of each address, judge all samples of the round, return how many addresses."""
    rounds.get(round_code)
    if times:
        asyncio.run(_sample(round_code, times, every_s))
    return tasks.reckon(round_code)


async def _sample(round_code: str, times: int, every_s: float) -> None:
    from sanjeh.apps.scans.scanner import open_scanner  # noqa: PLC0415 -- brings the browser's driver

    frozen = await sync_to_async(sampled)(round_code, conf()["SUFFIXES"])
    async with open_scanner() as scanner:
        for number in range(times):
            if number:
                await asyncio.sleep(every_s)
            await sampler.sample_each(scanner, frozen, datetime.now(UTC))


def declare(url: str, begins_at: datetime, ends_at: datetime) -> None:
    """Note announced maintenance; refuse what has begun already or ends before it begins."""
    now = datetime.now(UTC)
    if not now <= begins_at < ends_at:
        message = "Maintenance is announced before it begins, and ends after that."
        raise click.UsageError(message)
    actions.declare_maintenance(url=url, span=Span(begins_at=begins_at, ends_at=ends_at), by=None, now=now)
