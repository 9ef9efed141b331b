"""What a browser meets on one page."""

from typing import Any

from sanjeh.core.probing.artifacts.page import PageArtifact
from sanjeh.core.probing.contracts import Collector

COLLECTOR: Collector[PageArtifact, Any] = Collector(
    name="visit",
    version=6,
    artifact=PageArtifact,
    capture=__package__,
    deadline_s=165.0,
    needs_browser=True,
)
