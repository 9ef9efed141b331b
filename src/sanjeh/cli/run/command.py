"""`sanjeh run`, `serve`, `worker`: the whole house, the house without the demo, and its hands alone."""

import os
import sys
from collections.abc import Callable

import click
from django.core.exceptions import ImproperlyConfigured

from sanjeh.cli.run.home import AlreadyRunning, PortTaken


@click.command()
@click.option("--port", default=8000, show_default=True, envvar="PORT", help="Where the pages are served.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--until-published", is_flag=True, help="End when the edition is published.")
def run(port: int, host: str, *, until_published: bool) -> None:
    """Run a whole round on the demo country, live, publish it and serve it."""
    from sanjeh.cli.run.demo_round import run_demo_round  # noqa: PLC0415 -- only when asked for

    _told_in_a_sentence(lambda: run_demo_round(host, port, until_published=until_published))


@click.command()
@click.option("--port", default=8000, show_default=True, envvar="PORT", help="Where the pages are served.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--worker/--no-worker", default=True, help="Whether the looks are taken here too.")
def serve(port: int, host: str, *, worker: bool) -> None:
    """Serve the pages and take the looks, until Ctrl-C."""
    from sanjeh.cli.run.serving import serve_until_stopped  # noqa: PLC0415 -- only when asked for

    _told_in_a_sentence(lambda: serve_until_stopped(host, port, with_worker=worker))


@click.command()
@click.option("--status", is_flag=True, help="Only say whom the workers leave alone at present, and why.")
def worker(*, status: bool) -> None:
    """Take looks from the queue, until ended; any number of machines may do so."""
    from sanjeh.cli.run.worker import tell_status, work_until_stopped  # noqa: PLC0415 -- only when asked for

    tell_status() if status else work_until_stopped()


def _told_in_a_sentence(serve_it: Callable[[], int]) -> None:
    """Turn what a person can mend into one sentence and an exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanjeh.config.settings")
    try:
        status = serve_it()
    except (AlreadyRunning, ImproperlyConfigured, PortTaken) as problem:
        click.echo(str(problem), err=True)
        status = 2
    sys.exit(status)
