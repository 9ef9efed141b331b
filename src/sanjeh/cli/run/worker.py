"""One worker: takes looks from the queue until it is told to stop."""

import asyncio
import os

from sanjeh.cli.run import home


def work_until_stopped() -> None:
    """Work on the queue of looks; the signals SIGINT and SIGTERM let the looks under way end."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanjeh.config.settings")
    with home.database_running(home.data_folder()):
        import django  # noqa: PLC0415 -- its settings need the database's address first

        django.setup()
        from sanjeh.apps.measurement import tasks  # noqa: PLC0415 -- as above

        asyncio.run(tasks.work())
