"""After the visit: the pages, links, documents and the search to which the visited page leads."""

from typing import Any

from sanjeh.core.markup import links, parse
from sanjeh.core.probing import Evidence
from sanjeh.core.sights.visit import VisitSight
from sanjeh.net.network import Network
from sanjeh.probes.visit import documents, link_sample, linked, site_search
from sanjeh.probes.visit.guest import Guest
from sanjeh.probes.visit.steps import Steps

# The samples keep their own time and what they saw; these deadlines are for a single answer that drags on.
LINKED_S, SAMPLE_S, SEARCH_S, TOTAL_S = 12.0, 20.0, 8.0, 35.0


async def with_surroundings(sight: VisitSight, network: Network, evidence: Evidence) -> VisitSight:
    """Return the sight with what was seen around the page; needs no browser any more."""
    if sight.dom is None or sight.status >= 400:
        return sight
    guest, steps = Guest(sight.final_url, network, evidence), Steps(_always, TOTAL_S)
    seen = await _around(evidence.read(sight.dom).decode("utf-8", "replace"), guest, steps)
    return sight.model_copy(update={**seen, "failures": (*sight.failures, *steps.failures)})


async def _around(markup: str, guest: Guest, steps: Steps) -> dict[str, Any]:
    tree = parse(markup)
    urls = link_sample.addresses(tree, guest.page_url)
    followed = linked.worth_following(links(tree, guest.page_url), guest.page_url)
    asked = [link.url for link in followed] + [url for url in urls if documents.kind_of(url)]
    chosen = link_sample.sample(urls, guest.page_url, asked)
    return {
        "linked": await steps.take("linked", LINKED_S, lambda: linked.fetch(followed, guest)),
        "links": await steps.take("links", SAMPLE_S, lambda: link_sample.check(urls, chosen, guest)),
        "documents": await steps.take("documents", SAMPLE_S, lambda: documents.documents(urls, guest)),
        "search": await steps.take("search", SEARCH_S, lambda: site_search.search(tree, guest)),
    }


async def _always() -> bool:
    return True
