"""The sensitivity of a round in which every factor is at work, on one core: processor time and memory."""

import os

os.environ |= dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")

import resource
import time

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.methodology.methodology import Methodology, parse_methodology
from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.model import State
from sanjeh.core.observations.table import NO_SERVICE, SOURCES, STATES, ObservationTable
from sanjeh.core.scoring.engine import score_table
from sanjeh.core.uncertainty.model import Model
from sanjeh.core.uncertainty.sample import Repeats
from sanjeh.core.uncertainty.sample_builder import sample_of_scored
from sanjeh.core.uncertainty.sobol import sensitivity

BODIES, SERVICES, AXES, LEAVES, ROWS, SEED = 5_000, 2, 6, 10, 512, 1
MISSING = 0.02
# Of the ten indicators of an axis: the last two of each service, one before them told by assessors.
ASSESSED, OF_SERVICES = 7, 8
# The first indicator of the first axis is the mean of so many citizens, in every fifth body.
CITIZENS, RATED = 30, 5
LIMIT_S = 60.0

WORD = '{ fa = "واژه", en = "word" }'
LEVEL = f"{{ value = %d, points = %d, says = {WORD} }}"
RUBRIC = f'{{ kind = "rubric", levels = [{", ".join(LEVEL % (level, 50 * level) for level in range(3))}] }}'
SCALES = ('{ kind = "linear", zero = -0.5, full = 1.5 }', '{ kind = "share" }')
HEAD = f"""
code = "bench"
version = 1
title = {WORD}
compensation = {WORD}
coverage = {{ axis = 0.5, index = 0.5 }}
classes = [{{ code = "a", title = {WORD}, at_least = 50 }}, {{ code = "b", title = {WORD}, at_least = 0 }}]
"""
# How often a second assessor chose another level than the first.
CONFUSION = np.array([[0.85, 0.15, 0.0], [0.1, 0.8, 0.1], [0.0, 0.15, 0.85]])

Positions = NDArray[np.int64]


def method() -> Methodology:
    """Return six axes of ten indicators: seven of the body, one of assessors, two of its services."""
    axes = (
        f'[[axes]]\ncode = "X{axis}"\ntitle = {WORD}\nweight = "1/{AXES}"\n'
        + "".join(_indicator(axis * LEAVES + leaf, leaf) for leaf in range(LEAVES))
        for axis in range(AXES)
    )
    return parse_methodology(HEAD + "".join(axes), "bench.toml")


def _indicator(number: int, leaf: int) -> str:
    return (
        f'[[axes.indicators]]\ncode = "I{number}"\ntitle = {WORD}\nweight = 10\n'
        f'unit = "{"service" if leaf >= OF_SERVICES else "body"}"\n'
        f'sources = ["{_source(number).value}"]\nscale = {RUBRIC if leaf == ASSESSED else SCALES[leaf % 2]}\n'
        f"stage = 1\nevidence = {WORD}\nguide = {{ why = {WORD}, good = {WORD}, mend = {WORD} }}\n"
    )


def _source(number: int) -> Source:
    if number == 0:
        return Source.CITIZEN
    return Source.ASSESSOR if number % LEAVES == ASSESSED else Source.RECORD


def table() -> ObservationTable:
    """Return what was observed of all bodies and services; two in a hundred answers are missing."""
    of_body, of_service = _one_body()
    rows = len(of_body)
    unit, indicator = np.repeat(np.arange(BODIES), rows), np.tile(of_body, BODIES)
    service = np.tile(of_service, BODIES)
    service = np.where(service == NO_SERVICE, NO_SERVICE, service + unit * SERVICES)
    numbers, state = _answers(unit, indicator)
    sources = np.array([SOURCES.index(_source(number)) for number in range(AXES * LEAVES)])
    return ObservationTable(
        units=tuple(f"body-{number:06}" for number in range(BODIES)),
        services=tuple(f"service-{number:06}" for number in range(BODIES * SERVICES)),
        owner=np.repeat(np.arange(BODIES), SERVICES),
        indicators=tuple(f"I{number}" for number in range(AXES * LEAVES)),
        addresses=("",),
        unit=unit,
        service=service,
        address=np.zeros(unit.size, dtype=np.int64),
        indicator=indicator,
        source=sources[indicator],
        state=state,
        number=numbers,
    )


def _one_body() -> tuple[Positions, Positions]:
    """Return the indicators of one body, first those without a service, and the service of each row."""
    numbers = np.arange(AXES * LEAVES)
    own, served = numbers[numbers % LEAVES < OF_SERVICES], numbers[numbers % LEAVES >= OF_SERVICES]
    services = np.repeat(np.arange(SERVICES), served.size)
    return (
        np.concatenate((own, np.tile(served, SERVICES))),
        np.concatenate((np.full(own.size, NO_SERVICE), services)),
    )


def _answers(unit: Positions, indicator: Positions) -> tuple[NDArray[np.float64], Positions]:
    dice = np.random.default_rng(SEED)
    quality = dice.uniform(0.1, 0.9, BODIES)
    numbers = np.clip(dice.normal(quality[unit], 0.2), 0, 1)
    numbers = np.where(indicator % LEAVES == ASSESSED, np.round(2 * numbers), numbers)
    is_missing = dice.random(unit.size) < MISSING
    state = np.where(is_missing, STATES.index(State.MISSING), STATES.index(State.VALUE))
    return np.where(is_missing, np.nan, numbers), state


def repeats() -> Repeats:
    """Return what second assessors and single citizens said."""
    dice = np.random.default_rng(SEED)
    assessed = [number for number in range(AXES * LEAVES) if number % LEAVES == ASSESSED]
    return Repeats(
        confusions={f"I{number}": CONFUSION for number in assessed},
        ratings={
            (f"body-{body:06}", "", "I0"): tuple(dice.random(CITIZENS)) for body in range(0, BODIES, RATED)
        },
    )


def main() -> None:
    told = table()
    model = Model(sample_of_scored(score_table(method(), told)), SEED, repeats())
    began = time.process_time()
    found = sensitivity(model, rows=ROWS)
    took = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"sobol_factors {len(found.influences)} factors")
    print(f"sobol_runs {ROWS * (len(found.influences) + 2)} runs")
    print(f"sobol_time {took:.1f} s ({took / LIMIT_S:.2f} of the limit)")
    print(f"sobol_memory {peak:.0f} MiB")


if __name__ == "__main__":
    main()
