"""Reading a Content Security Policy: what it leaves open to scripts, styles and frames. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sanjeh.probes.http.pages import Page

_UNSAFE_INLINE = "'unsafe-inline'"
_UNSAFE_EVAL = "'unsafe-eval'"
_STRICT_DYNAMIC = "'strict-dynamic'"
# CSP3 §2.3.1: a nonce or digest is written in base64, plain or for addresses.
_VOUCHING = re.compile(r"'(?:nonce|sha256|sha384|sha512)-[a-z0-9+/_-]+={0,2}'")
# A scheme alone, or a star in the place of the host.
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*:)")
_ANY_HOST = re.compile(r"(?:([a-z][a-z0-9+.-]*:)//)?\*(?:\.\*)?(?::(?:\*|[0-9]+))?(?:/.*)?")
_WEB = frozenset({"http:", "https:"})
# CSP3 §6.7.2.8: what a scheme lets in beside itself; a star is any of the web.
_ALSO = {None: _WEB, "http:": _WEB, "ws:": _WEB, "wss:": frozenset({"https:"})}
# Beside addresses: what stands in the page itself, and in the attributes of its elements.
ELEMENTS, HANDLERS = "elements", "handlers"
_EVERYTHING = _WEB | {"data:", "blob:", "filesystem:", ELEMENTS, HANDLERS}

Sources = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """The directives of one policy; the first of each name counts (CSP3 §2.2.1), `repeated` are others.

    `unread` are directives with a letter beyond ASCII in them, which browsers drop as a whole.
    """

    directives: dict[str, Sources]
    repeated: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    def sources(self, directive: str) -> Sources | None:
        """Return the sources of a directive, falling back to default-src; None leaves all open."""
        return self._first(directive, "default-src")

    @property
    def script_openings(self) -> frozenset[str]:
        """Return by which ways somebody's injected script would run: schemes, elements, handlers."""
        elements, handlers = self.script_elements, self.script_handlers
        from_elsewhere = (
            _anywhere(elements) & _EVERYTHING if elements and not is_strict(elements) else frozenset()
        )
        found = (
            _EVERYTHING - {HANDLERS}
            if elements is None
            else from_elsewhere | _inline_scripts(elements, ELEMENTS)
        )
        return found | _inline_scripts(handlers, HANDLERS)

    @property
    def script_elements(self) -> Sources | None:
        """Return what is said of script elements; None leaves all open."""
        return self._first("script-src-elem", "script-src", "default-src")

    @property
    def script_handlers(self) -> Sources | None:
        """Return what is said of scripts in attributes; None leaves all open."""
        return self._first("script-src-attr", "script-src", "default-src")

    @property
    def style_openings(self) -> frozenset[str]:
        """Return by which ways somebody's injected style would count: elements, handlers (attributes)."""
        elements = self._first("style-src-elem", "style-src", "default-src")
        attributes = self._first("style-src-attr", "style-src", "default-src")
        return _inline(elements, ELEMENTS) | _inline(attributes, HANDLERS)

    @property
    def allows_eval(self) -> bool:
        scripts = self.sources("script-src")
        return scripts is None or _UNSAFE_EVAL in scripts

    @property
    def names_frame_ancestors(self) -> bool:
        """Return whether other sites are kept from framing the page."""
        ancestors = self.directives.get("frame-ancestors")
        return ancestors is not None and not _anywhere(ancestors)

    def is_open(self, directive: str) -> bool:
        """Return whether a directive of its own, which falls back to none, is missing or lets in anywhere."""
        sources = self.directives.get(directive)
        return sources is None or bool(_anywhere(sources))

    def _first(self, *directives: str) -> Sources | None:
        return next((self.directives[name] for name in directives if name in self.directives), None)


def is_vouched(sources: Iterable[str]) -> bool:
    """Return whether a nonce or a hash vouches for single scripts or styles."""
    return any(_VOUCHING.fullmatch(source) for source in sources)


def is_strict(sources: Iterable[str]) -> bool:
    """Return whether only scripts that are vouched for run, and what they load (CSP3 §8.2)."""
    return _STRICT_DYNAMIC in sources


def lets_in_anywhere(sources: Iterable[str]) -> bool:
    return bool(_anywhere(sources))


def policies_of(page: Page) -> tuple[Policy, ...]:
    """Read the policies of a page: those of its header, and those in itself."""
    return (*read_policies(page.header("content-security-policy")), *policies_within(page))


def policies_within(page: Page) -> tuple[Policy, ...]:
    """Read the policies of a page in itself: a meta element counts in the head alone (HTML §4.2.5.3)."""
    stated = page.meta("http-equiv", "content-security-policy", of="head")
    return tuple(policy for text in stated for policy in read_policies(text))


def read_policies(header: str) -> tuple[Policy, ...]:
    """Read the policies of a header; commas part one policy from the next."""
    policies = map(_policy, header.split(","))
    return tuple(policy for policy in policies if policy.directives or policy.unread)


def left_open(openings: Iterable[frozenset[str]]) -> frozenset[str]:
    """Return what all policies leave open: each applies, so that one of them is enough to close a way."""
    return frozenset.intersection(*openings)


def _policy(text: str) -> Policy:
    directives: dict[str, Sources] = {}
    repeated: list[str] = []
    unread: list[str] = []
    for part in text.split(";"):
        name, *sources = part.lower().split() or [""]
        if not part.isascii():
            unread.append(" ".join((name, *(word for word in sources if not word.isascii()))))
        elif name in directives:
            repeated.append(name)
        elif name:
            directives[name] = tuple(sources)
    return Policy(directives, tuple(repeated), tuple(unread))


def _inline(sources: Sources | None, where: str) -> frozenset[str]:
    """Return the place where what stands in the page counts; a nonce or a hash closes it."""
    if sources is None:
        return frozenset({where})
    return frozenset({where} if _UNSAFE_INLINE in sources and not is_vouched(sources) else ())


def _inline_scripts(sources: Sources | None, where: str) -> frozenset[str]:
    """Return the place where scripts in the page run; 'strict-dynamic' closes it too (CSP3 §6.7.3.2)."""
    return frozenset() if is_strict(sources or ()) else _inline(sources, where)


def _anywhere(sources: Iterable[str]) -> frozenset[str]:
    """Return the schemes over which any host at all is let in."""
    schemes: set[str] = set()
    for source in sources:
        if found := _SCHEME.fullmatch(source) or _ANY_HOST.fullmatch(source):
            schemes |= _ALSO.get(found[1], {found[1]})
    return frozenset(schemes)
