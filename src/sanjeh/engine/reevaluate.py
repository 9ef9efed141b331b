"""Judges the captures of many addresses side by side, in processes; the findings come in the given order."""

import multiprocessing
import os
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice

import structlog
from pydantic import TypeAdapter

from sanjeh.core.probing.contracts import Capture, Finding
from sanjeh.engine.digests import digests_in
from sanjeh.engine.evidence import EvidenceGone, EvidenceStore
from sanjeh.engine.registry import AnyProbe
from sanjeh.engine.runner import judge

Captures = tuple[Capture, ...]
JudgedCaptures = tuple[Captures, tuple[Finding, ...]]

# Processes talk in JSON, which our values read and write far faster than they pickle.
_CAPTURES = TypeAdapter(Captures)
_FINDINGS = TypeAdapter(tuple[Finding, ...])
# A process takes about a second of a processor to start, and an address 8 ms and more to judge.
_WORTH_A_PROCESS = 150
_HANDED_OVER_AT_ONCE = 8
# So many addresses wait at most, however long the round: memory stays flat.
_IN_FLIGHT = 512


def processes_for(addresses: int) -> int:
    """Return how many processes are worth their start for so many addresses."""
    return max(1, min(os.cpu_count() or 1, addresses // _WORTH_A_PROCESS))


def judge_each(
    addresses: Iterable[Captures], store: EvidenceStore, probes: tuple[AnyProbe, ...], jobs: int
) -> Iterator[JudgedCaptures]:
    """Yield the captures of each address with their findings; the same for any number of `jobs`.

    Raise EvidenceGone when something that a capture names is no longer kept.
    """
    if jobs == 1:
        yield from ((captures, judge(_complete(captures, store), store, probes)) for captures in addresses)
        return
    waiting = iter(addresses)
    work = partial(_judged, store, probes)
    # Not forked from us, who may hold a database, threads and locks, but from a process that has loaded
    # the probes and nothing else.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    with ProcessPoolExecutor(jobs, context, _log_to_stderr) as pool:
        while batch := list(islice(waiting, _IN_FLIGHT)):
            judged = pool.map(work, map(_CAPTURES.dump_json, batch), chunksize=_HANDED_OVER_AT_ONCE)
            yield from zip(batch, map(_FINDINGS.validate_json, judged), strict=True)


def _complete(captures: Captures, store: EvidenceStore) -> Captures:
    """Return the captures; to judge without what they name would accuse the probes of our own loss."""
    for digest in sorted(digest for capture in captures for digest in digests_in(capture.artifact)):
        if not store.holds(digest):
            raise EvidenceGone(digest)
    return captures


def _judged(store: EvidenceStore, probes: tuple[AnyProbe, ...], captures: bytes) -> bytes:
    complete = _complete(_CAPTURES.validate_json(captures), store)
    return _FINDINGS.dump_json(judge(complete, store, probes))


def _log_to_stderr() -> None:
    """Leave standard output to the result, as the parent does."""
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
