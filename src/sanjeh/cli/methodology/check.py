"""`sanjeh methodology check`: whether a method can be used."""

import click

from sanjeh.cli.language import LANGUAGE, reader_language
from sanjeh.cli.methodology.loading import loaded
from sanjeh.cli.methodology.show import written
from sanjeh.cli.tell import tell
from sanjeh.report.ranking.words import say


@click.command()
@click.argument("code_or_file")
@LANGUAGE
def check(code_or_file: str, lang: str | None) -> None:
    """Say whether a methodology can be used, and everything that is wrong with it."""
    language = reader_language(lang)
    checked = loaded(code_or_file, language)
    tell(written(checked, language))
    if equal := [leaf.code for leaf in checked.indicators if leaf.asks_for_weights]:
        tell(say("weights_missing", language, indicator=" ".join(equal)), err=True)
    tell(f"sha256 {checked.hash}")
