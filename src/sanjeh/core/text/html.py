"""Reads stored HTML: its prose, its links by kind, its markers. Pure; a page is only ever text here."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Literal
from urllib.parse import urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sanjeh.core.text.persian import contains, normalise, whole
from sanjeh.core.text.phrases import LINKS, OF_ANOTHER_KIND

Source = Literal["marker", "schema", "html", "pattern"]
UNREAD = ("script", "style", "noscript", "template")
CODE = ("pre", "code", "kbd", "samp", "textarea")
_HIDDEN = '[hidden], [style*="display:none"], [style*="display: none"]'
_LONGEST_LINK_TEXT = 60
_MOST_OTHER_WORDS = 2
_LONGEST_PATH = 6
_ABOVE_ALL = frozenset({"body", "html", "-undef", "-document"})
# «ورود | ثبت نام», "Sign-in" and "F.A.Q." are read as their words alone are.
_SIGNS = re.compile(r"[-‐–—_/|،,:؛;•·«»()\[\]\"“”&]+")
_INITIALS = re.compile(r"(?<![^\W\d])(?:[a-z]\.){2,}[a-z]?(?!\w)|(?<![^\W\d])[a-z](?:\.[a-z])+(?!\w)")
_NO_WORDS = frozenset({"و", "ها", "های", "and", "the"})
_NOWHERE = frozenset({"", "#", "#!"})


@dataclass(frozen=True, slots=True)
class Link:
    """One way from the page to a page of a known kind; `is_form` when it is a form's address."""

    kind: str
    url: str
    source: Source
    is_form: bool = False


def parse(markup: str) -> LexborHTMLParser:
    """Return the tree of a document, however broken it is."""
    return LexborHTMLParser(markup)


def prose(markup: str, without: str = "", *, with_code: bool = True) -> str:
    """Return the text a reader meets, one block a line; `without` is a selector of what to leave out."""
    tree = parse(markup)
    unwanted = (*UNREAD, *(() if with_code else CODE), _HIDDEN, without)
    for node in _outermost(tree.css(", ".join(filter(None, unwanted)))):
        node.decompose()
    body = tree.body
    return "" if body is None else re.sub(r"[ \t]*\n\s*", "\n", body.text(separator="\n", strip=True))


def _outermost(nodes: list[LexborNode]) -> list[LexborNode]:
    """Return those that stand in no other: the parser must not remove twice what is gone, nor the root."""
    inner = [node for node in nodes if node.tag not in {"html", "body"}]
    chosen = {node.mem_id for node in inner}
    return [node for node in inner if not any(above.mem_id in chosen for above in _ancestors(node))]


def _ancestors(node: LexborNode) -> Iterator[LexborNode]:
    while node.parent is not None:
        node = node.parent
        yield node


def path_of(node: LexborNode) -> str:
    """Return a short selector of an element: its nearest id, or the tags down from the body."""
    steps: list[str] = []
    for each in takewhile(lambda one: one.tag not in _ABOVE_ALL, (node, *_ancestors(node))):
        name = each.attributes.get("id")
        steps.append(f"{each.tag}#{name}" if name else f"{each.tag}{_place(each)}")
        if name:
            break
    return " > ".join(reversed(steps[:_LONGEST_PATH]))


def _place(node: LexborNode) -> str:
    """Return which of its like the element is, nothing when it is the only one."""
    like = [each for each in node.parent.iter() if each.tag == node.tag] if node.parent else []
    place = next((i for i, each in enumerate(like, 1) if each.mem_id == node.mem_id), 1)
    return f":nth-of-type({place})" if len(like) > 1 else ""


def words_of(node: LexborNode) -> str:
    """Return the normalised text of one element, its value for a form control."""
    said = node.text(separator=" ", strip=True) or node.attributes.get("aria-label") or ""
    return normalise(said or node.attributes.get("value") or node.attributes.get("title") or "")


def links(tree: LexborHTMLParser, base: str) -> tuple[Link, ...]:
    """Return the links of known kinds: for each kind the marked ones, or else those whose words say so."""
    marked = tuple(_marked(tree, base))
    kinds = {link.kind for link in marked}
    return marked + tuple(link for link in _worded(tree, base) if link.kind not in kinds)


def _marked(tree: LexborHTMLParser, base: str) -> list[Link]:
    found = []
    for node in tree.css("[data-service-link]"):
        where = node if node.tag in {"a", "form"} else node.css_first("a[href], form")
        address = where and (where.attributes.get("href") or where.attributes.get("action"))
        is_form = where is not None and where.tag == "form"
        kinds = (node.attributes.get("data-service-link") or "").split()
        found += [Link(kind, absolute(base, address or ""), "marker", is_form) for kind in kinds]
    return found


def _worded(tree: LexborHTMLParser, base: str) -> list[Link]:
    found = []
    for node in tree.css("a[href]"):
        text = words_of(node)
        address = node.attributes.get("href") or ""
        if 0 < len(text) <= _LONGEST_LINK_TEXT and address.strip() not in _NOWHERE:
            url = absolute(base, address)
            found += [Link(kind, url, "pattern") for kind in kinds_of(text)]
    return [link for link in found if link.url.startswith("http")]


@lru_cache(maxsize=4096)
def kinds_of(text: str) -> tuple[str, ...]:
    """Return the kinds of link that a normalised link text names."""
    plain = _words_alone(text)
    return tuple(
        kind
        for kind, phrases in _LINK_PHRASES.items()
        if any(_says(plain, kind, each) for each in phrases) and not _is_of_another_kind(plain, kind)
    )


def _words_alone(text: str) -> str:
    """Return a normalised text without the signs between its words."""
    told = _INITIALS.sub(lambda found: found[0].replace(".", ""), text)
    return " ".join(_SIGNS.sub(" ", told).split())


def _says(text: str, kind: str, phrase: str) -> bool:
    """Tell whether the text is the phrase and little more; a heading that happens to have the word is not."""
    found = whole(phrase).search(text)
    if found is None:
        return False
    before, after = text[: found.start()].split(), text[found.end() :].split()
    if kind == "login":
        return not before and after[:1] in ([], ["به"], ["to"])
    others = [each for each in before + after if each not in _NO_WORDS]
    return len(others) <= _MOST_OTHER_WORDS and not text[0].isdigit()


def _is_of_another_kind(text: str, kind: str) -> bool:
    return any(contains(text, phrase) for phrase in _OF_ANOTHER_KIND.get(kind, ()))


def absolute(base: str, address: str) -> str:
    try:
        return urldefrag(urljoin(base, address.strip())).url
    except ValueError:
        return ""


def with_fragment_of(url: str, address: str) -> str:
    """Return the address with the fragment of the registered one, by which applications know services."""
    fragment = urldefrag(url).fragment
    return f"{address}#{fragment}" if fragment else address


def host_of(url: str) -> str:
    """Return the host of an address in lower case, empty when it has none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _normalised(table: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {kind: tuple(_words_alone(normalise(each)) for each in said) for kind, said in table.items()}


_LINK_PHRASES, _OF_ANOTHER_KIND = _normalised(LINKS), _normalised(OF_ANOTHER_KIND)
