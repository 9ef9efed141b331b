"""The result on a terminal: one line a body, the reasons beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.text.numerals import in_digits
from sanjeh.core.uncertainty.monte_carlo import Robustness
from sanjeh.core.uncertainty.replicates import Factor
from sanjeh.core.uncertainty.sobol import Sensitivity
from sanjeh.locale.catalogues import listed
from sanjeh.report.ranking.reasons import sentence, step
from sanjeh.report.ranking.result import RankingLine, Reason, Result, percent_below
from sanjeh.report.ranking.what_if import Before, Outlook
from sanjeh.report.ranking.words import say

# As many as a person reads in a terminal; files hold all of them.
MOST_SHOWN = 100
HASH_SHOWN = 12
NUMBERS = frozenset({"place", "score", "geometric", "stage", "coverage", "interval"})
GAP, INDENT = "   ", "       "


def print_result(result: Result, outlook: Outlook | None, console: Console, language: str) -> None:
    """Print the table, then what was drawn, supposed and noted."""
    ranked = [line for line in result.lines if line.rank is not None]
    apart = [line for line in result.lines if line.rank is None]
    _print_ranking(result, ranked, console, language)
    if apart:
        console.print(Text(f"\n{say('apart', language)}", style="bold yellow"))
        heads, below = ("unit", "coverage"), [_because(line.reasons, language) for line in apart]
        rows = [(line.unit, in_digits(percent_below(float(line.coverage)), language)) for line in apart]
        _print_table(Grid(heads, rows[:MOST_SHOWN], below), console, language)
        _say_more(len(apart), console, language)
    if result.sensitivity:
        _print_influences(result.sensitivity, console, language)
    if outlook:
        _print_outlook(outlook, console, language)
    console.print()
    for line in _foot(result, len(ranked), len(apart), language):
        console.print(Text(line, style="dim"), soft_wrap=True)


def _print_ranking(result: Result, ranked: Sequence[RankingLine], console: Console, language: str) -> None:
    drawn = ("interval",) if result.robustness else ()
    heads = ("place", "unit", "score", "geometric", "class", "stage", "coverage", *drawn, "gain")
    titles = {grade.code: grade.title.in_language(language) for grade in result.scored.methodology.classes}
    rows = [
        [
            in_digits(line.rank, language),
            line.unit,
            in_digits(line.score, language),
            "" if line.geometric is None else in_digits(line.geometric, language),
            titles[line.grade],
            in_digits(line.stage, language),
            _share(line, language),
            *(_interval(line, language) for _ in drawn),
            step(line.gains[0], language) if line.gains else "",
        ]
        for line in ranked[:MOST_SHOWN]
    ]
    below = [_because(line.reasons, language) for line in ranked]
    _print_table(Grid(heads, rows, below), console, language)
    _say_more(len(ranked), console, language)


@dataclass(frozen=True, slots=True)
class Grid:
    """Heads by their keys, cells, and for each row what is said below it."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    below: Sequence[str]


def _print_table(grid: Grid, console: Console, language: str) -> None:
    """Print cells under their heads; a line is never cut or broken, so that it can be searched."""
    heads = [say(key, language) for key in grid.heads]
    widths = [max(map(cell_len, column)) for column in zip(heads, *grid.rows, strict=True)]
    console.print(Text(_aligned(grid.heads, heads, widths), style="bold"), soft_wrap=True)
    for row, said in zip(grid.rows, grid.below, strict=False):
        console.print(Text(_aligned(grid.heads, row, widths)), soft_wrap=True)
        if said:
            console.print(Text(f"{INDENT}{said}", style="dim"), soft_wrap=True)


def _aligned(keys: Sequence[str], cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (
        " " * (width - cell_len(cell)) + cell if key in NUMBERS else cell + " " * (width - cell_len(cell))
        for key, cell, width in zip(keys, cells, widths, strict=True)
    )
    return GAP.join(padded).rstrip()


def _print_influences(found: Sensitivity, console: Console, language: str) -> None:
    facts = {"shift": in_digits(f"{found.shift:.2f}", language), "rows": in_digits(found.rows, language)}
    said = say("sobol", language, seed=str(found.seed), **facts)
    console.print(Text(f"\n{said}", style="bold cyan"), soft_wrap=True)
    rows = [
        (
            say(f"factor_{one.factor.value}", language),
            in_digits(f"{one.alone:.2f} ({one.alone_low:.2f}–{one.alone_high:.2f})", language),
            in_digits(f"{one.total:.2f} ({one.total_low:.2f}–{one.total_high:.2f})", language),
        )
        for one in sorted(found.influences, key=lambda one: -one.total)
    ]
    _print_table(Grid(("factor", "alone", "together"), rows, [""] * len(rows)), console, language)


def _print_outlook(outlook: Outlook, console: Console, language: str) -> None:
    said = say("what_if", language, changes=" · ".join(outlook.changes))
    console.print(Text(f"\n{said}", style="bold cyan"), soft_wrap=True)
    rows = [
        (unit, _standing(before, language), _standing(after, language))
        for unit, before, after in outlook.bodies
    ]
    _print_table(Grid(("unit", "before", "after"), rows, [""] * len(rows)), console, language)
    key = "moved" if outlook.others_moved else "nobody_moved"
    console.print(Text(say(key, language, number=in_digits(outlook.others_moved, language))))


def _standing(before: Before, language: str) -> str:
    place = "–" if before.rank is None else before.rank
    score = "–" if before.score is None else before.score
    parts = (
        f"{say('place', language)} {place}",
        f"{say('score', language)} {score}",
        f"{say('class', language)} {before.grade or '–'}",
        f"{say('stage', language)} {'–' if before.stage is None else before.stage}",
    )
    return in_digits(" · ".join(parts), language)


def _foot(result: Result, ranked: int, apart: int, language: str) -> Iterable[str]:
    method = result.scored.methodology
    counts = [say("ranked", language, number=in_digits(ranked, language))]
    if apart:
        counts.append(say("not_ranked", language, number=in_digits(apart, language)))
    yield " · ".join(counts)
    rows = in_digits(len(result.table.unit), language)
    yield say("rows", language, rows=rows, code=method.code, hash=method.hash[:HASH_SHOWN])
    yield from (sentence(note, language) for note in result.notes)
    if result.robustness:
        drawn = result.robustness
        factors = tuple(say(f"factor_{factor.value}", language) for factor in drawn.factors)
        yield say(
            _firmness(result.robustness, method),
            language,
            replicates=in_digits(drawn.replicates, language),
            seed=str(drawn.seed),
            factors=listed(factors, language),
        )


def _firmness(drawn: Robustness, method: Methodology) -> str:
    """Return which sentence says how often the intervals hold the true place."""
    if Factor.SERVICES not in drawn.factors:
        return "firmness_choices"
    return "firmness_pairwise" if method.has_confident_places else "firmness"


def _say_more(number_of: int, console: Console, language: str) -> None:
    if number_of > MOST_SHOWN:
        more = in_digits(number_of - MOST_SHOWN, language)
        console.print(Text(say("more", language, number=more), style="yellow"))


def _share(line: RankingLine, language: str) -> str:
    return in_digits(f"{line.coverage * 100:.1f}%", language)


def _interval(line: RankingLine, language: str) -> str:
    if not line.standing:
        return ""
    return in_digits(f"{line.standing.low}–{line.standing.high}", language)


def _because(reasons: Iterable[Reason], language: str) -> str:
    return "; ".join(sentence(reason, language) for reason in reasons)
