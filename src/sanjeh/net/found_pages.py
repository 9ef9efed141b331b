"""What links were found to lead to: pages of one site lead to the same ones, which are asked once for all."""

from sanjeh.net.http import Response
from sanjeh.net.request_cache import may_be_over
from sanjeh.net.ttl_cache import TtlCache

_BELIEVED_S = 3600.0
_MOST_KEPT, _MOST_BYTES = 500, 200_000


class FoundPages:
    """Answers of addresses that we found ourselves, each believed for an hour, as long as robots.txt is."""

    def __init__(self) -> None:
        self._known: TtlCache[tuple[str, int], Response] = TtlCache(most=_MOST_KEPT, longest_s=_BELIEVED_S)

    def known(self, url: str, max_bytes: int) -> Response | None:
        """Return the answer of which so much was read; None when nobody asked lately."""
        return self._known.known((url, max_bytes))

    def remember(self, url: str, max_bytes: int, reply: Response) -> None:
        """Keep an answer; one that is large, was cut, or may be over by the next page is asked for again."""
        if len(reply.body) <= _MOST_BYTES and not reply.is_cut and not may_be_over(reply.status):
            self._known.keep((url, max_bytes), reply)
