"""What name servers are asked about a host and its domain."""

from typing import Any

from sanjeh.core.probing.artifacts.dns import DnsArtifact
from sanjeh.core.probing.contracts import Collector

COLLECTOR: Collector[DnsArtifact, Any] = Collector(
    name="names",
    version=2,
    artifact=DnsArtifact,
    capture=__package__,
    deadline_s=30.0,
    is_of_host=True,
    asks_others=True,
)
