"""Every look, in the order in which they are taken, and how each is taken."""

from collections.abc import Awaitable, Callable, Iterable
from importlib import import_module
from typing import Any

from sanjeh.core.probing.contracts import Collector, Evidence, Probe, Target
from sanjeh.engine.packages import DECLARED

AnyCollector = Collector[Any, Any]
CaptureFunction = Callable[[Target, Any, Evidence], Awaitable[Any]]


_DECLARED = tuple(filter(None, DECLARED.values()))
COLLECTORS: tuple[AnyCollector, ...] = tuple(collector for collector in _DECLARED if not collector.is_sampled)
# Taken where they are asked for, never once at every address: one needs the machine alone, one a whole round.
SAMPLED_COLLECTORS: tuple[AnyCollector, ...] = tuple(
    collector for collector in _DECLARED if collector.is_sampled
)


def collectors_for(probes: Iterable[Probe[Any]]) -> tuple[AnyCollector, ...]:
    """Return the looks that these probes read, each once."""
    wanted = {probe.collector for probe in probes}
    return tuple(collector for collector in COLLECTORS + SAMPLED_COLLECTORS if collector.name in wanted)


def capture_function(collector: AnyCollector) -> CaptureFunction:
    """Return the function that takes a look; only who really looks waits for the network to be loaded."""
    if isinstance(collector.capture, str):
        taken: CaptureFunction = import_module(f"{collector.capture}.capture").capture
        return taken
    return collector.capture
