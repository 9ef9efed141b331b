"""A measured round whose captures name something that was kept."""

from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.scans import actions
from sanjeh.apps.scans.store import evidence_store
from tests.apps import trip


def look_and_keep() -> list[str]:
    """See every address; each capture names one thing that was kept."""
    digests = []
    for address in rounds.addresses(trip.ROUND):
        actions.begin(address=address.key, now=trip.NOW)
        digests.append(evidence_store().keep(address.target.url.encode()))
        seen = trip.capture(address, failed=False).model_copy(update={"artifact": {"body": digests[-1]}})
        found = trip.findings(address, trip.Seen())
        actions.keep_seen(address=address.key, captures=[seen], findings=found, now=trip.NOW)
    return digests
