"""What a site answers to plain requests."""

from typing import Any

from sanjeh.core.probing.artifacts.http import HttpArtifact
from sanjeh.core.probing.contracts import Collector

COLLECTOR: Collector[HttpArtifact, Any] = Collector(
    name="http",
    version=4,
    artifact=HttpArtifact,
    capture=__package__,
    deadline_s=75.0,
)
