"""`sanjeh verify EDITION`: count a published edition again, without a database or a network."""

import sys
from pathlib import Path

import click

from sanjeh.apps.publication.verifying import verify_edition


@click.command()
@click.argument("edition", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--lang", type=click.Choice(["fa", "en"]), default="en", help="The language of the answer.")
def verify(edition: Path, lang: str) -> None:
    """Check every file of an EDITION folder and recompute every published digit."""
    differences = verify_edition(edition)
    for one in differences:
        click.echo(f"{one.file}: {one.says.in_language(lang)}", err=True)
    if not differences:
        whole = "هر پرونده سالم است و هر رقم منتشرشده دوباره به دست آمد."
        click.echo(
            whole if lang == "fa" else "Every file is whole and every published digit was found again."
        )
    sys.exit(1 if differences else 0)
