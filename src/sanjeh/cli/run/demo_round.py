"""`sanjeh run`: the demo country is served, looked at, counted, published and shown, all in one."""

import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import click

from sanjeh.cli.demo import serving as demo_sites
from sanjeh.cli.run import home
from sanjeh.cli.run.children import ChildEnded, Children
from sanjeh.cli.run.serving import (
    Stopped,
    ending_on_signals,
    migrate,
    start_pages,
    start_worker,
    watch,
)

SITES_START_S = 60.0


def run_demo_round(host: str, port: int, *, until_published: bool) -> int:
    """Run the demo's round, or what an interrupted run left of it; return the exit status."""
    data = home.data_folder()
    with home.alone_in(data), ending_on_signals():
        home.refuse_taken_port(host, port)
        os.environ.update(demo_environment(data))
        try:
            with home.database_running(data), Children(data / "logs") as children:
                show_round(children, data, host, port)
                if not until_published:
                    watch(children)
        except Stopped:
            click.echo("\nEnded; everything that was measured is kept. `make run` goes on from here.")
        except ChildEnded as ended:
            click.echo(
                f"\n{ended}. Everything that was measured is kept; `make run` goes on from here.", err=True
            )
            return 1
    return 0


def demo_environment(data: Path) -> dict[str, str]:
    """Return the settings with which the demo's own loopback sites, and nothing else, may be looked at."""
    ports = f"{demo_sites.HTTPS_PORT};{demo_sites.PLAIN_PORT}"
    return {
        "SANJEH_ALLOW": f"{demo_sites.HOST_RANGE}:{ports}",
        "SANJEH_NAMESERVERS": f"127.0.0.1:{demo_sites.DNS_PORT}",
        "SANJEH_NATIONAL_ROOTS": str(data / "demo" / "root.crt"),
    }


def show_round(children: Children, data: Path, host: str, port: int) -> None:
    """Start everything in the order in which a visitor needs it, and follow the round to its edition."""
    children.start("demo-sites", [sys.executable, "-m", "sanjeh", "demo", "serve", "--data", str(data)])
    migrate()
    start_pages(children, host, port)
    click.echo(f"Sanjeh is served on http://{host}:{port}  (Ctrl-C ends it)")
    from sanjeh.cli.run import demo_country, following  # noqa: PLC0415 -- tables exist only now

    root = Path(os.environ["SANJEH_NATIONAL_ROOTS"])
    if not children.wait_until(lambda: root.exists() and sites_answer(), SITES_START_S):
        raise ChildEnded("demo-sites", -1, data / "logs" / "demo-sites.log")
    opened = demo_country.open_demo_round(data, datetime.now(UTC))
    click.echo(f"Office: http://{host}:{port}/office/  secretariat, password in {opened.password_file}")
    start_worker(children)
    started = time.monotonic()
    following.follow_to_edition(opened, children, f"http://{host}:{port}")
    click.echo(f"demo_round_s {time.monotonic() - started:.1f} s")


def sites_answer() -> bool:
    """Return whether the country's last host answers; they open in the order of their addresses."""
    return home.answers("127.77.0.1", demo_sites.HTTPS_PORT)
