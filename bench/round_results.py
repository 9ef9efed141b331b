"""Counting a whole round of 5,000 bodies by 60 indicators, and beside it the former way, body by body."""

import os

os.environ |= dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")

import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.scoring import HEAD, INDICATORS, SEED, WORD, axes_text
from sanjeh.core.methodology.methodology import Methodology, parse_methodology
from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.model import NoValue, Observation, State, Value
from sanjeh.core.results.compute import compute_results, computed
from sanjeh.core.results.model import RankSampling
from sanjeh.core.scoring.engine import score_table
from sanjeh.core.scoring.explanation import explained_alone
from sanjeh.core.scoring.inputs import BodyInput, table_of
from sanjeh.core.scoring.next_steps import step_gains
from tests.core.scoring.reference.gains import gains
from tests.core.scoring.reference.scorecard import score_unit
from tests.core.scoring.reference.stages import maturity
from tests.core.scoring.reference.steps import next_steps

BODIES, FEWER, REPLICATES = 5_000, 100, 1_000
MISSING = 0.02
LIMIT_S = 3.0

STAGE = """
[[stages]]
number = {number}
title = {word}
about = {word}
body = [{{ indicator = "I{first}", at_least = {points} }}, {{ indicator = "I{second}", at_least = {points} }}]
"""
RULES = f"""
[uncertainty]
varies = ["weights", "total", "scale_ends", "left_out", "services"]
places = "pairwise"
[[caps]]
indicator = "I0"
below = 40
grade = "b"
says = {WORD}
"""


def method() -> Methodology:
    """Return six axes of ten indicators, with caps, four stages, and everything varied."""
    stages = "".join(
        STAGE.format(number=n, word=WORD, first=2 * n, second=2 * n + 1, points=10 * n) for n in range(1, 5)
    )
    return parse_methodology(HEAD + RULES + stages + axes_text(), "bench.toml")


def inputs(bodies: int) -> tuple[BodyInput, ...]:
    """Return what was observed of so many bodies; two in a hundred answers are missing."""
    dice = np.random.default_rng(SEED)
    quality = dice.uniform(0.1, 0.9, (bodies, 1))
    numbers = np.clip(dice.normal(quality, 0.2, (bodies, INDICATORS)), 0, 1).tolist()
    gone = (dice.random((bodies, INDICATORS)) < MISSING).tolist()
    missing = NoValue(State.MISSING, "not_observed")
    found = []
    for body in range(bodies):
        unit = f"body-{body:06}"
        told = (
            Observation(unit, f"I{n}", missing if is_gone else Value(number), Source.RECORD)
            for n, (number, is_gone) in enumerate(zip(numbers[body], gone[body], strict=True))
        )
        found.append(BodyInput(unit, (), ("main",), tuple(told)))
    return tuple(found)


def seconds(work: Callable[[], object], runs: int = 3) -> float:
    """Return the processor time of the fastest run: the others were disturbed."""
    took = []
    for _ in range(runs):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return min(took)


def one_by_one(methodology: Methodology, bodies: tuple[BodyInput, ...]) -> None:
    """Score every body as it was done before: card, stage, steps and gains of each alone."""
    for body in bodies:
        card = score_unit(methodology, body.unit, body.services, body.observations)
        next_steps(methodology, card, maturity(methodology, card, body.services))
        gains(methodology, card)


def main() -> None:
    methodology, bodies = method(), inputs(BODIES)
    table = table_of(methodology, bodies)
    scored = score_table(methodology, table)
    sampling = RankSampling(SEED, REPLICATES)

    def counted() -> None:
        again = score_table(methodology, table)
        step_gains(again)
        computed(again, bodies, sampling)

    whole = seconds(counted)
    print(f"round_results_{BODIES} {whole:.2f} s ({whole / LIMIT_S:.2f} of the limit)")
    print(f"round_results_scored_{BODIES} {1_000 * seconds(lambda: score_table(methodology, table)):.0f} ms")
    print(f"round_results_steps_{BODIES} {1_000 * seconds(lambda: step_gains(scored)):.0f} ms")
    print(f"round_results_table_{BODIES} {1_000 * seconds(lambda: table_of(methodology, bodies), 2):.0f} ms")
    some = bodies[:FEWER]
    before = seconds(lambda: one_by_one(methodology, some))
    now = seconds(lambda: step_gains(score_table(methodology, table_of(methodology, some))))
    print(f"round_results_former_way_{FEWER} {1_000 * before:.0f} ms")
    print(f"round_results_this_way_{FEWER} {1_000 * now:.1f} ms ({before / now:.0f} times as fast)")
    few = RankSampling(SEED, 1)
    all_now = seconds(lambda: compute_results(methodology, bodies, few), 1)
    ratio = before * BODIES / FEWER / all_now
    print(
        f"round_results_without_draws_{BODIES} {all_now:.2f} s ({ratio:.0f} times as fast as the former way)"
    )
    card = seconds(lambda: explained_alone(methodology, bodies[0]))
    print(f"round_results_one_card {1_000 * card:.1f} ms")


if __name__ == "__main__":
    main()
