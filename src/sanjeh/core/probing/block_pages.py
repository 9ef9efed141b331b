"""Pages that stand in front of the service's, also with status 200: firewalls, captchas, stand-ins."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sanjeh.core.probing.block_page_signatures import SIGNATURES, Signature
from sanjeh.core.probing.failures import Reason
from sanjeh.core.probing.stand_ins import stand_in
from sanjeh.core.text.html import parse
from sanjeh.core.text.persian import normalise, one_of

# What a firewall says to a stranger; people look again. 451: by order of the law (RFC 7725).
_ALWAYS = {403: Reason.BLOCKED_BY_WALL, 429: Reason.RATE_LIMITED, 451: Reason.BLOCKED_BY_WALL}
# What firewalls also answer, and sick or busy servers too: the page must say that it is a block page.
_REFUSING = frozenset({405, 406, 409, 412, 418, 493, 503, 509, 999})
# A block page says little; one that merely speaks of captchas or firewalls says much, or leads to others.
_LONGEST_BLOCK_PAGE = 1500
_LONGEST_SILENT = 400
_BEGINNING = 200
_MOST_LINKS, _MOST_LINKS_OF_SILENT, _MOST_FIELDS = 8, 2, 3
_NO_FIELDS = frozenset({"hidden", "submit", "button", "reset", "image"})
_TICKED = frozenset({"checkbox", "radio"})
_OF_PEOPLE = frozenset({"password", "tel", "email", "date", "file"})
# What the field of a captcha calls itself: its answer, and nothing about the visitor or his matter.
_PROOF = re.compile(
    "captcha|security|verif|human|robot|answer|response|challenge|image|picture"
    "|کپچا|امنیتی|تصویر|ربات|حروف|پاسخ|حاصل|کاراکتر"
)
_NAMING = ("name", "id", "placeholder", "aria-label", "title")
_UNNAMED = "a "
# "Access denied | body.ir" has no more words, "Access denied to records" has.
_MORE_WORDS = re.compile(r"\s*\w")


@dataclass(frozen=True, slots=True)
class BlockPage:
    """Why the page behind was not seen; `maker` is whose firewall it is, empty when it does not say."""

    reason: Reason
    maker: str = ""


def block_reason(status: int, headers: Iterable[tuple[str, str]], markup: str, text: str) -> Reason | None:
    """Return why the page behind was not seen, or None when this is the page; `text` is the visible text."""
    found = block_page(status, headers, markup, text)
    return found.reason if found else None


def block_page(status: int, headers: Iterable[tuple[str, str]], markup: str, text: str) -> BlockPage | None:
    """Return the block page, or None when this is the page itself; `text` is the visible text."""
    by_name = _by_name(headers)
    if found := next((signature for signature in SIGNATURES if _refuses_by_header(signature, by_name)), None):
        return BlockPage(_ALWAYS.get(status, found.reason), found.name)
    if status in _ALWAYS:
        return BlockPage(_ALWAYS[status], _maker(by_name, markup, normalise(text)))
    if not (status < 300 or status in _REFUSING):
        return None
    plain = normalise(text)
    tree = parse(markup)
    wall = _wall(tree, markup, plain, by_name, is_refusal=status in _REFUSING)
    return wall or _stand_in(tree, plain, status)


def _wall(
    tree: LexborHTMLParser, markup: str, plain: str, by_name: Mapping[str, str], *, is_refusal: bool
) -> BlockPage | None:
    """Return the firewall's or captcha's page; one that is long only speaks of such things."""
    if len(plain) > _LONGEST_BLOCK_PAGE:
        return None
    signs = _signs_of(tree, markup, plain, is_refusal=is_refusal)
    signature = next((signature for signature in SIGNATURES if signs.is_of(signature)), None)
    if signature is None:
        return None
    return BlockPage(signature.reason, _named(signature) or _maker(by_name, markup, plain))


def _stand_in(tree: LexborHTMLParser, plain: str, status: int) -> BlockPage | None:
    """Return the page that stands in the service's place; a refusal or an error says so by its status."""
    reason = stand_in(tree, _title(tree), plain) if status < 300 else None
    return BlockPage(reason) if reason else None


def _title(tree: LexborHTMLParser) -> str:
    title = tree.css_first("title")
    return normalise(title.text()) if title else ""


