"""Which addresses we may discover: robots.txt (RFC 9309) of the site on which a link was found.

An address that its body has registered is visited by mandate; this is for what we find ourselves.
"""

from protego import Protego

from sanjeh.core.probing.failures import CaptureFailed
from sanjeh.core.text.robots_txt import groups_alone
from sanjeh.net.gate import parse
from sanjeh.net.http import MAX_BYTES, Http
from sanjeh.net.ttl_cache import TtlCache
from sanjeh.net.user_agent import NAME

# RFC 9309 §2.5 asks to read at least 500 KiB, so that of a longer file that much counts, and §2.4 not to
# believe a copy for longer than a day.
_MOST_BYTES = 512_000
_BELIEVED_S = 3600.0
_MOST_ORIGINS = 2_000

_EVERYTHING, _NOTHING = "", "User-agent: *\nDisallow: /"


class Robots:
    """Asks each site once an hour what it lets us discover."""

    def __init__(self, http: Http) -> None:
        self._http = http
        self._known: TtlCache[str, Protego] = TtlCache(most=_MOST_ORIGINS, longest_s=_BELIEVED_S)

    async def may_follow(self, url: str) -> bool:
        """Return whether we may go to an address that we found; raise CaptureFailed when it is none."""
        address = parse(url)
        rules = self._known.known(address.origin)
        if rules is None:
            read = Protego.parse(groups_alone(await self._rules_of(address.origin), NAME))
            rules = self._known.keep(address.origin, read)
        return bool(rules.can_fetch(address.url, NAME))

    async def _rules_of(self, origin: str) -> str:
        """Return the rules; a site without any allows all, one that cannot say so allows nothing (§2.3.1)."""
        try:
            reply = await self._http.get(f"{origin}/robots.txt", max_bytes=MAX_BYTES)
        except CaptureFailed:
            return _NOTHING
        if reply.status >= 500 or reply.status == 429:
            return _NOTHING
        is_file = reply.status < 300 and "html" not in reply.header("content-type")
        return reply.body[:_MOST_BYTES].decode("utf-8", "replace") if is_file else _EVERYTHING
