"""`sanjeh archive verify DIR`: whether a package is whole, without a database, on any machine."""

import sys
from pathlib import Path

import click

from sanjeh.cli.language import LANGUAGE, reader_language
from sanjeh.cli.tell import tell
from sanjeh.core.text.legible import legible
from sanjeh.core.text.words import Translatable
from sanjeh.edition.bag_check import verify_bag
from sanjeh.locale.catalogues import said

WHOLE = Translatable("بسته سالم است: هر پرونده همان است که سپرده شد.")


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
@LANGUAGE
def verify(folder: Path, lang: str | None) -> None:
    """Name every file of the package in DIR that is missing, added or changed.

    Exit status: 0 all right, 1 something differs, 2 usage.
    """
    language = reader_language(lang)
    differences = verify_bag(folder)
    for one in differences:
        tell(f"{legible(one.file)}: {said(one.says, language)}", err=True)
    if not differences:
        tell(said(WHOLE, language))
    sys.exit(1 if differences else 0)
