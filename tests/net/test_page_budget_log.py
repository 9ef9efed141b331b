"""A page that has had its share is shut, and the operator is told once which share it was."""

from typing import Any

from structlog.testing import capture_logs

from sanjeh.core.probing.failures import Reason
from sanjeh.net.page_budget import MAX_UNPACKED_BYTES, PageBudget
from sanjeh.net.proxy import MAX_REQUESTS

TOLD = {"event": "gate.refused", "log_level": "info", "reason": Reason.BODY_TOO_LARGE}


class Session:
    """A page whose events are told by hand."""

    def __init__(self) -> None:
        self.ears: dict[str, Any] = {}

    def on(self, event: str, ear: Any) -> None:
        self.ears[event] = ear

    def ask(self, number: int) -> None:
        self.ears["Network.requestWillBeSent"](
            {
                "request": {"url": f"https://a.test/{number}?token=secret"},
                "requestId": str(number),
                "loaderId": "0",
                "frameId": "main",
            }
        )

    def receive(self, size: int) -> None:
        self.ears["Network.dataReceived"]({"requestId": "1", "dataLength": size})


def heard() -> tuple[Session, list[str], PageBudget]:
    session, shut = Session(), []
    budget = PageBudget(lambda: shut.append("shut"))
    budget.listen(session)  # type: ignore[arg-type]
    return session, shut, budget


def test_one_request_more_than_its_share_shuts_a_page() -> None:
    session, shut, _ = heard()

    with capture_logs() as told:
        for number in range(MAX_REQUESTS):
            session.ask(number)
        before = list(shut)
        session.ask(MAX_REQUESTS)
        session.ask(MAX_REQUESTS + 1)

    assert (before, shut) == ([], ["shut", "shut"])
    assert told == [{**TOLD, "detail": "the page's requests are spent"}]


def test_one_unpacked_byte_more_than_its_share_shuts_a_page() -> None:
    session, shut, budget = heard()

    with capture_logs() as told:
        session.receive(MAX_UNPACKED_BYTES)
        before = list(shut)
        session.receive(1)
        session.receive(1)

    assert (before, shut, budget.failure) == ([], ["shut", "shut"], None)
    assert told == [{**TOLD, "detail": "the page's unpacked bytes are spent"}]
