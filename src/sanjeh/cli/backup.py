"""`sanjeh backup`: all of an installation in one file, while it runs."""

from datetime import UTC, datetime
from pathlib import Path

import click
from django.db import connection

from sanjeh.config import database
from sanjeh.operate import installation
from sanjeh.operate.backup import archive, last, take

NEW_FILE = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.command()
@click.argument("file", type=NEW_FILE)
@click.option("--keys", type=NEW_FILE, metavar="FILE", help="Write the keys too, into a file of their own.")
def backup(file: Path, keys: Path | None) -> None:
    """Write database, evidence and editions of one moment into a new FILE, while pages and workers go on.

    The keys are never in it: keep their FILE elsewhere, for with both anybody reads every complaint.
    """
    for one in filter(None, (file, keys)):
        if one.exists():
            message = f"{one} is there already, and a backup overwrites nothing: name a new file."
            raise click.UsageError(message)
    data = installation.data_folder()
    settings = database.owner_settings(connection.settings_dict)
    manifest = take.take(data, file.absolute(), settings, datetime.now(UTC))
    last.note(data, file.absolute(), manifest.made_at)
    click.echo(told(file, manifest))
    if keys:
        named = take.keep_keys(data, keys.absolute())
        click.echo(f"{keys}: {', '.join(named) or 'no key'}; keep it apart from {file}.")
    else:
        click.echo("The keys are not in it (--keys FILE): without the sealing key no complaint can be read.")


def told(file: Path, manifest: archive.Manifest) -> str:
    rows = sum(table.rows for table in manifest.figures.tables.values())
    return (
        f"{file}: {rows} rows in {len(manifest.figures.tables)} tables, {len(manifest.files) - 1} files, "
        f"the journal's head {manifest.figures.journal_head}"
    )
