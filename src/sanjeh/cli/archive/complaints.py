"""`sanjeh archive complaints DIR`: the package of complaints that came to their end in a period."""

from datetime import datetime
from pathlib import Path

import click
from django.utils import timezone

from sanjeh.apps.retention import worker_actions
from sanjeh.cli.archive.refusals import refusals_told
from sanjeh.cli.language import LANGUAGE, reader_language
from sanjeh.cli.tell import tell

DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option("--from", "since", type=DAY, required=True, help="The first day (YYYY-MM-DD).")
@click.option("--until", type=DAY, required=True, help="The last day (YYYY-MM-DD).")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@LANGUAGE
def complaints(since: datetime, until: datetime, folder: Path, lang: str | None) -> None:
    """Write the complaints that ended in a period into a new folder DIR, without complainants."""
    with refusals_told(reader_language(lang)):
        tell(
            worker_actions.pack_complaints(
                since=since.date(), until=until.date(), folder=folder, by=None, now=timezone.now()
            )
        )
