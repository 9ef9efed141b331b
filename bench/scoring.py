"""Scoring 500, 5,000 and 50,000 bodies by 60 indicators, on one core: processor time and memory."""

import os

os.environ |= dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")

import itertools
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import parquet

from sanjeh.core.methodology.methodology import Methodology, parse_methodology
from sanjeh.core.observations.model import State
from sanjeh.core.observations.table import NO_SERVICE, ObservationTable
from sanjeh.core.scoring.engine import Scored, score_table
from sanjeh.core.uncertainty.model import Model
from sanjeh.core.uncertainty.monte_carlo import robustness
from sanjeh.core.uncertainty.sample_builder import sample_of_scored
from sanjeh.core.uncertainty.sobol import sensitivity
from sanjeh.core.uncertainty.weights_only import rank_ranges
from sanjeh.engine.observation_files import read_observations

BODIES, INDICATORS, AXES, REPLICATES, ROWS, SEED = (500, 5_000, 50_000), 60, 6, 1_000, 512, 1
MISSING = 0.02
# What was promised for 5,000 bodies.
LIMITS = {"pass_ms": 50.0, "weights_s": 0.5, "whole_set_s": 5.0, "sobol_s": 60.0, "memory_mib": 1024.0}

WORD = '{ fa = "واژه", en = "word" }'
HEAD = f"""
code = "bench"
version = 1
title = {WORD}
compensation = {WORD}
coverage = {{ axis = 0.5, index = 0.5 }}
classes = [
  {{ code = "a", title = {WORD}, at_least = 60 }},
  {{ code = "b", title = {WORD}, at_least = 40 }},
  {{ code = "c", title = {WORD}, at_least = 0 }},
]
"""


def axes_text() -> str:
    """Return six axes of ten indicators; every second one on a scale with two ends of our choice."""
    axes = []
    for axis in range(AXES):
        axes.append(f'[[axes]]\ncode = "X{axis}"\ntitle = {WORD}\nweight = "1/{AXES}"\n')
        for leaf in range(INDICATORS // AXES):
            number = axis * (INDICATORS // AXES) + leaf
            scale = '{ kind = "share" }' if leaf % 2 else '{ kind = "linear", zero = -0.5, full = 1.5 }'
            axes.append(
                f'[[axes.indicators]]\ncode = "I{number}"\ntitle = {WORD}\nweight = 10\nunit = "body"\n'
                f'sources = ["record"]\nscale = {scale}\nstage = 1\nevidence = {WORD}\n'
                f"guide = {{ why = {WORD}, good = {WORD}, mend = {WORD} }}\n"
            )
    return "".join(axes)


def method() -> Methodology:
    return parse_methodology(HEAD + axes_text(), "bench.toml")


def table(bodies: int) -> ObservationTable:
    """Return what was observed of so many bodies; two in a hundred answers are missing."""
    dice = np.random.default_rng(SEED)
    size = bodies * INDICATORS
    quality = np.repeat(dice.uniform(0.1, 0.9, bodies), INDICATORS)
    numbers = np.clip(dice.normal(quality, 0.2), 0, 1)
    state = np.where(dice.random(size) < MISSING, list(State).index(State.MISSING), 0)
    zeros = np.zeros(size, dtype=np.int64)
    return ObservationTable(
        units=tuple(f"body-{number:06}" for number in range(bodies)),
        services=(),
        owner=np.zeros(0, dtype=np.int64),
        indicators=tuple(f"I{number}" for number in range(INDICATORS)),
        addresses=("",),
        unit=np.repeat(np.arange(bodies), INDICATORS),
        service=zeros + NO_SERVICE,
        address=zeros,
        indicator=np.tile(np.arange(INDICATORS), bodies),
        source=zeros + 4,
        state=state,
        number=np.where(state > 0, np.nan, numbers),
    )


def seconds(work: Callable[[], object], runs: int) -> float:
    """Return the processor time of the fastest run: the others were disturbed."""
    took = []
    for _ in range(runs):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return min(took)


def reading_s(methodology: Methodology, told: ObservationTable) -> float:
    """Return the processor time from a Parquet file to checked observations."""
    columns = {
        "unit": pa.array(told.units).take(pa.array(told.unit)),
        "indicator": pa.array(told.indicators).take(pa.array(told.indicator)),
        "value": pa.array(told.number, from_pandas=True),
        "state": pa.array([state.value for state in State]).take(pa.array(told.state)),
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "observations.parquet"
        parquet.write_table(pa.table(columns), path)
        return seconds(lambda: read_observations(path, methodology), 1)


def measured(methodology: Methodology, bodies: int) -> dict[str, float]:
    """Return every figure for so many bodies; the slow ones only where they were promised."""
    told = table(bodies)
    scored = score_table(methodology, told)
    points = scored.indicator_scores.points[scored.ranked]
    found = {
        "pass_ms": 1_000 * seconds(lambda: score_table(methodology, told), 7 if bodies < 50_000 else 3),
        "weights_s": seconds(
            lambda: rank_ranges(methodology, points, seed=SEED, replicates=REPLICATES), 1 + (bodies < 50_000)
        ),
    }
    if bodies == 5_000:
        found |= slow(scored) | {"read_parquet_s": reading_s(methodology, told)}
    return found


def slow(scored: Scored) -> dict[str, float]:
    model = Model(sample_of_scored(scored), SEED)
    found = {"whole_set_s": seconds(lambda: robustness(model, replicates=REPLICATES), 1)}
    runs = ROWS * (len(model.factors) + 2)
    found["sobol_s"] = seconds(lambda: sensitivity(model, rows=ROWS), 1)
    print(f"scoring_sobol_runs {runs} runs ({len(model.factors)} factors)")
    return found


def main() -> None:
    methodology = method()
    found = {bodies: measured(methodology, bodies) for bodies in BODIES}
    for bodies, figures in found.items():
        for name, figure in figures.items():
            label, unit = name.rsplit("_", 1)
            print(f"scoring_{label}_{bodies} {figure:.3f} {unit}{promised(name, figure, bodies)}")
    for name in ("pass_ms", "weights_s"):
        for fewer, more in itertools.pairwise(BODIES):
            ratio = found[more][name] / found[fewer][name]
            print(f"scoring_{name.rsplit('_', 1)[0]}_ratio_{more}_to_{fewer} {ratio:.1f} times")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"scoring_memory {peak:.0f} MiB ({peak / LIMITS['memory_mib']:.2f} of the limit)")


def promised(name: str, figure: float, bodies: int) -> str:
    return f" ({figure / LIMITS[name]:.2f} of the limit)" if bodies == 5_000 and name in LIMITS else ""


if __name__ == "__main__":
    main()
