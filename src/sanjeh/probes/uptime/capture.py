"""One light request: was the address there, and how soon did it begin to answer."""

from datetime import UTC, datetime, timedelta

from sanjeh.core.probing.artifacts.uptime import Sample, Span, UptimeArtifact
from sanjeh.core.probing.contracts import Evidence, Target
from sanjeh.core.probing.failures import CaptureFailed
from sanjeh.net.network import Network


async def sample(target: Target, network: Network, at: datetime) -> Sample:
    """Ask once for the head of the answer, after redirects; whatever happens is a sample of `at`."""
    try:
        reply = await network.http.get(target.url, max_bytes=0)
    except CaptureFailed as failed:
        return Sample(at=at, reason=failed.reason)
    return Sample(at=at, status=reply.status, ttfb_ms=reply.ttfb_ms)


async def capture(target: Target, network: Network, evidence: Evidence) -> UptimeArtifact:
    """Take a single sample; those of a whole round are put together by who has taken them."""
    del evidence  # a sample is small: the artifact itself holds it
    now = datetime.now(UTC)
    through = Span(begins_at=now, ends_at=now + timedelta(seconds=1))
    return UptimeArtifact(url=target.url, through=through, samples=(await sample(target, network, now),))
