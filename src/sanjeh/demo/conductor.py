"""Leads the demo's round from its opening to its edition, and shows on the terminal how far it is."""

import time
from datetime import UTC, datetime
from pathlib import Path

import click
from django.db import close_old_connections
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from sanjeh.apps.publication import actions as publication
from sanjeh.apps.publication import queries as editions
from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.scans import queries as scans
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.rounds import RoundMove, RoundState
from sanjeh.demo.day import hurry_through_a_day
from sanjeh.demo.secretariat import Opened, open_demo_round
from sanjeh.operate.children import Children
from sanjeh.operate.server import start_worker

LOOK_AGAIN_S = 0.5


def conduct(children: Children, data: Path, origin: str, *, with_day: bool) -> None:
    """Open the round, look, count and publish; or go on where an interrupted run left it."""
    opened = open_demo_round(data, datetime.now(UTC))
    click.echo(f"Office: {origin}/office/  name: secretariat, password in {opened.password_file}")
    start_worker(children)
    started = time.monotonic()
    follow_to_edition(opened, children, origin)
    click.echo(f"demo_round_s {time.monotonic() - started:.1f} s")
    if with_day:
        hurry_through_a_day(opened, data)


def follow_to_edition(opened: Opened, children: Children, origin: str) -> None:
    """Show the looks until all are done, then lead the round from where it stands to its edition."""
    if state_of(opened) is RoundState.PROBING:
        click.echo(f"Looking at the demo country; watch it on {origin}/rounds/{opened.round_code}/")
        show_looks(opened, children)
    close_old_connections()
    code = opened.round_code
    while (move := editions.next_move(code)) and move is not RoundMove.ARCHIVE:
        now = datetime.now(UTC)
        by = opened.office.one_who_may(move, Subject.ROUND.named(code), now)
        publication.make_move(round_code=code, move=move, by=by, now=now)
    click.echo(f"Published: {origin}/ranking/")


def state_of(opened: Opened) -> RoundState:
    close_old_connections()
    return rounds.round_page(opened.round_code).row.state


def show_looks(opened: Opened, children: Children) -> None:
    """Draw a bar where somebody watches, a line now and then where nobody does."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("addresses")
        told = -1
        while not (now := scans.progress(opened.round_code)).is_complete:
            bar.update(task, completed=now.finished, total=now.total)
            if not console.is_terminal and now.finished // 10 != told:
                told = now.finished // 10
                click.echo(f"{now.finished} of {now.total} addresses are done", err=True)
            children.check()
            time.sleep(LOOK_AGAIN_S)
        bar.update(task, completed=now.finished, total=now.total)
