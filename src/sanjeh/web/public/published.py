"""Which results the public may see: those of an edition, by default of the newest."""

from django.http import Http404

from sanjeh.apps.publication import queries as publication
from sanjeh.apps.results import queries as results
from sanjeh.apps.rounds import queries as rounds
from sanjeh.core.methodology.methodology import Methodology


def edition(round_code: str = "") -> publication.EditionRow | None:
    """Return the newest edition, of this round if one is named; None before the first."""
    if not round_code:
        return publication.latest()
    listed = publication.editions(round_code)
    if not listed:
        raise Http404(round_code)
    return listed[0]


def method_of(round_code: str) -> Methodology:
    """Return what this round asks of the method that was frozen when it was announced."""
    return results.method_of(rounds.get(round_code))
