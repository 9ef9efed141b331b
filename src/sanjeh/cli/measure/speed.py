"""`sanjeh measure speed`: one page, with the machine to itself."""

import asyncio
import sys

import click

from sanjeh.cli.language import LANGUAGE, reader_language
from sanjeh.cli.options import allowed_hosts, given_address, log_to_stderr, name_servers
from sanjeh.cli.problems import told_to_the_reader
from sanjeh.core.integrity.canonical_json import sorted_json
from sanjeh.engine.speed import measured_speed
from sanjeh.report.speed import show


@click.command()
@click.argument("url")
@click.option("--runs", type=click.IntRange(3, 9), default=3, show_default=True, help="Calm runs to be had.")
@click.option("--desktop", is_flag=True, help="As a desktop computer instead of a phone.")
@click.option("--allow", multiple=True, metavar="HOST|CIDR", help="Permit a loopback or private target.")
@click.option("--nameserver", multiple=True, metavar="IP[:PORT]", help="Ask this name server. Repeatable.")
@LANGUAGE
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
    log_to_stderr()
    language = reader_language(lang)
    with told_to_the_reader():
        hosts, servers = allowed_hosts(allow, language), name_servers(nameserver, language)
    ruleset = "lighthouse-desktop" if desktop else "lighthouse-mobile"
    found = asyncio.run(measured_speed(given_address(url), ruleset, runs, hosts, servers))
    if as_json:
        click.echo(sorted_json(found.document(), indent=2))
    else:
        show(found, language)
    sys.exit(0 if found.is_measured else 3)
