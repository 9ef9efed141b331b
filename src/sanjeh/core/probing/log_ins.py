"""Log-ins of other sites: nothing of the service is seen behind them, nor judged by them."""

from collections.abc import Iterable
from urllib.parse import parse_qs, urlsplit

from selectolax.lexbor import LexborHTMLParser

from sanjeh.core.text.html import words_of
from sanjeh.core.text.persian import contains, normalise
from sanjeh.core.text.phrases import LINKS

# A log-in says little and asks for little; a portal that has one among its news is a page to be read.
_LONGEST_LOGIN, _MOST_FIELDS = 1500, 6
_TYPED = "input:not([type=hidden i], [type=submit i], [type=button i], [type=image i], [type=search i])"
_SAYING = "title, h1, h2, button, input[type=submit i], a[href]"
_LOGIN_WORDS = tuple(
    normalise(each) for each in (*LINKS["login"], "احراز هویت", "ورود یکپارچه", "single sign-on")
)
# What an address carries that asks a log-in to let somebody in: RFC 6749 §4.1.1; SAML 2.0 bindings §3.4.3;
# WS-Federation 1.2 §13.2.2; OpenID 2.0 §9.1.
_ASKING = (
    frozenset({"client_id", "response_type"}),
    frozenset({"samlrequest"}),
    frozenset({"wa", "wtrealm"}),
    frozenset({"openid.mode"}),
)


def asks_to_log_in(tree: LexborHTMLParser, text: str) -> bool:
    """Tell whether a page is a log-in and little more: by password, or by its words and a field or two."""
    fields = tree.css(_TYPED)
    if not 0 < len(fields) <= _MOST_FIELDS or len(text) > _LONGEST_LOGIN:
        return False
    if any((field.attributes.get("type") or "").lower() == "password" for field in fields):
        return True
    said = " | ".join(map(words_of, tree.css(_SAYING)))
    return any(contains(said, phrase) for phrase in _LOGIN_WORDS)


def was_sent_to_log_in(urls: Iterable[str]) -> bool:
    """Tell whether one of these addresses, whose values may be left out, asks a log-in to let somebody in."""
    return any(asking <= _carries(url) for url in urls for asking in _ASKING)


def _carries(url: str) -> set[str]:
    """Return the names in the query of an address."""
    return {name.lower() for name in parse_qs(urlsplit(url).query, keep_blank_values=True)}
