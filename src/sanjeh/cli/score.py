"""`sanjeh score`: score, rank and explain bodies from two files, without a database."""

import sys
from pathlib import Path

import click

from sanjeh.cli.language import LANGUAGE, reader_language
from sanjeh.cli.problems import USAGE
from sanjeh.cli.tell import tell, tell_json
from sanjeh.core.uncertainty.replicates import MOST_REPLICATES
from sanjeh.engine.table_files import write_parquet
from sanjeh.report.console import terminal
from sanjeh.report.ranking.computation import Order, counted
from sanjeh.report.ranking.explain import explained, print_explained
from sanjeh.report.ranking.means import means_csv
from sanjeh.report.ranking.problem import ScoringProblem
from sanjeh.report.ranking.records import BesideRanking, as_csv, as_json, columns
from sanjeh.report.ranking.result import Result
from sanjeh.report.ranking.terminal import print_result
from sanjeh.report.ranking.what_if import Outlook, outlook, read_supposed
from sanjeh.report.ranking.words import say


@click.command()
@click.argument("methodology")
@click.argument("observations", type=click.Path(path_type=Path))
@click.option("--csv", "as_table", is_flag=True, help="Print the table as CSV and nothing else.")
@click.option(
    "--means", "as_means", is_flag=True, help="Print the means of bodies alike before a / as CSV, no more."
)
@click.option("--json", "as_document", is_flag=True, help="Print the documented JSON and nothing else.")
@click.option("--parquet", type=click.Path(path_type=Path), help="Write the table to this file.")
@click.option(
    "--replicates",
    type=click.IntRange(0, MOST_REPLICATES),
    default=0,
    help="Draw weights, means, scale ends, indicators and services so often, for ranges of places.",
)
@click.option("--seed", type=click.IntRange(min=0), help="Of all dice; else it follows from the method.")
@click.option("--sobol", is_flag=True, help="Say which choice moves the places most.")
@click.option(
    "--what-if", "suppositions", multiple=True, metavar="BODY:INDICATOR=VALUE", help="May be repeated."
)
@click.option("--explain", metavar="BODY", help="Show the whole card of one body and its cheapest steps.")
@click.option("--sources", default="", help="Score only what these can answer, as in probe,record.")
@LANGUAGE
def score(  # noqa: PLR0913 - one parameter per option
    methodology: str,
    observations: Path,
    *,
    as_table: bool,
    as_means: bool,
    as_document: bool,
    parquet: Path | None,
    replicates: int,
    seed: int | None,
    sobol: bool,
    suppositions: tuple[str, ...],
    explain: str | None,
    sources: str,
    lang: str | None,
) -> None:
    """Score OBSERVATIONS (CSV or Parquet) by METHODOLOGY (a shipped code or a file).

    One row an observation: unit, indicator, value; service, address, state and source where needed.
    Exit status: 0 scored, 2 the files or the command cannot be used.
    """
    language = reader_language(lang)
    asked = tuple(name.strip() for name in sources.split(",") if name.strip())
    order = Order(methodology, observations, asked, replicates, seed, sobol, language)
    if as_table + as_means + as_document > 1:
        raise click.UsageError(say("one_output", language))
    try:
        result = counted(order)
        supposed = _supposed(result, suppositions, language)
        card = explained(result, explain, language) if explain else None
        if parquet:
            _write(result, parquet, language)
    except ScoringProblem as problem:
        tell(str(problem), err=True)
        sys.exit(USAGE)
    if as_means:
        tell(means_csv(result), nl=False)
    elif as_table:
        tell(as_csv(result, language), nl=False)
    elif as_document:
        tell_json(as_json(result, BesideRanking(supposed, card), language))
    else:
        console = terminal()
        print_result(result, supposed, console, language)
        if card:
            print_explained(result, card, console, language)


def _supposed(result: Result, given: tuple[str, ...], language: str) -> Outlook | None:
    if not given:
        return None
    method, table = result.scored.methodology, result.table
    supposed = [read_supposed(one, method, table, language) for one in given]
    return outlook(result.scored, table, supposed, language)


def _write(result: Result, path: Path, language: str) -> None:
    try:
        write_parquet(path, [columns(line, language) for line in result.lines])
    except OSError as problem:
        why = problem.strerror or str(problem)
        raise ScoringProblem(say("cannot_write", language, path=str(path), problem=why)) from None
    tell(say("written", language, path=str(path)), err=True)
