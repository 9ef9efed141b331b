"""From the two files to the result: read, score, draw."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.progress import Progress

from sanjeh.core.methodology.errors import MethodologyBroken
from sanjeh.core.methodology.methodology import Methodology, restrict
from sanjeh.core.methodology.scales import Relative
from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.errors import ObservationsBroken
from sanjeh.core.observations.table import ObservationTable
from sanjeh.core.scoring.engine import Scored, score_table
from sanjeh.core.scoring.leaf_resolution import uncounted
from sanjeh.core.scoring.methodology_tree import INDEX
from sanjeh.core.scoring.relative import NothingToCompare
from sanjeh.core.text.numerals import in_digits
from sanjeh.core.uncertainty.model import Model
from sanjeh.core.uncertainty.monte_carlo import Robustness, robustness
from sanjeh.core.uncertainty.replicates import MOST_DRAWN, seed_of
from sanjeh.core.uncertainty.sample_builder import sample_of_scored
from sanjeh.core.uncertainty.sobol import Sensitivity, sensitivity
from sanjeh.engine.observation_files import read_observations
from sanjeh.engine.shipped import load_methodology
from sanjeh.locale.catalogues import listed, speaker
from sanjeh.report.console import terminal
from sanjeh.report.ranking.problem import ScoringProblem
from sanjeh.report.ranking.result import Reason, Result, result_of
from sanjeh.report.ranking.words import say


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for. `replicates` 0 draws nothing; without a seed it follows from the method."""

    methodology: str
    observations: Path
    sources: tuple[str, ...]
    replicates: int
    seed: int | None
    sobol: bool
    language: str


def counted(order: Order) -> Result:
    """Return the result; raise ScoringProblem with everything that is wrong with the files."""
    method, table = _read(order)
    method = _restricted(method, order)
    try:
        scored = score_table(method, table)
    except NothingToCompare as nothing:
        raise ScoringProblem(say("nothing_to_compare", order.language, indicator=str(nothing))) from None
    drawn, influences = _drawn(scored, order)
    return result_of(scored, table, tuple(_notes(scored, table, order.language)), drawn, influences)


def _read(order: Order) -> tuple[Methodology, ObservationTable]:
    try:
        method = load_methodology(order.methodology)
        return method, read_observations(order.observations, method)
    except (MethodologyBroken, ObservationsBroken) as broken:
        raise ScoringProblem(
            *(problem.sentence(speaker(order.language)) for problem in broken.problems)
        ) from None


def _restricted(method: Methodology, order: Order) -> Methodology:
    known = tuple(Source)
    for given in order.sources:
        if given not in known:
            raise ScoringProblem(say("unknown_source", order.language, given=given, known=known))
    return restrict(method, {Source(given) for given in order.sources}) if order.sources else method


def _drawn(scored: Scored, order: Order) -> tuple[Robustness | None, Sensitivity | None]:
    if not order.replicates and not order.sobol:
        return None, None
    seed = seed_of("", scored.methodology.hash) if order.seed is None else order.seed
    model = Model(sample_of_scored(scored), seed)
    drawn = influences = None
    if order.replicates:
        _refuse_too_many(order, len(scored.units))
        with _told(say("replicating", order.language)) as progress:
            drawn = robustness(model, replicates=order.replicates, progress=progress)
    if order.sobol:
        with _told(say("designing", order.language)) as progress:
            influences = sensitivity(model, progress=progress)
    return drawn, influences


def _refuse_too_many(order: Order, bodies: int) -> None:
    most = MOST_DRAWN // max(1, bodies)
    if order.replicates > most:
        raise ScoringProblem(say("too_many_draws", order.language, most=in_digits(most, order.language)))


@contextmanager
def _told(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show how far it is, on the error stream of a terminal only."""
    console = terminal(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(label)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def _notes(scored: Scored, table: ObservationTable, language: str) -> Iterator[Reason]:
    """Return what was read and does not count, so that nothing is passed over in silence."""
    method = scored.methodology
    if method.restricted_to:
        sources = listed(method.restricted_to, language)
        yield Reason("restricted", {"sources": sources, "share": f"{method.share_of_whole * 100:.1f}%"})
    if any(isinstance(leaf.scale, Relative) for leaf in method.indicators):
        yield Reason("replication", {})
    if without := int(np.isnan(scored.points[INDEX]).sum()):
        yield Reason("no_data", {"number": str(without)})
    if equal := [leaf.code for leaf in method.indicators if leaf.asks_for_weights]:
        yield Reason("weights_missing", {"indicator": " ".join(equal)})
    left_out, of_others = uncounted(method, table)
    if left_out:
        yield Reason("left_out", {"number": str(left_out)})
    if of_others:
        yield Reason("uncounted", {"number": str(of_others)})
