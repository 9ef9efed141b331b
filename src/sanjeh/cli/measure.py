"""`sanjeh measure …`: speed of one page, alone; samples of a round's addresses; announced maintenance."""

import asyncio
import json
import sys
from datetime import UTC, datetime

import click

from sanjeh.cli.language import reader_language
from sanjeh.cli.options import allowed_hosts, legible, log_to_stderr, name_servers
from sanjeh.cli.problems import told_to_the_reader
from sanjeh.operate.installation import opened


@click.group()
def measure() -> None:
    """Measure what one visit cannot tell: speed in several runs, and availability through a round."""


@measure.command()
@click.argument("url")
@click.option("--runs", type=click.IntRange(3, 9), default=3, show_default=True, help="Calm runs to be had.")
@click.option("--desktop", is_flag=True, help="As a desktop computer instead of a phone.")
@click.option("--allow", multiple=True, metavar="HOST|CIDR", help="Permit a loopback or private target.")
@click.option("--nameserver", multiple=True, metavar="IP[:PORT]", help="Ask this name server. Repeatable.")
@click.option("--lang", type=click.Choice(["fa", "en"]), help="Language; else that of LC_ALL or LANG.")
@click.option("--json", "as_json", is_flag=True, help="Print the capture and its findings as JSON.")
def speed(  # noqa: PLR0913 - one parameter per option
    url: str,
    *,
    runs: int,
    desktop: bool,
    allow: tuple[str, ...],
    nameserver: tuple[str, ...],
    lang: str | None,
    as_json: bool,
) -> None:
    """Load a page several times, with the machine to itself, and show every run.

    Exit status: 0 measured, 2 usage, 3 not measured.
    """
    from sanjeh.cli.measuring import speed as measuring  # noqa: PLC0415 -- brings the browser's driver

    log_to_stderr()
    language = reader_language(lang)
    with told_to_the_reader():
        hosts, servers = allowed_hosts(allow, language), name_servers(nameserver, language)
    ruleset = "lighthouse-desktop" if desktop else "lighthouse-mobile"
    measured = asyncio.run(measuring.measured(legible(url), ruleset, runs, hosts, servers))
    if as_json:
        click.echo(json.dumps(measured.document(), ensure_ascii=False, indent=2, sort_keys=True))
    else:
        measuring.show(measured, language)
    sys.exit(0 if measured.is_measured else 3)


@measure.command()
@click.argument("round_code", metavar="ROUND")
@click.option("--times", type=click.IntRange(0), default=1, show_default=True, help="Samples of each.")
@click.option("--every", type=click.FloatRange(1), default=60, show_default=True, help="Seconds between.")
def uptime(round_code: str, times: int, every: float) -> None:
    """Sample every address of a round now, and judge all its samples so far."""
    log_to_stderr()
    with opened():
        from sanjeh.cli.measuring import uptime as measuring  # noqa: PLC0415 -- needs Django set up

        with measuring.told_if_unknown():
            count = measuring.sample_and_reckon(round_code, times, every)
    click.echo(f"{count} addresses of {round_code} were judged by their samples.")


@measure.command()
@click.argument("url")
@click.argument("begins", type=click.DateTime(["%Y-%m-%dT%H:%M"]))
@click.argument("ends", type=click.DateTime(["%Y-%m-%dT%H:%M"]))
def maintenance(url: str, begins: datetime, ends: datetime) -> None:
    """Note that URL will be at work from BEGINS to ENDS (UTC): its samples will not count meanwhile."""
    with opened():
        from sanjeh.cli.measuring import uptime as measuring  # noqa: PLC0415 -- needs Django set up

        with measuring.told_if_unknown():
            measuring.declare(legible(url), begins.replace(tzinfo=UTC), ends.replace(tzinfo=UTC))
    click.echo(f"Noted: {url} from {begins:%Y-%m-%d %H:%M} to {ends:%Y-%m-%d %H:%M} UTC.")
