"""`sanjeh board check`: every promise and every invariant, measured now, by anyone who holds a database."""

from collections.abc import Iterator

import click
from django.utils import timezone

from sanjeh.apps.commitments import queries
from sanjeh.cli.board.result import Result, tell_all
from sanjeh.cli.language import LANGUAGE, reader_language
from sanjeh.locale.catalogues import said


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@click.option("--only", "codes", multiple=True, help="Only these lines, such as I6 or S12.")
@LANGUAGE
def check(*, as_json: bool, codes: tuple[str, ...], lang: str | None) -> None:
    """Measure every promise and every invariant now, and name what violates it; nothing is written.

    Exit status: 0 nothing is violated, 1 something is, 2 usage.
    """
    tell_all(measured(reader_language(lang)), codes, as_json=as_json)


def measured(language: str) -> Iterator[Result]:
    for line, one in queries.measured_now(timezone.now()):
        says = said(one.why or line.title, language)
        yield Result(line.code, one.verdict.value, one.hits, one.whole, len(one.refs), one.refs, says)
