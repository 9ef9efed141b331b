"""Leads the demo's rounds from their opening to their editions, and shows on the terminal how far they are.

The first is published as soon as everything was seen. Only the second waits for a hurried day of samples: a
site that is slow in every hour of it would keep a newcomer from the ranking for minutes.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

import click
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from sanjeh.apps.commitments import actions as commitments
from sanjeh.apps.publication import actions as publication
from sanjeh.apps.publication import queries as editions
from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.scans import queries as scans
from sanjeh.apps.scans.queries import Stop
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.machine import MoveNotAllowed
from sanjeh.core.workflow.rounds import RoundMove, RoundState
from sanjeh.demo.day import hurry_through_a_day
from sanjeh.demo.secretariat import Opened, open_demo_round, open_second_round
from sanjeh.operate.children import Children
from sanjeh.operate.server import start_worker

LOOK_AGAIN_S = 0.5
# A database that was killed is brought up again in less.
PATIENCE_S = 60.0
Answer = TypeVar("Answer")


def conduct(children: Children, data: Path, origin: str, *, with_day: bool) -> None:
    """Open the round, look, count and publish; or go on where an interrupted run left it."""
    opened = patiently(lambda: open_demo_round(data, datetime.now(UTC)))
    click.echo(
        f"Office: {origin}/office/  a click for each of its people, or name: secretariat, password in "
        f"{opened.password_file}"
    )
    start_worker(children)
    started = time.monotonic()
    follow_to_edition(opened, children, origin)
    click.echo(f"demo_round_s {time.monotonic() - started:.1f} s")
    if with_day:
        lead_through_a_day(opened, children, data, origin)


def lead_through_a_day(first: Opened, children: Children, data: Path, origin: str) -> None:
    """Lead a second round through a hurried day of samples to its edition."""
    second = patiently(lambda: open_second_round(first, datetime.now(UTC)))
    click.echo(
        "Open the ranking now. Meanwhile a second round looks again and samples a hurried day; it is "
        "published by itself in a few minutes, and then shows what has changed."
    )
    # Before the counting: what was counted takes no more findings.
    follow_to_edition(second, children, origin, partial(hurry_through_a_day, second, data))


def follow_to_edition(
    opened: Opened, children: Children, origin: str, when_seen: Callable[[], None] | None = None
) -> None:
    """Show the looks until all are done, then lead the round from where it stands to its edition.

    `when_seen` is done once everything was seen and nothing is counted yet.
    """
    if patiently(partial(state_of, opened)) is RoundState.PROBING:
        where = f"{origin}/rounds/{opened.round_code}/"
        click.echo(f"Looking at the demo country, which takes about a minute; watch it on {where}")
        show_looks(opened, children, origin)
        if when_seen:
            when_seen()
    while patiently(partial(has_moved_on, opened, origin)):
        continue
    patiently(lambda: commitments.check_all(now=datetime.now(UTC)))  # else the board would wait for a night
    click.echo(f"Published: {origin}/ranking/")


def has_moved_on(opened: Opened, origin: str) -> bool:
    """Make the round's next move, if there is one before it is put away; return whether there was."""
    close_old_connections()
    code, now = opened.round_code, datetime.now(UTC)
    move = editions.next_move(code)
    if move is None or move is RoundMove.ARCHIVE:
        return False
    by = opened.office.one_who_may(move, Subject.ROUND.named(code), now)
    try:
        publication.make_move(round_code=code, move=move, by=by, now=now)
    except MoveNotAllowed:  # whoever looks around in the office has made it meanwhile
        return True
    except publication.TooMuchUnseen as refused:
        raise click.ClickException(f"Not published: {refused}: {origin}/office/rounds/{code}/") from None
    return True


def state_of(opened: Opened) -> RoundState:
    close_old_connections()
    return rounds.round_page(opened.round_code).row.state


def patiently(ask: Callable[[], Answer]) -> Answer:
    """Return the answer of the database; one that is being brought up again is waited for."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            return ask()
        except (OperationalError, InterfaceError):
            if time.monotonic() > deadline:
                raise
            connection.close()
            time.sleep(LOOK_AGAIN_S)


def tell_of_stop(code: str, origin: str, told: Stop | None) -> Stop | None:
    """Say once that the round waits for somebody's judgement, and where it is given."""
    stop = scans.stop_of(code)
    if stop and stop != told:
        where = f"{origin}/office/rounds/{code}/"
        click.echo(
            f"The round has stopped: {stop.count} of the last {stop.of} looks met one cause: {where}",
            err=True,
        )
    return stop


def show_looks(opened: Opened, children: Children, origin: str) -> None:
    """Draw a bar where somebody watches, a line now and then where nobody does."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("addresses")
        told, stop = -1, None
        while not (now := patiently(lambda: scans.progress(opened.round_code))).is_complete:
            stop = patiently(partial(tell_of_stop, opened.round_code, origin, stop))
            bar.update(task, completed=now.finished, total=now.total)
            if not console.is_terminal and now.finished // 10 != told:
                told = now.finished // 10
                click.echo(f"{now.finished} of {now.total} addresses are done", err=True)
            children.check()
            time.sleep(LOOK_AGAIN_S)
        bar.update(task, completed=now.finished, total=now.total)