@dataclass(frozen=True, slots=True)
class _PageSigns:
    """What a short page shows: in its title, at its beginning, and, where it hardly speaks, in its markup."""

    title: str
    beginning: str
    silent_markup: str
    is_bare: bool
    leads_nowhere: bool

    def is_of(self, signature: Signature) -> bool:
        """Return whether this is a block page of that maker, and no page that happens to speak of one."""
        if not self.is_bare:
            return False
        titles = _spelt(signature.titles)
        is_titled = titles.match(self.title) or titles.match(self.beginning) or self._is_whole(signature)
        is_said = is_titled or _spelt(signature.texts).search(self.beginning)
        return is_said is not None or _has(self.silent_markup, signature.scripts)

    def _is_whole(self, signature: Signature) -> bool:
        """Return whether the title is such a word alone, or a page without any way on begins with it."""
        wholes = _spelt(signature.whole_titles)
        found = wholes.match(self.title)
        is_alone = found is not None and _MORE_WORDS.match(self.title, found.end()) is None
        return is_alone or (self.leads_nowhere and wholes.match(self.beginning) is not None)


def _signs_of(tree: LexborHTMLParser, markup: str, plain: str, *, is_refusal: bool) -> _PageSigns:
    """Read a page; what comes with a refusal needs less proof than what pretends to be the page."""
    is_silent = len(plain) <= _LONGEST_SILENT
    return _PageSigns(
        title=_title(tree),
        beginning=plain if is_refusal or is_silent else plain[:_BEGINNING],
        silent_markup=markup.lower() if is_silent and _links(tree) <= _MOST_LINKS_OF_SILENT else "",
        is_bare=is_refusal or _is_bare(tree),
        leads_nowhere=is_refusal or tree.css_first("a[href], form") is None,
    )


def _is_bare(tree: LexborHTMLParser) -> bool:
    """Return whether a page leads nowhere and asks for nothing but a proof."""
    controls = tree.css("input, select, textarea")
    fields = [node for node in controls if (node.attributes.get("type") or "").lower() not in _NO_FIELDS]
    is_small = _links(tree) <= _MOST_LINKS and len(fields) <= _MOST_FIELDS
    return is_small and all(_is_proof(field, tree) for field in fields)


def _links(tree: LexborHTMLParser) -> int:
    return len(tree.css("a[href]"))


def _is_proof(field: LexborNode, tree: LexborHTMLParser) -> bool:
    """Tell whether a field asks for the answer to a captcha; one without any name may be that.

    A mobile number or a tracking code is what a service asks for; its captcha only stands beside them.
    """
    kind = (field.attributes.get("type") or "").lower()
    if kind in _OF_PEOPLE:
        return False
    if kind in _TICKED or "recaptcha" in (field.attributes.get("class") or ""):
        return True
    said = normalise(
        " ".join((*(field.attributes.get(name) or "" for name in _NAMING), *_labels(field, tree)))
    )
    return field.tag == "input" and (not said or _PROOF.search(said) is not None)


def _labels(field: LexborNode, tree: LexborHTMLParser) -> Iterator[str]:
    wanted = field.attributes.get("id")
    for label in tree.css("label"):
        is_around = any(inner.mem_id == field.mem_id for inner in label.css(field.tag or "input"))
        if is_around or (wanted and label.attributes.get("for") == wanted):
            yield label.text(separator=" ", strip=True)


def _maker(by_name: Mapping[str, str], markup: str, text: str) -> str:
    """Return who made the block page: the first that names itself in any way."""
    lowered = markup.lower()
    cookies = [line.strip() for line in by_name.get("set-cookie", "").split("\n")]
    for signature in SIGNATURES:
        is_said = _spelt(signature.texts).search(text) is not None
        names_itself = is_said or _has(by_name.get("server", ""), signature.server)
        has_cookie = any(one.startswith(signature.cookies) for one in cookies)
        if names_itself or has_cookie or _has(lowered, signature.scripts):
            return _named(signature)
    return ""


def _named(signature: Signature) -> str:
    return "" if signature.name.startswith(_UNNAMED) else signature.name


def _by_name(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the values in lower case by name; several of one name stand on lines of their own."""
    by_name: dict[str, str] = {}
    for name, value in headers:
        key = name.lower()
        by_name[key] = f"{by_name[key]}\n{value.lower()}" if key in by_name else value.lower()
    return by_name


def _refuses_by_header(signature: Signature, by_name: Mapping[str, str]) -> bool:
    return any(name in by_name and value in by_name[name] for name, value in signature.headers)


@cache
def _spelt(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of these phrases in all their spellings, of nothing at all when there are none."""
    return re.compile(one_of(map(normalise, phrases)) if phrases else r"(?!)")


def _has(plain: str, phrases: Iterable[str]) -> bool:
    return any(phrase in plain for phrase in phrases)
