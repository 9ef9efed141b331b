"""One worker: takes looks from the queue until it is told to stop; and what the workers are at."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click

from sanjeh.cli.language import reader_language
from sanjeh.cli.run import home


def work_until_stopped() -> None:
    """Work on the queue of looks; the signals SIGINT and SIGTERM let the looks under way end."""
    with installation():
        from sanjeh.apps.scans import worker  # noqa: PLC0415 -- tables exist only now

        asyncio.run(worker.work())


def tell_status() -> None:
    """Say whom all workers leave alone at present, and why."""
    with installation():
        from sanjeh.apps.scans.throttle_status import throttle_status  # noqa: PLC0415 -- tables exist only now
        from sanjeh.cli.run import status  # noqa: PLC0415 -- as above

        for line in status.lines(throttle_status(datetime.now(UTC)), reader_language()):
            click.echo(line)


@contextmanager
def installation() -> Iterator[None]:
    """Have the database and Django at hand; inside a running Django they already are."""
    from django.apps import apps  # noqa: PLC0415 -- slow, and not every command needs it

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanjeh.config.settings")
    if apps.ready:
        yield
        return
    with home.database_running(home.data_folder()):
        import django  # noqa: PLC0415 -- its settings need the database's address first

        django.setup()
        yield
