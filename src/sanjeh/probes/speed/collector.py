"""How fast one page comes, in several runs on a machine that does nothing else."""

from typing import Any

from sanjeh.core.probing.artifacts.speed import SpeedArtifact
from sanjeh.core.probing.contracts import Collector

COLLECTOR: Collector[SpeedArtifact, Any] = Collector(
    name="speed",
    version=2,
    artifact=SpeedArtifact,
    capture=__package__,
    deadline_s=300.0,
    needs_browser=True,
    is_alone=True,
    is_sampled=True,
)
