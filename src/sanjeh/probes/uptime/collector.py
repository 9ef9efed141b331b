"""Whether an address answers, through a whole round."""

from typing import Any

from sanjeh.core.probing.artifacts.uptime import UptimeArtifact
from sanjeh.core.probing.contracts import Collector

COLLECTOR: Collector[UptimeArtifact, Any] = Collector(
    name="uptime",
    version=1,
    artifact=UptimeArtifact,
    capture=__package__,
    is_sampled=True,
)
