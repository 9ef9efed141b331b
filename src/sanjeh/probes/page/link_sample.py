"""Asks whether some of a page's links lead anywhere."""

import re
from collections.abc import Iterable
from time import monotonic

from selectolax.lexbor import LexborHTMLParser

from sanjeh.core.probing.artifacts.surroundings import CheckedLink, LinkSample
from sanjeh.core.probing.domains import is_same_site
from sanjeh.core.probing.failures import CaptureFailed
from sanjeh.core.text.html import absolute, host_of
from sanjeh.probes.page.polite_fetcher import PoliteFetcher, failure_of

_MOST_OWN, _MOST_OTHERS = 25, 5
# Following one of these would do something, not show something.
_ACTS = re.compile(r"log-?out|sign-?out|log-?off|delete|remove|unsubscribe|/cart/add", re.IGNORECASE)


def addresses(tree: LexborHTMLParser, base: str) -> tuple[str, ...]:
    """Return the different web addresses to which a page's links lead, without the page's own."""
    found = (absolute(base, node.attributes.get("href") or "") for node in tree.css("a[href]"))
    web = (url for url in found if url.startswith(("http://", "https://")) and host_of(url))
    return tuple(url for url in dict.fromkeys(web) if url != base.split("#", maxsplit=1)[0])


def sample(urls: Iterable[str], page_url: str, known: Iterable[str]) -> tuple[str, ...]:
    """Choose links evenly over the page: most of the site itself, of others one for each host.

    `known` were asked already, and are not asked twice; an address whose token was masked leads nowhere.
    """
    host, asked = host_of(page_url), set(known)
    fresh = [url for url in urls if url not in asked and "…" not in url and not _ACTS.search(url)]
    own = [url for url in fresh if is_same_site(host_of(url), host)]
    others = {host_of(url): url for url in reversed(fresh) if not is_same_site(host_of(url), host)}
    step = max(1, -(-len(own) // _MOST_OWN))
    return (*own[::step], *list(reversed(others.values()))[:_MOST_OTHERS])


async def check(urls: tuple[str, ...], chosen: tuple[str, ...], fetcher: PoliteFetcher) -> LinkSample:
    """Ask the chosen links one after another while there is time; what was asked is kept."""
    checked = [await _check_one(url, fetcher) for url in chosen if monotonic() < fetcher.ends_at]
    return LinkSample(total=len(urls), checked=tuple(checked))


async def _check_one(url: str, fetcher: PoliteFetcher) -> CheckedLink:
    try:
        reply = await fetcher.ask(url, 0)
    except CaptureFailed as failed:
        return CheckedLink(url=url, failure=failure_of(failed))
    return CheckedLink(url=url, status=reply.status)
