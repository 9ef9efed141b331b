"""What a host was asked a little earlier: files and pages that are the same for all services on it."""

from sanjeh.core.probing.artifacts.http import Asked
from sanjeh.net.ttl_cache import TtlCache

_BELIEVED_S = 3600.0
# Services of one host are looked at close together; each answer takes some kilobytes.
_MOST_KEPT = 2_000
# Who turns us away or is broken for a moment must not be told so for the next service as well.
_PASSING = frozenset({403, 406, 429})


class RequestCache:
    """Answers to questions about hosts, each believed for an hour."""

    def __init__(self) -> None:
        self._known: TtlCache[str, Asked] = TtlCache(most=_MOST_KEPT, longest_s=_BELIEVED_S)

    def known(self, question: str) -> Asked | None:
        """Return the answer, which says for which page it was asked; None when nobody asked lately."""
        return self._known.known(question)

    def remember(self, question: str, asked: Asked, page: str) -> None:
        """Keep the answer that was given while looking at `page`; a failure may be over by the next one."""
        if asked.answer is None or asked.answer.status >= 500 or asked.answer.status in _PASSING:
            return
        self._known.keep(question, asked.model_copy(update={"shared_with": page}))
