"""Fetches the few pages of the same site that a judge must read beside the visited one."""

from sanjeh.core.failures import LookFailed
from sanjeh.core.markup import Link, host_of
from sanjeh.core.probing import Evidence, Failure
from sanjeh.core.sights.visit import LinkedPage
from sanjeh.net.http import Http
from sanjeh.probes.visit.sites import is_same_site

# In the order of what they tell.
FOLLOWED = ("sla", "notices", "privacy", "open-data", "faq", "login")
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


async def fetch(links: tuple[Link, ...], http: Http, evidence: Evidence) -> tuple[LinkedPage, ...]:
    """Get the pages one after another; each may fail on its own."""
    seen: dict[str, LinkedPage] = {}
    for link in links:
        if link.url not in seen:
            seen[link.url] = await _fetch_one(link, http, evidence)
    return tuple(seen[link.url].model_copy(update={"kind": link.kind}) for link in links)


async def _fetch_one(link: Link, http: Http, evidence: Evidence) -> LinkedPage:
    try:
        reply = await http.get(link.url, max_bytes=_MOST_BYTES)
    except LookFailed as failed:
        return LinkedPage(
            kind=link.kind, url=link.url, failure=Failure(reason=failed.reason, detail=failed.detail)
        )
    is_html = "html" in reply.header("content-type")
    body = evidence.keep(reply.body) if is_html else None
    return LinkedPage(kind=link.kind, url=link.url, final_url=reply.url, status=reply.status, body=body)
