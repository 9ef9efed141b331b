"""Reading site maps (sitemaps.org), packed or not, whole or in parts. Pure."""

import html
import re
import zlib
from dataclasses import dataclass

_ROOT = re.compile(r"<(?:\w+:)?(urlset|sitemapindex)\b")
_LOCATION = re.compile(
    r"<(?:\w+:)?loc\b[^>]*>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</(?:\w+:)?loc>", re.DOTALL
)
_GZIP = b"\x1f\x8b"
# sitemaps.org: 50 MB unpacked; nobody with an honest site comes near it, so we stop far below.
_MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class SiteMap:
    """`kind` is "urlset", "sitemapindex" or empty when it is no site map; `is_cut` when it was too long."""

    kind: str
    locations: tuple[str, ...] = ()
    is_packed: bool = False
    is_cut: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the site maps that an index names."""
        return self.locations if self.kind == "sitemapindex" else ()

    @property
    def pages(self) -> tuple[str, ...]:
        return self.locations if self.kind == "urlset" else ()


def read(body: bytes) -> SiteMap:
    is_packed = body.startswith(_GZIP)
    unpacked, is_cut = _unpacked(body) if is_packed else (body, False)
    text = unpacked.decode("utf-8", "replace")
    root = _ROOT.search(text)
    if root is None:
        return SiteMap("", is_packed=is_packed, is_cut=is_cut)
    found = tuple(html.unescape(location).strip() for location in _LOCATION.findall(text))
    return SiteMap(root[1], found, is_packed, is_cut)


def _unpacked(body: bytes) -> tuple[bytes, bool]:
    """Return the unpacked bytes up to the cap, and whether there were more; nothing when they are broken."""
    stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        found = stream.decompress(body, _MOST_BYTES)
    except zlib.error:
        return b"", False
    return found, bool(stream.unconsumed_tail)
