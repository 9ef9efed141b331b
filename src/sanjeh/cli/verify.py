"""`sanjeh verify EDITION`: count a published edition again, without a database or a network."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from sanjeh.core.text.words import Translatable
from sanjeh.edition.archive import NotAnArchive, opened_archive
from sanjeh.edition.verify import verify_edition
from sanjeh.locale.catalogues import languages, said

WHOLE = Translatable("هر پرونده سالم است و هر رقم منتشرشده دوباره به دست آمد.")


@click.command()
@click.argument("edition", type=click.Path(exists=True, path_type=Path))
@click.option("--lang", type=click.Choice(languages()), default="en", help="The language of the answer.")
def verify(edition: Path, lang: str) -> None:
    """Check every file of an EDITION (its folder, or its zip file) and recompute every published digit."""
    try:
        with folder_of(edition) as folder:
            differences = verify_edition(folder)
    except NotAnArchive as refusal:
        click.echo(f"{refusal}. Give the folder of an edition, or the zip file from the open data.", err=True)
        sys.exit(2)
    for one in differences:
        click.echo(f"{one.file}: {said(one.says, lang)}", err=True)
    if not differences:
        click.echo(said(WHOLE, lang))
    sys.exit(1 if differences else 0)


@contextmanager
def folder_of(edition: Path) -> Iterator[Path]:
    """Give the edition's folder, unpacked for as long as it is needed."""
    if edition.is_dir():
        yield edition
    else:
        with opened_archive(edition) as folder:
            yield folder
