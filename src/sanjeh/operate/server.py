"""Serving the pages and taking the looks, each in a process of its own."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click

from sanjeh.apps.scans import network_conf
from sanjeh.core.scheduling.fitness import MOST_OFFSET_S
from sanjeh.operate import installation, schema, served
from sanjeh.operate.children import ChildEnded, Children

START_S = 60.0


class Stopped(Exception):
    """Somebody asked us to end: Ctrl-C, or the system."""


def serve_until_stopped(host: str, port: int, *, with_worker: bool) -> int:
    """Serve an installation that has its own data; return the exit status."""
    data = installation.data_folder()
    with installation.alone_in(data), ending_on_signals():
        installation.refuse_taken_port(host, port)
        try:
            with installation.database_running(data), Children() as children:
                make_ready()
                refuse_wrong_settings()
                refuse_wrong_clock()
                start_pages(children, host, port)
                served.note(data, host, port)
                if with_worker:
                    start_worker(children)
                click.echo(f"Sanjeh is served on http://{host}:{port}  (Ctrl-C ends it)")
                watch(children)
        except Stopped:
            click.echo("Ended; everything that was measured is kept.")
        except ChildEnded as ended:
            click.echo(f"{ended}. Everything that was measured is kept; start again to continue.", err=True)
            return 1
    return 0


@contextmanager
def ending_on_signals() -> Iterator[None]:
    """Turn Ctrl-C and SIGTERM into Stopped, so that every `with` on the way closes what it opened."""

    def stop(*_: object) -> None:
        for one in (signal.SIGINT, signal.SIGTERM):
            signal.signal(one, signal.SIG_IGN)  # a second Ctrl-C must not interrupt the tidying up
        raise Stopped

    before = {one: signal.signal(one, stop) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def make_ready() -> None:
    """Bring the database's tables to this version, and lay out its static files under hashed names."""
    import django  # noqa: PLC0415 -- its settings need the database's address first
    from django.core.management import call_command  # noqa: PLC0415 -- as above

    django.setup()
    schema.bring_up_to_date()
    forget_the_owner()
    compare_with_what_was_announced()
    call_command("clearsessions")
    # The former ones go: by their dates alone those of another version would be taken for ours.
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)


def compare_with_what_was_announced() -> None:
    """Note a breach where something runs from now on of which no notice has told."""
    from django.utils import timezone  # noqa: PLC0415 -- as above

    from sanjeh.apps.fingerprints import actions  # noqa: PLC0415 -- the tables of the apps are there only now

    if found := actions.compare(now=timezone.now()):
        click.echo(f"Changes that no notice has announced: {found}. They are public on /running/.", err=True)


def forget_the_owner() -> None:
    """Hand nobody whom we start the way to the owner of the tables."""
    for name in ("DATABASE_OWNER_URL", "DATABASE_OWNER_URL_FILE"):
        os.environ.pop(name, None)


def refuse_wrong_settings() -> None:
    """Raise ImproperlyConfigured for a setting of the network that says nothing, before a worker meets it."""
    network_conf.refuse_wrong_settings()


def refuse_wrong_clock() -> None:
    """Raise CannotStart when our clock is not the database's: pages date complaints and notices by ours."""
    from sanjeh.apps.politeness import clock  # noqa: PLC0415 -- the tables of the apps are there only now

    apart_s = abs(clock.offset_s())
    if apart_s > MOST_OFFSET_S:
        raise installation.CannotStart(
            f"The clocks of this machine and of the database are {apart_s:.0f} s apart, and more than "
            f"{MOST_OFFSET_S:.0f} s would date complaints wrongly. Set them and start again: "
            "timedatectl set-ntp true"
        )


def start_pages(children: Children, host: str, port: int) -> None:
    """Start the web server and wait until it answers."""
    children.start("web", pages_command(host, port))
    if not children.wait_until(lambda: installation.answers(host, port), START_S):
        raise ChildEnded("web", -1, children.log_of("web"))


def pages_command(host: str, port: int) -> list[str]:
    """Return the command line of the web server."""
    return [sys.executable, "-m", "sanjeh.operate.web", host, str(port)]


def start_worker(children: Children) -> None:
    """Start one worker with the environment of this process."""
    children.start("worker", [sys.executable, "-m", "sanjeh", "worker"])


def watch(children: Children) -> None:
    """Wait for good; raise ChildEnded when one of ours ends."""
    while True:
        children.check()
        time.sleep(0.5)
