"""Fetches the few pages of the same site that a judge must read beside the visited one."""

from sanjeh.core.probing.artifacts.page import LinkedPage
from sanjeh.core.probing.domains import is_same_site
from sanjeh.core.probing.failures import CaptureFailed
from sanjeh.core.text.html import Link, host_of
from sanjeh.probes.page.polite_fetcher import PoliteFetcher, failure_of
from sanjeh.probes.page.secrets_mask import masked_text

# In the order of what they tell.
FOLLOWED = ("sla", "notices", "privacy", "open-data", "faq", "login", "accessibility", "terms")
_MOST_BYTES = 2_000_000


def worth_following(links: tuple[Link, ...], page_url: str) -> tuple[Link, ...]:
    """Return at most one link of each followed kind, of this site and not the page itself."""
    host = host_of(page_url)
    chosen = []
    for kind in FOLLOWED:
        ours = (
            k for k in links if k.kind == kind and is_same_site(host_of(k.url), host) and k.url != page_url
        )
        chosen += list(ours)[:1]
    return tuple(chosen)


async def fetch(links: tuple[Link, ...], fetcher: PoliteFetcher) -> tuple[LinkedPage, ...]:
    """Get the pages one after another; each may fail on its own."""
    fetched: dict[str, LinkedPage] = {}
    for link in links:
        if link.url not in fetched:
            fetched[link.url] = await _fetch_one(link, fetcher)
    return tuple(fetched[link.url].model_copy(update={"kind": link.kind}) for link in links)


async def _fetch_one(link: Link, fetcher: PoliteFetcher) -> LinkedPage:
    try:
        reply = await fetcher.ask(link.url, _MOST_BYTES)
    except CaptureFailed as failed:
        return LinkedPage(kind=link.kind, url=link.url, failure=failure_of(failed))
    return LinkedPage(
        kind=link.kind, url=link.url, final_url=masked_text(reply.url), status=reply.status,
        body=fetcher.keep_page(reply),
    )  # fmt: skip
