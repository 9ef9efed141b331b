"""Every look, in the order in which they are taken, and how each is taken."""

from collections.abc import Awaitable, Callable, Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from sanjeh.core.probing.contracts import Collector, Evidence, Probe, Target
from sanjeh.engine.registry import PACKAGES

AnyCollector = Collector[Any, Any]
CaptureFunction = Callable[[Target, Any, Evidence], Awaitable[Any]]


def _declared() -> Iterator[AnyCollector]:
    """Yield what every probe's folder declares, if it has a look of its own."""
    for package in PACKAGES:
        if find_spec(f"{package}.collector"):
            yield import_module(f"{package}.collector").COLLECTOR


_DECLARED = tuple(_declared())
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
