"""`sanjeh board journal`: the promises that a published journal alone can show, on any machine."""

from collections.abc import Iterator
from pathlib import Path

import click

from sanjeh.cli.board.result import Result, tell_all
from sanjeh.cli.ledger.verify import journal as lines_of
from sanjeh.core.integrity import hash_chain as chain
from sanjeh.engine.foreign_files import UnfitFile
from sanjeh.ledger.promises import shown_by
from sanjeh.locale.catalogues import said

ENGLISH = "en"  # as `sanjeh ledger verify`


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@click.option("--only", "codes", multiple=True, help="Only these lines, such as I6 or I29.")
def journal(file: Path, *, as_json: bool, codes: tuple[str, ...]) -> None:
    """Check what the journal in FILE (of `sanjeh ledger export`) shows of the promises; needs no database.

    Exit status: 0 nothing is violated, 1 something is, 2 usage.
    """
    try:
        results = tuple(shown(file))
    except (chain.NotALine, UnicodeDecodeError) as error:
        raise click.UsageError(str(error)) from error
    except UnfitFile as unfit:
        raise click.UsageError(said(unfit.says, ENGLISH)) from unfit
    tell_all(results, codes, as_json=as_json)


def shown(file: Path) -> Iterator[Result]:
    with lines_of(file) as lines:
        for one in shown_by(lines):
            verdict = "broken" if one.refs else "kept" if one.looked_at else "not_measured"
            says = said(one.title, ENGLISH)
            yield Result(one.code, verdict, None, one.looked_at, len(one.refs), one.refs, says)
