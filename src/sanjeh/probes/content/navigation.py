"""Rules about how people get in and find their way: search, login, one entrance, the catalogue, contact."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from sanjeh.core.probing.contracts import Outcome
from sanjeh.core.probing.verdicts import Observed, Verdict, detail, texts, unseen
from sanjeh.core.text.code_rule import follows, spotted
from sanjeh.core.text.html import Link, host_of, parse
from sanjeh.core.text.numerals import latin_digits
from sanjeh.core.text.persian import normalise
from sanjeh.probes.content.fields import field
from sanjeh.probes.content.page import Page
from sanjeh.probes.content.words import SEARCH, has_any, hosts, is_one_of

SEARCH_FORM = 'form[role="search"], [role="search"] input, input[type="search"], search input'
_HIDDEN_LETTERS = "input[type=password i]"
_ADDRESS = re.compile(r"https?://[^\s'\"<>]+")
_MOBILE = re.compile(r"09\d{9}|98\d{9}")
_PHONE = re.compile(r"(?<!\d)(?:0\d{2,3}[-– ]?\d{4,8}|\+\d{8,14})(?!\d)")


def search(page: Page) -> Verdict:
    """The site can be searched from here."""
    marked = page.link("search")
    if (marked and marked.source == "marker") or page.tree.css_first(SEARCH_FORM):
        return Verdict(Outcome.PASS, "present", {"source": "marker" if marked else "html"}, page.dom)
    if marked or any(map(_is_search, page.tree.css("input"))):
        return Verdict(Outcome.WARN, "present_by_words", {"source": "pattern"}, page.dom)
    return Verdict(Outcome.FAIL, "missing", {}, page.dom)


def _is_search(node: LexborNode) -> bool:
    if (node.attributes.get("type") or "text") not in {"text", "search"}:
        return False
    said = " ".join(node.attributes.get(name) or "" for name in ("placeholder", "aria-label", "title"))
    named = (node.attributes.get("name") or "").lower() in {"q", "query", "search", "s"}
    return named or has_any(normalise(said), SEARCH)


def login(page: Page) -> Verdict:
    """People log in once for the whole country, not with a password of this body's own."""
    ways = _logins(page)
    has_form = page.tree.css_first(_HIDDEN_LETTERS) is not None
    own_form = has_form and not _is_sign_on(page.artifact.final_url)
    observed: Observed = {"hosts": texts(sorted({host_of(link.url) for link in ways})), "own_form": own_form}
    if any(_is_national(page, link) for link in ways):
        return Verdict(Outcome.PASS, "national", observed, page.dom)
    if not ways and not own_form:
        return Verdict(Outcome.NOT_APPLICABLE, "no_login", observed, page.dom)
    failure = next((seen.failure for link in ways if (seen := page.linked(link)) and seen.failure), None)
    if failure:
        return unseen(failure, **detail(failure))
    is_sure = own_form or any(link.source == "marker" or _asks_password(page, link) for link in ways)
    outcome = (Outcome.FAIL, "own") if is_sure else (Outcome.WARN, "own_by_words")
    return Verdict(*outcome, observed, page.dom)


def _logins(page: Page) -> tuple[Link, ...]:
    national = (Link("login", address, "html") for address in _ways_on(page) if _is_sign_on(address))
    # Whoever is sent to the country's log-in at once has met it without any link.
    here = page.artifact.final_url
    arrived = (Link("login", here, "html"),) if _is_sign_on(here) else ()
    return (*arrived, *(link for link in page.links if link.kind == "login"), *national)


def _ways_on(page: Page) -> Iterator[str]:
    """Yield where links, forms and buttons of a page lead, as it is written in them."""
    for node in page.tree.css("a[href], form[action], [formaction], [onclick]"):
        for name in ("href", "action", "formaction"):
            yield node.attributes.get(name) or ""
        yield from _ADDRESS.findall(node.attributes.get("onclick") or "")


