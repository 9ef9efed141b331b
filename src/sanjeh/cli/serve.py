"""`sanjeh serve`: an installation with its own data, its pages and one worker."""

import errno
import os
import sys
from collections.abc import Callable

import click
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import OperationalError

from sanjeh.cli.tell import tell
from sanjeh.config.embedded import DatabaseHeld
from sanjeh.config.reach import sentence_of
from sanjeh.operate.installation import CannotStart
from sanjeh.operate.server import serve_until_stopped

# What a person can mend: a disk that is full, over its quota, or not to be written to.
DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES})
PORT = click.option(
    "--port", default=8000, show_default=True, envvar="PORT", help="Where the pages are served."
)
HOST = click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")


@click.command()
@PORT
@HOST
@click.option("--worker/--no-worker", default=True, help="Whether the looks are taken here too.")
def serve(port: int, host: str, *, worker: bool) -> None:
    """Serve the pages and take the looks, until Ctrl-C."""
    exit_when_ended(lambda: serve_until_stopped(host, port, with_worker=worker))


def exit_when_ended(serve_it: Callable[[], int]) -> None:
    """Serve and exit with its status; what a person can mend becomes one sentence and status 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanjeh.config.settings")
    try:
        status = serve_it()
    except (CannotStart, DatabaseHeld, ImproperlyConfigured) as problem:
        tell(str(problem), err=True)
        status = 2
    except OperationalError as problem:
        tell(f"The database does not answer any more: {sentence_of(problem)}. Start again.", err=True)
        status = 1
    except OSError as problem:
        if problem.errno not in DISK:
            raise
        tell(
            f"The data folder cannot be written to ({problem}): make room, or mend it, and start again.",
            err=True,
        )
        status = 1
    sys.exit(status)
