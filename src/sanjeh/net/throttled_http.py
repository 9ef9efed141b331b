"""Asking politely: one request after a pause, and with an address to write back to."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic

from sanjeh.net.gate import Gate
from sanjeh.net.http import MAX_BYTES, Http, Response

_MOST_HOSTS = 2_000


@dataclass(frozen=True, slots=True)
class Throttle:
    """Seconds between two requests to one host, and the mailbox that each names (RFC 9110 §10.1.2)."""

    gap_s: float = 0.0
    mailbox: str = ""


class ThrottledHttp(Http):
    """Asks one host one thing after another, with a pause in between, and signs its requests."""

    def __init__(self, gate: Gate, *, contact: str = "", throttle: Throttle) -> None:
        super().__init__(gate, contact=contact)
        self._signature = {"From": throttle.mailbox} if throttle.mailbox else {}
        self._gap_s = throttle.gap_s
        self._free_at: dict[str, float] = {}

    async def get(
        self,
        url: str,
        *,
        follow: bool = True,
        max_bytes: int = MAX_BYTES,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Get one address as `Http` does, once this host has rested."""
        if self._gap_s:
            await self._rest(self._gate.parse(url).host)
        signed = {**self._signature, **(headers or {})}
        return await super().get(url, follow=follow, max_bytes=max_bytes, headers=signed)

    async def _rest(self, host: str) -> None:
        now = monotonic()
        free_at = max(self._free_at.pop(host, now), now)
        if len(self._free_at) >= _MOST_HOSTS:
            self._free_at = {name: at for name, at in self._free_at.items() if at > now}
        self._free_at[host] = free_at + self._gap_s
        await asyncio.sleep(free_at - now)
