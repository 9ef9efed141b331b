"""`sanjeh methodology compare OLD OBSERVATIONS NEW OBSERVATIONS`: two rounds, and why scores changed."""

import csv
import io
import sys
from decimal import Decimal
from pathlib import Path

import click

from sanjeh.cli.language import LANGUAGE, reader_language
from sanjeh.cli.methodology.loading import loaded
from sanjeh.cli.problems import USAGE
from sanjeh.cli.tell import tell
from sanjeh.core.comparison.comparison import BodyChange, ScoredRound
from sanjeh.core.comparison.comparison import compare as compared
from sanjeh.core.comparison.decomposition import CAUSES
from sanjeh.core.comparison.sides import ScoresAgainstOthers
from sanjeh.core.observations.errors import ObservationsBroken
from sanjeh.core.observations.spellings import spelt_apart
from sanjeh.core.scoring.engine import score_table
from sanjeh.core.scoring.rank import COMPARED_DIGITS, half_up
from sanjeh.core.scoring.relative import NothingToCompare
from sanjeh.core.text.legible import cell
from sanjeh.core.text.numerals import in_digits
from sanjeh.core.text.words import Language, Translatable
from sanjeh.engine.observation_files import read_observations
from sanjeh.locale.catalogues import said, speaker
from sanjeh.report.comparison_words import BREAK, CAUSE_WORDS, NEEDS_OTHERS

SPELT_APART = Translatable(
    "{file}: «{word}» همان «{known}» دوره‌ی پیش است که جور دیگری نوشته شده. در هر دو پرونده یک املا بنویسید."
)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
HEAD: dict[str, Translatable] = {
    "unit": Translatable("دستگاه", key="compare: head"),
    "before": Translatable("پیش", key="compare: head"),
    "after": Translatable("پس"),
    **{cause.value: words for cause, words in CAUSE_WORDS.items()},
    "alike_before": Translatable("یکسان، پیش"),
    "alike_after": Translatable("یکسان، پس"),
    "rank_before": Translatable("رتبه، پیش"),
    "rank_after": Translatable("رتبه، پس"),
}


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
    before, after = (
        _scored(code, file, language)
        for code, file in ((older, older_observations), (newer, newer_observations))
    )
    _check_spellings(before, after, newer_observations.name, language)
    try:
        found = compared(before, after)
    except ScoresAgainstOthers:
        tell(said(NEEDS_OTHERS, language), err=True)
        sys.exit(USAGE)
    rows = tuple(_row(change) for change in found.bodies)
    if as_csv:
        tell(_csv(rows), nl=False)
        return
    for row in (tuple(said(words, language) for words in HEAD.values()), *rows):
        tell("  ".join(f"{in_digits(cell, language):>13}" for cell in row))
    if found.alike.is_break:
        tell(said(BREAK, language))


def _scored(code_or_file: str, file: Path, language: Language) -> ScoredRound:
    methodology = loaded(code_or_file, language)
    try:
        table = read_observations(file, methodology)
        return ScoredRound(score_table(methodology, table))
    except ObservationsBroken as broken:
        for problem in broken.problems:
            tell(problem.sentence(speaker(language)), err=True)
    except NothingToCompare:
        tell(said(NEEDS_OTHERS, language), err=True)
    sys.exit(USAGE)


def _check_spellings(before: ScoredRound, after: ScoredRound, file: str, language: Language) -> None:
    """End where one body or service has two spellings: it would have left one round and come to the other."""
    older, newer = before.scored.table, after.scored.table
    codes = ((older.units, newer.units), (older.services, newer.services))
    apart = [pair for each in codes for pair in spelt_apart(*each)]
    for word, known in apart:
        tell(said(SPELT_APART.filled(file=file, word=word, known=known), language), err=True)
    if apart:
        sys.exit(USAGE)


def _row(change: BodyChange) -> tuple[str, ...]:
    own = change.alike
    alike: tuple[str, ...] = ("", "", "", "")
    if own:
        alike = (
            *(str(half_up(points, COMPARED_DIGITS)) for points in (own.before, own.after)),
            *(str(place.number) for place in (own.place_before, own.place_after)),
        )
    parts = (str(change.parts.get(cause, "")) for cause in CAUSES)
    return (change.unit, *(_digits(score) for score in (change.before, change.after)), *parts, *alike)


def _digits(score: Decimal | None) -> str:
    return "" if score is None else str(score)


def _csv(rows: tuple[tuple[str, ...], ...]) -> str:
    page = io.StringIO()
    lines = (tuple(map(cell, row)) for row in rows)
    csv.writer(page, lineterminator="\n").writerows((tuple(HEAD), *lines))
    return page.getvalue()
