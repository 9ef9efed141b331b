"""Pages that stand in front of a page: firewalls and captchas, also with status 200."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from selectolax.lexbor import LexborHTMLParser

from sanjeh.core.probing.block_page_signatures import WALLS, Wall
from sanjeh.core.probing.failures import Reason
from sanjeh.core.text.html import parse
from sanjeh.core.text.persian import normalise

# What a firewall says to a stranger; people look again. 451: by order of the law (RFC 7725).
_ALWAYS = {403: Reason.BLOCKED_BY_WALL, 429: Reason.RATE_LIMITED, 451: Reason.BLOCKED_BY_WALL}
# What walls also answer, and sick or busy servers too: the page must say that it is a wall.
_REFUSING = frozenset({405, 406, 409, 412, 418, 493, 503, 509, 999})
# A wall says little; a page that merely speaks of captchas or firewalls says much, or leads on to others.
_LONGEST_WALL = 1500
_LONGEST_SILENT = 400
_BEGINNING = 200
_MOST_LINKS, _MOST_FIELDS = 8, 2
_UNNAMED = "a "


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why the page behind was not seen; `maker` is whose wall it is, empty when it does not say."""

    reason: Reason
    maker: str = ""


def wall_in_front(status: int, headers: Iterable[tuple[str, str]], markup: str, text: str) -> Reason | None:
    """Return why the page behind was not seen, or None when this is the page; `text` is the visible text."""
    found = obstacle(status, headers, markup, text)
    return found.reason if found else None


def obstacle(status: int, headers: Iterable[tuple[str, str]], markup: str, text: str) -> Obstacle | None:
    """Return what stands in front of the page, or None when this is the page; `text` is the visible text."""
    said = _by_name(headers)
    if found := next((wall for wall in WALLS if _refuses_by_header(wall, said)), None):
        return Obstacle(_ALWAYS.get(status, found.reason), found.name)
    if status in _ALWAYS:
        return Obstacle(_ALWAYS[status], _maker(said, markup, normalise(text)))
    plain = normalise(text)
    if len(plain) > _LONGEST_WALL or not (status < 300 or status in _REFUSING):
        return None
    shown = _shown(markup, plain, is_refusal=status in _REFUSING)
    wall = next((wall for wall in WALLS if shown.is_of(wall)), None)
    return Obstacle(wall.reason, _named(wall) or _maker(said, markup, plain)) if wall else None


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a short page shows: in its title, at its beginning, and, where it hardly speaks, in its markup."""

    title: str
    beginning: str
    silent_markup: str
    is_bare: bool

    def is_of(self, wall: Wall) -> bool:
        """Return whether this is a wall of that maker, and no page that happens to speak of one."""
        if not self.is_bare:
            return False
        titles = _normal(wall.titles)
        is_titled = self.title.startswith(titles) or self.beginning.startswith(titles)
        return (
            is_titled or _has(self.beginning, _normal(wall.texts)) or _has(self.silent_markup, wall.scripts)
        )


def _shown(markup: str, plain: str, *, is_refusal: bool) -> _Shown:
    """Read a page; what comes with a refusal needs less proof than what pretends to be the page."""
    tree = parse(markup)
    title = tree.css_first("title")
    is_silent = len(plain) <= _LONGEST_SILENT
    return _Shown(
        title=normalise(title.text()) if title else "",
        beginning=plain if is_refusal or is_silent else plain[:_BEGINNING],
        silent_markup=markup.lower() if is_silent else "",
        is_bare=is_refusal or _is_bare(tree),
    )


def _is_bare(tree: LexborHTMLParser) -> bool:
    """Return whether a page leads nowhere and asks for nothing but a proof."""
    inputs = tree.css("input, select, textarea")
    fields = [node for node in inputs if node.attributes.get("type") not in {"hidden", "submit", "button"}]
    has_password = any(node.attributes.get("type") == "password" for node in fields)
    return len(tree.css("a[href]")) <= _MOST_LINKS and len(fields) <= _MOST_FIELDS and not has_password


def _maker(said: Mapping[str, str], markup: str, text: str) -> str:
    """Return who made the wall: the first that names itself in any way."""
    lowered = markup.lower()
    cookies = [line.strip() for line in said.get("set-cookie", "").split("\n")]
    for wall in WALLS:
        names_itself = _has(said.get("server", ""), wall.server) or _has(text, _normal(wall.texts))
        has_cookie = any(one.startswith(wall.cookies) for one in cookies)
        if names_itself or has_cookie or _has(lowered, wall.scripts):
            return _named(wall)
    return ""


def _named(wall: Wall) -> str:
    return "" if wall.name.startswith(_UNNAMED) else wall.name


def _by_name(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the values in lower case by name; several of one name stand on lines of their own."""
    said: dict[str, str] = {}
    for name, value in headers:
        key = name.lower()
        said[key] = f"{said[key]}\n{value.lower()}" if key in said else value.lower()
    return said


def _refuses_by_header(wall: Wall, said: Mapping[str, str]) -> bool:
    return any(name in said and value in said[name] for name, value in wall.headers)


@cache
def _normal(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(normalise(phrase) for phrase in phrases)


def _has(plain: str, phrases: Iterable[str]) -> bool:
    return any(phrase in plain for phrase in phrases)
