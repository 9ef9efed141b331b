"""Asks name servers one thing after another; a question that fails is told, and loses no other."""

import asyncio
from base64 import b64encode
from collections.abc import Iterable
from time import monotonic

from sanjeh.core.probing.artifacts.dns import NameAnswer, SignedAnswer
from sanjeh.core.probing.contracts import Failure
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.dns import Answer, Dns
from sanjeh.net.dns import SignedAnswer as WireAnswer
from sanjeh.probes.dns.anchors import names_down, nearest

# Below the deadline of the whole look: what is slow at the end must not lose what was answered before.
_BUDGET_S = 24.0


class DnsRequester:
    """Asks one resolver; after the budget nobody is asked any more."""

    def __init__(self, dns: Dns) -> None:
        self._dns = dns
        self._ends_at = monotonic() + _BUDGET_S

    @property
    def anchors(self) -> tuple[str, ...]:
        return self._dns.anchors

    @property
    def left_s(self) -> float:
        """Return how many seconds of the budget are left."""
        return max(self._ends_at - monotonic(), 0.0)

    async def ask(self, name: str, rtype: str) -> NameAnswer:
        try:
            async with asyncio.timeout(self.left_s):
                return as_name_answer(await self._dns.ask_or_recall(name, rtype))
        except TimeoutError:
            return as_name_answer(CaptureFailed(Reason.NAME_TIMEOUT, name))
        except CaptureFailed as failure:
            return as_name_answer(failure)

    async def ask_all(self, names: Iterable[str], rtype: str) -> dict[str, NameAnswer]:
        """Ask the same of several names; the name itself is the key, as it was given."""
        wanted = tuple(names)
        answers = await asyncio.gather(*(self.ask(name.rstrip("."), rtype) for name in wanted))
        return dict(zip(wanted, answers, strict=True))

    async def ask_each(self, name: str, rtype: str) -> dict[str, NameAnswer]:
        """Ask every resolver of ours on its own."""
        try:
            async with asyncio.timeout(self.left_s):
                answers = await self._dns.ask_each(name, rtype)
        except TimeoutError:
            return {}
        return {server: as_name_answer(answer) for server, answer in answers.items()}

    async def ask_signed(self, host: str, rtype: str) -> tuple[SignedAnswer, ...]:
        """Ask for the chain of signatures from the nearest anchor down to the host's records of one type.

        A resolver that hides the signatures of the anchor's zone would hide all others too.
        """
        zone, _ = nearest(self.anchors, host)
        top, wire_of_top = await self._signed(zone or ".", "DNSKEY")
        if wire_of_top is None or not wire_of_top.has_signatures:
            return (top,)
        questions = [*((name, "DS") for name in names_down(host, zone)), (host, rtype)]
        answers = await asyncio.gather(*(self._signed(*question) for question in questions))
        parents = [kept.name for kept, known in answers if kept.rtype == "DS" and known and known.has_records]
        keys = await asyncio.gather(*(self._signed(name, "DNSKEY") for name in parents))
        return (top, *(kept for kept, _ in (*answers, *keys)))

    async def _signed(self, name: str, rtype: str) -> tuple[SignedAnswer, WireAnswer | None]:
        try:
            async with asyncio.timeout(self.left_s):
                answer = await self._dns.ask_signed(name, rtype)
        except TimeoutError:
            failure = Failure(reason=Reason.NAME_TIMEOUT, detail=name)
        except CaptureFailed as error:
            failure = Failure(reason=error.reason, detail=error.detail)
        else:
            wire = b64encode(answer.wire).decode()
            return SignedAnswer(name=name, rtype=rtype, wire=wire), answer
        return SignedAnswer(name=name, rtype=rtype, failure=failure), None


def as_name_answer(answer: Answer | CaptureFailed) -> NameAnswer:
    if isinstance(answer, CaptureFailed):
        return NameAnswer(failure=Failure(reason=answer.reason, detail=answer.detail))
    return NameAnswer(
        rcode=answer.rcode, records=tuple(sorted(answer.records)), is_authenticated=answer.authenticated
    )
