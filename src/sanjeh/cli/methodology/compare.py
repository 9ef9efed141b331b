"""`sanjeh methodology compare OLD OBSERVATIONS NEW OBSERVATIONS`: two rounds, and why scores changed."""

import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from sanjeh.cli.language import reader_language
from sanjeh.cli.methodology.diff import BREAK
from sanjeh.cli.methodology.loading import BROKEN, LANGUAGE, loaded, numerals
from sanjeh.core.comparison.comparable import LikeForLike, ScoredRound, like_for_like
from sanjeh.core.comparison.decomposition import CAUSES, Cause, decompose, shown_parts
from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.observations.errors import ObservationsBroken
from sanjeh.core.scoring.engine import score_table
from sanjeh.core.scoring.explain import explain
from sanjeh.core.scoring.normalise import NeedsOthers
from sanjeh.core.scoring.rank import half_up
from sanjeh.core.text.words import Language, Words
from sanjeh.engine.observation_files import read_observations

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
HEAD = {
    "unit": Words("دستگاه", "body"),
    "before": Words("پیش", "before"),
    "after": Words("پس", "after"),
    Cause.PERFORMANCE: Words("عملکرد", "performance"),
    Cause.COVERAGE: Words("پوشش", "coverage"),
    Cause.POPULATION: Words("خدمت‌ها", "services"),
    Cause.FRAMEWORK: Words("روش", "method"),
    "alike_before": Words("یکسان، پیش", "alike, before"),
    "alike_after": Words("یکسان، پس", "alike, after"),
    "rank_before": Words("رتبه، پیش", "place, before"),
    "rank_after": Words("رتبه، پس", "place, after"),
}
NEEDS_OTHERS = Words(
    "روشی که دستگاه‌ها را با هم می‌سنجد دو دوره را نمی‌تواند مقایسه کند؛ روشی با کران‌های ثابت بدهید.",
    "A method that scores bodies against one another cannot compare rounds; give one with fixed goalposts.",
)


@click.command()
@click.argument("older")
@click.argument("older_observations", type=FILE)
@click.argument("newer")
@click.argument("newer_observations", type=FILE)
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV, with the codes of the columns.")
@LANGUAGE
def compare(  # noqa: PLR0913 -- the signature is the command line
    *,
    older: str,
    older_observations: Path,
    newer: str,
    newer_observations: Path,
    as_csv: bool,
    lang: str | None,
) -> None:
    """Compare two rounds on what both asked alike, and take every change of a score apart."""
    language = reader_language(lang)
    before = _scored(loaded(older, language), older_observations, language)
    after = _scored(loaded(newer, language), newer_observations, language)
    alike = like_for_like(before, after)
    rows = tuple(_rows(before, after, alike))
    if as_csv:
        click.echo(_csv(rows), nl=False)
        return
    for row in (tuple(words.in_language(language) for words in HEAD.values()), *rows):
        click.echo("  ".join(f"{numerals(cell, language):>13}" for cell in row))
    if alike.is_break:
        click.echo(BREAK.in_language(language))


def _scored(methodology: Methodology, file: Path, language: Language) -> ScoredRound:
    try:
        table = read_observations(file, methodology)
        scored = score_table(methodology, table)
        cards = [explain(scored, unit) for unit in scored.units]
    except ObservationsBroken as broken:
        for problem in broken.problems:
            click.echo(problem.sentence(language), err=True)
        sys.exit(BROKEN)
    except NeedsOthers:
        click.echo(NEEDS_OTHERS.in_language(language), err=True)
        sys.exit(BROKEN)
    return ScoredRound(methodology, cards)


def _rows(before: ScoredRound, after: ScoredRound, alike: LikeForLike) -> Iterator[tuple[str, ...]]:
    old = {card.unit: card for card in before.cards}
    standings = {standing.unit: standing for standing in alike.standings}
    same = frozenset(alike.anchors)
    for card in after.cards:
        if card.unit not in old:
            continue
        found = decompose((before.methodology, old[card.unit]), (after.methodology, card), same)
        shown = shown_parts(found, 2) if found else {}
        parts = [str(shown.get(cause, "")) for cause in CAUSES]
        own = standings.get(card.unit)
        alike_cells = (
            (
                _digits(own.before),
                _digits(own.after),
                str(own.place_before.number),
                str(own.place_after.number),
            )
            if own
            else ("", "", "", "")
        )
        yield (card.unit, _digits(old[card.unit].points), _digits(card.points), *parts, *alike_cells)


def _digits(number: float | None) -> str:
    return "" if number is None else str(half_up(number, 2))


def _csv(rows: tuple[tuple[str, ...], ...]) -> str:
    page = io.StringIO()
    csv.writer(page, lineterminator="\n").writerows((tuple(HEAD), *rows))
    return page.getvalue()
