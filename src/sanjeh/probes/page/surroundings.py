"""After the visit: the pages, links, documents and the search to which the visited page leads."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urldefrag

from selectolax.lexbor import LexborHTMLParser

from sanjeh.core.probing.artifacts.page import PageArtifact
from sanjeh.core.probing.contracts import Evidence
from sanjeh.core.text.html import links, parse
from sanjeh.net.network import Network
from sanjeh.probes.page import documents, link_sample, linked, site_search
from sanjeh.probes.page.polite_fetcher import PoliteFetcher
from sanjeh.probes.page.secrets_mask import masked_text
from sanjeh.probes.page.steps import Steps

# How long each part may ask; what was seen by then is kept.
_LINKED_S, _LINKS_S, _DOCUMENTS_S, _SEARCH_S = 15.0, 12.0, 12.0, 6.0
# A PDF that came in time may still be read; below the deadline of the whole look in any case.
_GRACE_S, _TOTAL_S = 9.0, 55.0

Shown = tuple[tuple[str, LexborHTMLParser], ...]  # addresses from which links lead on, and the documents
Work = Callable[[PoliteFetcher], Awaitable[Any]]


async def with_surroundings(artifact: PageArtifact, network: Network, evidence: Evidence) -> PageArtifact:
    """Return the artifact with what was seen around the page; needs no browser any more.

    The page's own address loses its tokens first, as the kept page has: links to itself stay links to itself.
    """
    artifact = artifact.model_copy(update={"final_url": masked_text(artifact.final_url)})
    here = urldefrag(artifact.final_url).url
    if artifact.dom is None or artifact.status >= 400:
        return artifact
    fetcher, steps = PoliteFetcher(here, network, evidence), Steps(_always, _TOTAL_S)
    kept = ((here, artifact.dom), *((frame.url, frame.body) for frame in artifact.frames or ()))
    shown = tuple((base, parse(evidence.read(body).decode("utf-8", "replace"))) for base, body in kept)
    around = await _around(shown, fetcher, steps)
    return artifact.model_copy(update={**around, "failures": (*artifact.failures, *steps.failures)})


async def _around(shown: Shown, fetcher: PoliteFetcher, steps: Steps) -> dict[str, Any]:
    """Ask for what the page and its own frames lead to; `shown` has the page first."""
    found = tuple(link for base, tree in shown for link in links(tree, base))
    urls = tuple(dict.fromkeys(url for base, tree in shown for url in link_sample.addresses(tree, base)))
    followed = linked.worth_following(found, fetcher.page_url)
    asked = [link.url for link in followed] + [url for url in urls if documents.kind_of(url)]
    chosen = link_sample.sample(urls, fetcher.page_url, asked)
    work: dict[str, tuple[float, Work]] = {
        "linked": (_LINKED_S, lambda fetcher: linked.fetch(followed, fetcher)),
        "links": (_LINKS_S, lambda fetcher: link_sample.check(urls, chosen, fetcher)),
        "documents": (_DOCUMENTS_S, lambda fetcher: documents.documents(urls, fetcher)),
        "search": (_SEARCH_S, lambda fetcher: site_search.search(shown[0][1], fetcher)),
    }
    return {name: await _part(steps, name, fetcher, *each) for name, each in work.items()}


async def _part(steps: Steps, name: str, fetcher: PoliteFetcher, seconds: float, work: Work) -> Any:
    return await steps.take(name, seconds + _GRACE_S, lambda: work(fetcher.within(seconds)))


async def _always() -> bool:
    return True