def _is_national(page: Page, link: Link) -> bool:
    seen = page.linked(link)
    behind = page.markup_behind(link) if seen else ""
    leads_to = (link.url, seen.final_url if seen else "")
    return any(map(_is_sign_on, leads_to)) or any(f"//{host}" in behind for host in hosts("single_sign_on"))


def _is_sign_on(address: str) -> bool:
    return is_one_of(host_of(address), "single_sign_on")


def _asks_password(page: Page, link: Link) -> bool:
    return parse(page.markup_behind(link)).css_first(_HIDDEN_LETTERS) is not None


def single_entry(page: Page) -> Verdict:
    """All logins of the page lead to one place."""
    ways = _logins(page)
    hosts = texts(sorted({host_of(link.url) for link in ways}))
    observed: Observed = {"hosts": hosts}
    if not hosts:
        return Verdict(Outcome.NOT_APPLICABLE, "no_login", observed, page.dom)
    if len(hosts) == 1:
        return Verdict(Outcome.PASS, "one", observed, page.dom)
    is_sure = all(link.source != "pattern" for link in ways)
    outcome = (Outcome.FAIL, "several") if is_sure else (Outcome.WARN, "several_by_words")
    return Verdict(*outcome, observed, page.dom)


def catalogue(page: Page) -> Verdict:
    """The portal shows exactly the services that the catalogue gives to this body."""
    if not page.target.is_portal:
        return Verdict(Outcome.NOT_APPLICABLE, "not_portal")
    wanted = set(page.target.codes)
    if not wanted:
        return Verdict(Outcome.NOT_APPLICABLE, "no_catalogue", {}, page.dom)
    shown, is_marked = _codes(page)
    share = len(shown & wanted) / len(shown | wanted)
    missing = texts(sorted(wanted - shown))
    extra = texts(sorted(shown - wanted))
    observed: Observed = {"share": round(share, 4), "shown": len(shown), "missing": missing, "extra": extra}
    return Verdict(*_catalogue(share, is_marked=is_marked), observed, page.dom)


def _catalogue(share: float, *, is_marked: bool) -> tuple[Outcome, str]:
    if share == 1:
        return (Outcome.PASS, "equal") if is_marked else (Outcome.WARN, "equal_by_words")
    if share == 0:
        return Outcome.FAIL, "none_shown"
    return (Outcome.WARN, "nearly") if share >= 0.8 else (Outcome.FAIL, "differs")


def _codes(page: Page) -> tuple[set[str], bool]:
    marked = {
        latin_digits(node.attributes.get("data-service") or "") for node in page.tree.css("[data-service]")
    }
    rule = page.target.code_rule
    marked = {each for each in marked if follows(each, rule)}
    found = spotted(rule).findall("\n".join(page.lines))
    # Lines are in small letters: what the list knows is said as the list writes it.
    listed = {code.casefold(): code for code in page.target.codes}
    written = {listed.get(each, each) for each in found if not _MOBILE.fullmatch(each)}
    return (marked, True) if marked else (written, False)


def contact(page: Page) -> Verdict:
    """People can reach someone, in more than one way."""
    channels = {name for name in ("tel", "mailto") if page.tree.css_first(f'a[href^="{name}:" i]')}
    seen = field(page, "contact")
    is_marked = seen is not None and seen.source != "pattern"
    is_written = written_phone(page)
    observed: Observed = {
        "channels": texts(sorted(channels)),
        "marked": is_marked,
        "number_in_text": is_written,
    }
    if is_marked or len(channels) > 1:
        return Verdict(Outcome.PASS, "present", observed, page.dom)
    if channels or is_written or (seen is not None):
        return Verdict(
            Outcome.WARN, "present_by_words" if not channels else "one_channel", observed, page.dom
        )
    return Verdict(Outcome.FAIL, "missing", observed, page.dom)


def written_phone(page: Page) -> bool:
    """Tell whether a telephone number stands in the text."""
    return _PHONE.search("\n".join(page.lines)) is not None
