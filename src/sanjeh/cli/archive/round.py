"""`sanjeh archive round CODE DIR`: the package of a round that has ended, for an archive."""

from pathlib import Path

import click
from django.utils import timezone

from sanjeh.apps.retention import worker_actions
from sanjeh.cli.archive.refusals import refusals_told
from sanjeh.cli.language import LANGUAGE, reader_language
from sanjeh.cli.tell import tell


@click.command()
@click.argument("code")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@LANGUAGE
def round(code: str, folder: Path, lang: str | None) -> None:  # noqa: A001 -- the command's own word
    """Write all about the round CODE into a new folder DIR (BagIt): editions, evidence, journal."""
    with refusals_told(reader_language(lang)):
        tell(worker_actions.pack_round(round_code=code, folder=folder, by=None, now=timezone.now()))
