"""Asks the site's own search once, for the title of what is looked at."""

from urllib.parse import urlencode, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sanjeh.core.probing.artifacts.surroundings import SiteSearch
from sanjeh.core.probing.domains import is_same_site
from sanjeh.core.probing.failures import CaptureFailed
from sanjeh.core.text.html import absolute, host_of
from sanjeh.probes.page.forms import above
from sanjeh.probes.page.polite_fetcher import PoliteFetcher, failure_of

# A field without a name is sent by no form (HTML, constructing the entry list): a script does that search.
_FIELDS = 'input[type="search"][name], [role="search"] input[name]:not([type="hidden"]), input[name="q"]'
# A service's own heading before that of the page: on a portal, the first service in the list.
_TITLES = ("[data-service] :is(h1, h2, h3)", "main h1, article h1", "h1")
_LONGEST_TITLE = 80
_MOST_BYTES = 2_000_000


async def search(tree: LexborHTMLParser, fetcher: PoliteFetcher) -> SiteSearch | None:
    """Return what the search answered, None when the page has no search that may be asked, or no title."""
    words = _title(tree)
    url = _question(tree, fetcher.page_url, words)
    if not url or not words:
        return None
    try:
        reply = await fetcher.ask(url, _MOST_BYTES)
    except CaptureFailed as failed:
        return SiteSearch(url=url, words=words, failure=failure_of(failed))
    return SiteSearch(url=url, words=words, status=reply.status, body=fetcher.keep_page(reply))


def _title(tree: LexborHTMLParser) -> str:
    node = next((node for each in _TITLES if (node := tree.css_first(each))), None)
    text = " ".join(node.text(separator=" ", strip=True).split()) if node else ""
    return text if len(text) <= _LONGEST_TITLE else ""


def _question(tree: LexborHTMLParser, page_url: str, words: str) -> str:
    """Return the address that asking for the words would lead to; only a form that shows is ever asked."""
    field = tree.css_first(_FIELDS)
    form = above(field, "form") if field else None
    if (
        field is None
        or not _name(field)
        or form is None
        or (form.attributes.get("method") or "get").lower() != "get"
    ):
        return ""
    action = absolute(page_url, form.attributes.get("action") or page_url)
    if not is_same_site(host_of(action), host_of(page_url)):
        return ""
    hidden = [(_name(node), node.attributes.get("value") or "") for node in form.css('input[type="hidden"]')]
    # A masked value is a token, which no search needs.
    kept = [(name, value) for name, value in hidden if name and "…" not in value]
    asked = urlencode([*kept, (_name(field), words)])
    return urlsplit(action)._replace(query=asked).geturl()


def _name(node: LexborNode) -> str:
    return node.attributes.get("name") or ""
