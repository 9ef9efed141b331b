"""What a server shows and accepts when hands are shaken."""

from typing import Any

from sanjeh.core.probing.artifacts.tls import TlsArtifact
from sanjeh.core.probing.contracts import Collector

COLLECTOR: Collector[TlsArtifact, Any] = Collector(
    name="tls",
    version=3,
    artifact=TlsArtifact,
    capture=__package__,
    deadline_s=45.0,
    is_of_host=True,
)
