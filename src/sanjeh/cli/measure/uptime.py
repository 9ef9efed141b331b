"""`sanjeh measure uptime`: samples of a round's addresses, taken by hand."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click
from asgiref.sync import sync_to_async

from sanjeh.apps.conf import conf
from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.scans.scanner import open_scanner
from sanjeh.apps.uptime import actions, sampler, tasks
from sanjeh.apps.uptime.queries import sampled
from sanjeh.cli.options import log_to_stderr


@click.command()
@click.argument("round_code", metavar="ROUND")
@click.option("--times", type=click.IntRange(0), default=1, show_default=True, help="Samples of each.")
@click.option("--every", type=click.FloatRange(1), default=60, show_default=True, help="Seconds between.")
def uptime(round_code: str, times: int, every: float) -> None:
    """Sample every address of a round now, and judge all its samples so far."""
    log_to_stderr()
    with told_if_unknown():
        count = sample_and_reckon(round_code, times, every)
    click.echo(f"{count} addresses of {round_code} were judged by their samples.")


@contextmanager
def told_if_unknown() -> Iterator[None]:
    """Turn a round or an address that is not there, or a round that was counted, into one sentence."""
    try:
        yield
    except rounds.NoSuchRound as unknown:
        message = f"There is no round {unknown}."
        raise click.UsageError(message) from None
    except rounds.RoundCounted as counted:
        message = f"{counted}."
        raise click.UsageError(message) from None
    except actions.NoSuchAddress as unknown:
        message = f"No body has registered {unknown}."
        raise click.UsageError(message) from None


def sample_and_reckon(round_code: str, times: int, every_s: float) -> int:
    """Take so many samples of each address, judge all samples of the round, return how many addresses."""
    rounds.refuse_counted(rounds.get(round_code))
    if times:
        asyncio.run(_sample(round_code, times, every_s))
    return tasks.reckon(round_code)


async def _sample(round_code: str, times: int, every_s: float) -> None:
    frozen = await sync_to_async(sampled)(round_code, conf()["SUFFIXES"])
    async with open_scanner() as scanner:
        for number in range(times):
            if number:
                await asyncio.sleep(every_s)
            await sampler.sample_each(scanner, frozen, datetime.now(UTC))
