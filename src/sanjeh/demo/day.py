"""Hurries through a day of the demo country, so that its page shows what a round of many days would.

The country's sites read the hour from a file; every capture says that its clock was hurried.
"""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
from asgiref.sync import sync_to_async

from sanjeh.apps.conf import conf
from sanjeh.apps.rounds.queries import RoundCounted
from sanjeh.apps.scans.scanner import open_scanner
from sanjeh.apps.uptime import sampler
from sanjeh.apps.uptime.judgement import reckon
from sanjeh.apps.uptime.queries import sampled
from sanjeh.demo.secretariat import Opened
from sanjeh.demo.sites import Place

HOURS = 24
TOOLS = {"clock": "hurried: one demo day"}


def hurry_through_a_day(opened: Opened, data: Path) -> None:
    """Sample every address 24 times, as if an hour passed each time, and judge the samples."""
    click.echo("Hurrying through a day of samples; a slow site takes its time …")
    place = Place(data)
    begins_at = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(hours=HOURS)
    try:
        asyncio.run(_sample_every_hour(opened.round_code, place, begins_at))
    finally:
        place.hour_file.unlink(missing_ok=True)
    click.echo(judged(opened.round_code))


def judged(round_code: str) -> str:
    """Judge the samples; return the sentence that says so, or that somebody has counted the round before."""
    try:
        count = reckon(round_code=round_code, vantage=conf()["VANTAGE"], now=datetime.now(UTC), tools=TOOLS)
    except RoundCounted as refused:
        return f"The hurried day is left out. {refused}."
    return f"A hurried day of samples was judged at {count} addresses."


async def _sample_every_hour(round_code: str, place: Place, begins_at: datetime) -> None:
    frozen = await sync_to_async(sampled)(round_code, conf()["SUFFIXES"])
    async with open_scanner() as scanner:
        for hour in range(HOURS):
            place.hour_file.write_text(str(hour), encoding="ascii")
            await sampler.sample_each(scanner, frozen, begins_at + timedelta(hours=hour))
