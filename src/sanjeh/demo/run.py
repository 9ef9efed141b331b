"""`sanjeh run`: the demo country is served, looked at, counted, published and shown, all in one."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import click

from sanjeh.demo import emptying, marking, recognising
from sanjeh.demo import sites as demo_sites
from sanjeh.demo.country import read_country
from sanjeh.operate import installation, served
from sanjeh.operate.children import ChildEnded, Children
from sanjeh.operate.server import (
    Stopped,
    ending_on_signals,
    make_ready,
    refuse_wrong_settings,
    start_pages,
    watch,
)

SITES_START_S = 60.0


def run_demo_round(host: str, port: int, *, until_published: bool) -> int:
    """Run the demo's rounds, or what an interrupted run left of them; return the exit status.

    Where its office orders that the demo be emptied, this becomes `sanjeh serve`.
    """
    data, real_environment = installation.data_folder(), dict(os.environ)
    marking.mark(data)
    recognising.mark_earlier_demo(data)
    marking.refuse_real(data)
    # An order of which a run was killed meanwhile is carried out before anything is shown again.
    status = 0 if emptying.order_in(data) else shown_round(data, host, port, until_published=until_published)
    if order := emptying.order_in(data):
        click.echo("\nThe office has ordered that the demo be emptied; a real installation begins here …")
        emptying.begin_in_earnest(data, order, real_environment)
        emptying.serve_instead(host, port, real_environment)
    return status


def shown_round(data: Path, host: str, port: int, *, until_published: bool) -> int:
    with installation.alone_in(data), ending_on_signals(), emptying.ended_by_an_order(data):
        installation.refuse_taken_port(host, port)
        host_range = free_host_range()
        os.environ.update(demo_environment(data, host_range))
        os.environ.update(demo_contact(f"http://{host}:{port}") | os.environ)
        try:
            with installation.database_running(data), Children(data / "logs") as children:
                are_ready = start_sites(children, data, host_range)
                show_pages(children, host, port)
                served.note(data, host, port)
                children.wait_until(are_ready, SITES_START_S)
                refuse_wrong_settings()  # the nation's roots are there only now
                conduct_round(children, data, f"http://{host}:{port}", with_day=not until_published)
                if not until_published:
                    watch(children)
        except Stopped:
            if emptying.order_in(data) is None:
                click.echo("\nEnded; everything that was measured is kept. `make run` goes on from here.")
        except ChildEnded as ended:
            click.echo(
                f"\n{ended}. Everything that was measured is kept; `make run` goes on from here.", err=True
            )
            return 1
    return 0


def free_host_range() -> str:
    """Return a loopback range in which nobody serves yet: two countries may stand on one machine."""
    for second in range(77, 255):
        if installation.can_listen(f"127.{second}.0.1", demo_sites.DNS_PORT):
            return f"127.{second}.0.0/24"
    raise installation.PortTaken("127.77.0.1 … 127.254.0.1", demo_sites.DNS_PORT)


def demo_environment(data: Path, host_range: str) -> dict[str, str]:
    """Return the settings with which the demo's own loopback sites, and nothing else, may be looked at."""
    country = read_country()
    ports = f"{demo_sites.HTTPS_PORT};{demo_sites.PLAIN_PORT}"
    return {
        "SANJEH_DEMO": "yes",  # its sample people sign in by a click or by a password alone
        "SANJEH_ALLOW": f"{host_range}:{ports}",
        "SANJEH_NAMESERVERS": ",".join(
            f"{at}:{demo_sites.DNS_PORT}" for at in demo_sites.Place(data, host_range).nameservers
        ),
        "SANJEH_NATIONAL_ROOTS": str(demo_sites.Place(data).roots),
        # Our own machine needs no rest from us, and all sites of the country lie below one name.
        "SANJEH_GAP_MS": "0",
        "SANJEH_SUFFIXES": country.zone,
        "SANJEH_SELF_TEST": country.portal_url(country.sign_on, demo_sites.HTTPS_PORT),
    }


def demo_contact(origin: str) -> dict[str, str]:
    """Return how the demo is reached: a mailbox and a number that are made up, and its real page."""
    return {
        "SANJEH_CONTACT_URL": f"{origin}/about-probing/",
        "SANJEH_CONTACT_EMAIL": "secretariat@sanjeh.example",
        "SANJEH_CONTACT_PHONE": "+98 21 5550 0100",
        "SANJEH_SITE_URL": origin,  # links in messages and letters lead somewhere
    }


def start_sites(children: Children, data: Path, host_range: str) -> Callable[[], bool]:
    """Start the country's sites; return the question whether they have said that they are ready."""
    log = data / "logs" / "demo-sites.log"
    begins = log.stat().st_size if log.exists() else 0
    command = [sys.executable, "-m", "sanjeh", "demo", "serve", "--data", str(data)]
    children.start("demo-sites", [*command, "--host-range", host_range])
    return lambda: b" is ready: " in log.read_bytes()[begins:]


def show_pages(children: Children, host: str, port: int) -> None:
    """Serve the pages before anything else, so that a visitor sees the round while it goes on."""
    make_ready()
    start_pages(children, host, port)
    click.echo(f"Sanjeh is served on http://{host}:{port}  (Ctrl-C ends it); logs are in {children.logs}")


def conduct_round(children: Children, data: Path, origin: str, *, with_day: bool) -> None:
    """Lead the round to its edition; its tables are there only now, and its settings are known."""
    from sanjeh.demo import conductor  # noqa: PLC0415 -- as said above

    conductor.conduct(children, data, origin, with_day=with_day)
