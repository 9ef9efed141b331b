"""`sanjeh measure maintenance`: work on a site that is announced before it begins."""

from datetime import UTC, datetime

import click

from sanjeh.apps.uptime import actions
from sanjeh.cli.measure.uptime import told_if_unknown
from sanjeh.cli.options import given_address
from sanjeh.core.probing.artifacts.uptime import Span


@click.command()
@click.argument("url")
@click.argument("begins", type=click.DateTime(["%Y-%m-%dT%H:%M"]))
@click.argument("ends", type=click.DateTime(["%Y-%m-%dT%H:%M"]))
def maintenance(url: str, begins: datetime, ends: datetime) -> None:
    """Note that URL will be at work from BEGINS to ENDS (UTC): its samples will not count meanwhile."""
    with told_if_unknown():
        declare(given_address(url), begins.replace(tzinfo=UTC), ends.replace(tzinfo=UTC))
    click.echo(f"Noted: {url} from {begins:%Y-%m-%d %H:%M} to {ends:%Y-%m-%d %H:%M} UTC.")


def declare(url: str, begins_at: datetime, ends_at: datetime) -> None:
    """Note announced maintenance; refuse what has begun already or ends before it begins."""
    now = datetime.now(UTC)
    if not now <= begins_at < ends_at:
        message = "Maintenance is announced before it begins, and ends after that."
        raise click.UsageError(message)
    actions.declare_maintenance(url=url, span=Span(begins_at=begins_at, ends_at=ends_at), by=None, now=now)
