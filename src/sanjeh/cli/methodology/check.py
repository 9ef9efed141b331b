"""`sanjeh methodology check`: whether a method can be used."""

import click

from sanjeh.cli.language import LANGUAGE, reader_language
from sanjeh.cli.methodology.loading import loaded
from sanjeh.cli.methodology.show import written


@click.command()
@click.argument("code_or_file")
@LANGUAGE
def check(code_or_file: str, lang: str | None) -> None:
    """Say whether a methodology can be used, and everything that is wrong with it."""
    checked = loaded(code_or_file, reader_language(lang))
    click.echo(written(checked, reader_language(lang)))
    click.echo(f"sha256 {checked.hash}")
