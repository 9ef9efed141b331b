"""`sanjeh worker`: takes looks from the queue; any number of machines may do so."""

import asyncio
from datetime import UTC, datetime

import click

from sanjeh.apps.scans.throttle_status import throttle_status
from sanjeh.apps.scans.worker import until_signalled, work
from sanjeh.cli.language import reader_language
from sanjeh.operate import worker_status


@click.command()
@click.option("--status", is_flag=True, help="Only say whom the workers leave alone at present, and why.")
def worker(*, status: bool) -> None:
    """Take looks from the queue, until ended; any number of machines may do so."""
    tell_status() if status else work_until_stopped()


def work_until_stopped() -> None:
    """Work on the queue of looks; the signals SIGINT and SIGTERM let the looks under way end."""
    asyncio.run(until_signalled(work()))


def tell_status() -> None:
    """Say whom all workers leave alone at present, and why."""
    for line in worker_status.lines(throttle_status(datetime.now(UTC)), reader_language()):
        click.echo(line)
