"""Finds words of a Content Security Policy that no browser heeds as they were meant. Pure."""

import re
from collections.abc import Iterator

from sanjeh.probes.http.policy import Policy, is_vouched

# CSP3, Upgrade Insecure Requests, Mixed Content, Trusted Types, and what was once a directive.
_OF_SOURCES = frozenset(
    {
        "child-src", "connect-src", "default-src", "fenced-frame-src", "font-src", "frame-src", "img-src",
        "manifest-src", "media-src", "object-src", "prefetch-src", "script-src", "script-src-attr",
        "script-src-elem", "style-src", "style-src-attr", "style-src-elem", "worker-src", "base-uri",
        "form-action", "frame-ancestors", "navigate-to",
    }
)  # fmt: skip
_OTHERS = frozenset(
    {
        "sandbox", "report-uri", "report-to", "upgrade-insecure-requests", "block-all-mixed-content",
        "trusted-types", "require-trusted-types-for", "require-sri-for", "plugin-types", "referrer",
        "reflected-xss", "webrtc",
    }
)  # fmt: skip
_KEYWORDS = frozenset(
    {
        "'none'", "'self'", "'unsafe-inline'", "'unsafe-eval'", "'wasm-unsafe-eval'", "'unsafe-hashes'",
        "'strict-dynamic'", "'report-sample'", "'trusted-types-eval'", "'inline-speculation-rules'",
        "'unsafe-allow-redirects'", "'report-sha256'", "'report-sha384'", "'report-sha512'",
    }
)  # fmt: skip
_BARE = frozenset(word.strip("'") for word in _KEYWORDS)
# CSP3 §6.4.2: who may frame a page is said by places alone.
_ANCESTORS, _OF_ANCESTORS = "frame-ancestors", frozenset({"'none'", "'self'"})
# What HTML §7.1.5 knows of a sandbox, each behind "allow-".
_SANDBOX = frozenset(
    {
        "downloads", "forms", "modals", "orientation-lock", "pointer-lock", "popups",
        "popups-to-escape-sandbox", "presentation", "same-origin", "scripts",
        "storage-access-by-user-activation", "top-navigation", "top-navigation-by-user-activation",
        "top-navigation-to-custom-protocols",
    }
)  # fmt: skip
# CSP3 §2.3.1: a scheme with its colon, or a host with or without a star, scheme, port and path.
_SOURCE = re.compile(
    r"[a-z][a-z0-9+.-]*:"
    r"|(?:[a-z][a-z0-9+.-]*://)?(?:\*|\[[0-9a-f:.]+\]|(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?)"
    r"(?::(?:\*|[0-9]+))?(?:/[!-~]*)?"
)
# Schemes that lack their colon.
_COLONLESS = re.compile(r"(?:data|blob|https?|filesystem|mediastream)(?://.*|:/[^/].*)?")
_BARE_VOUCHING = re.compile(r"(?:nonce|sha256|sha384|sha512)-.+")


def typos(policy: Policy) -> Iterator[str]:
    """Yield each slip: a directive nobody knows or said twice, and a source that is none, with its place."""
    yield from policy.unread
    for name in policy.repeated:
        yield f"{name} {name}"
    for name, sources in policy.directives.items():
        if name not in _OF_SOURCES | _OTHERS:
            yield name
        if name in _OF_SOURCES:
            yield from (f"{name} {source}" for source in sources if _is_slip(source, name, len(sources)))
        if name == "sandbox":
            yield from (f"{name} {word}" for word in sources if not _is_of_sandbox(word))


def _is_of_sandbox(word: str) -> bool:
    return word.startswith("allow-") and word.removeprefix("allow-") in _SANDBOX


def _is_slip(source: str, directive: str, count: int) -> bool:
    """Return whether a source does not say what was meant: a keyword ill quoted, a directive, no source."""
    if directive == _ANCESTORS and source.startswith("'") and source not in _OF_ANCESTORS:
        return True
    if source.startswith("'"):
        is_alone = source != "'none'" or count == 1
        return not is_alone or not (source in _KEYWORDS or is_vouched((source,)))
    is_bare = source.replace("_", "-") in _BARE or _BARE_VOUCHING.fullmatch(source) is not None
    is_scheme = _COLONLESS.fullmatch(source) is not None
    return is_bare or is_scheme or source in _OF_SOURCES | _OTHERS or _SOURCE.fullmatch(source) is None
