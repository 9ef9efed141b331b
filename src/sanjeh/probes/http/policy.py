"""Reading a Content Security Policy: what it leaves open to scripts and frames. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from sanjeh.probes.http.pages import Page

_WIDE = frozenset({"*", "http:", "https:", "data:", "blob:", "http://*", "https://*"})
_UNSAFE_INLINE = "'unsafe-inline'"
_UNSAFE_EVAL = "'unsafe-eval'"
_VOUCHED = ("'nonce-", "'sha256-", "'sha384-", "'sha512-")


@dataclass(frozen=True, slots=True)
class Policy:
    """The directives of one policy; the first of each name counts (CSP3 §2.2.1)."""

    directives: dict[str, tuple[str, ...]]

    def sources(self, directive: str) -> tuple[str, ...] | None:
        """Return the sources of a directive, falling back to default-src; None leaves all open."""
        return self.directives.get(directive, self.directives.get("default-src"))

    @property
    def is_open_to_scripts(self) -> bool:
        """Return whether injected scripts would run, however the page was broken into."""
        sources = self.sources("script-src")
        if sources is None:
            return True
        is_strict = is_vouched(sources) and "'strict-dynamic'" in sources
        if _UNSAFE_INLINE in sources and not is_vouched(sources):
            return True
        return not is_strict and any(source in _WIDE for source in sources)

    @property
    def allows_eval(self) -> bool:
        return _UNSAFE_EVAL in (self.sources("script-src") or ())

    @property
    def is_open_to_styles(self) -> bool:
        sources = self.sources("style-src")
        if sources is None:
            return True
        return _UNSAFE_INLINE in sources and not is_vouched(sources)

    @property
    def names_frame_ancestors(self) -> bool:
        """Return whether other sites are kept from framing the page."""
        ancestors = self.directives.get("frame-ancestors")
        return ancestors is not None and not any(source in _WIDE for source in ancestors)


def is_vouched(sources: Iterable[str]) -> bool:
    """Return whether a nonce or a hash vouches for single scripts or styles."""
    return any(source.startswith(_VOUCHED) for source in sources)


def policies_of(page: Page) -> tuple[Policy, ...]:
    """Read the policies of a page: those of its header, and those in itself."""
    stated = [page.header("content-security-policy"), *page.meta("http-equiv", "content-security-policy")]
    return tuple(policy for text in stated for policy in read_policies(text))


def read_policies(header: str) -> tuple[Policy, ...]:
    """Read the policies of a header; commas part one policy from the next."""
    return tuple(policy for policy in map(_policy, header.split(",")) if policy.directives)


def _policy(text: str) -> Policy:
    directives: dict[str, tuple[str, ...]] = {}
    for part in text.split(";"):
        name, *sources = part.lower().split() or [""]
        if name:
            directives.setdefault(name, tuple(sources))
    return Policy(directives)
